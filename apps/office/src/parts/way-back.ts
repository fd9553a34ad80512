// The single sign-on sends everybody back to the same address: where one was is remembered in this window meanwhile.

const STORED = 'lika.oidc.back'

/** Leaves for the provider, to come back to a path of this app. */
export function leaveFor(address: string, back: string): void {
  sessionStorage.setItem(STORED, back)
  location.assign(address)
}

/** Once: a path of this app, or undefined. */
export function takeWayBack(): string | undefined {
  const back = sessionStorage.getItem(STORED)
  sessionStorage.removeItem(STORED)
  return back ?? undefined
}
