import type { CaseItem, CaseProcedure } from '@lika/contract'

/** Why a procedure is not begun now for somebody of a status with such cases; nothing where it may be. */
export function hindrance(
  procedure: Pick<CaseProcedure, 'id' | 'statuses'>,
  subject: { readonly status: string | null },
  items: readonly Pick<CaseItem, 'state' | 'procedure'>[],
): 'running' | 'status' | undefined {
  if (items.some(({ state, procedure: { id } }) => state === 'open' && id === procedure.id)) return 'running'
  const status = subject.status ?? 'none'
  if (procedure.statuses.length > 0 && !procedure.statuses.includes(status)) return 'status'
  return undefined
}
