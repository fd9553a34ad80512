import { useRouteContext, useSearch } from '@tanstack/react-router'

/** Where and when the page looks, and who is looking. */
export function usePlace() {
  const { region, date } = useSearch({ from: '/frame' })
  const { session } = useRouteContext({ from: '/frame' })
  return {
    region: region ?? session.account.region.code,
    date: date ?? session.today,
    session,
    can: (permission: string) => session.permissions.includes(permission),
  }
}

/** Whether a region code lies within another; codes are prefixes. */
export function isInside(code: string, scope: string): boolean {
  return scope === 'all' || code.startsWith(scope)
}
