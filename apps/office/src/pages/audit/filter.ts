/** What the address of the page says, as the server is asked for it. */
export interface AuditSearch {
  readonly subject?: string | undefined
  readonly account?: string | undefined
  readonly kind?: string | undefined
  readonly result?: string | undefined
  readonly action?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export const kinds = ['change', 'read', 'export'] as const
export const results = ['done', 'refused', 'failed'] as const

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const DAY = /^(1[89]|2[01])\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const ACTION = /^[A-Za-z:._-]{1,60}$/

/** What does not fit is left out, as if the address had not held it. */
export function filterOf(region: string, search: AuditSearch) {
  const { subject, account, action, from, to } = search
  const kind = kinds.find((each) => each === search.kind)
  const result = results.find((each) => each === search.result)
  return {
    region,
    ...(subject && UUID.test(subject) ? { subject } : {}),
    ...(account ? { account: account.slice(0, 100) } : {}),
    ...(kind ? { kind } : {}),
    ...(result ? { result } : {}),
    ...(action && ACTION.test(action) ? { action } : {}),
    ...(from && DAY.test(from) ? { from } : {}),
    ...(to && DAY.test(to) ? { to } : {}),
  }
}
