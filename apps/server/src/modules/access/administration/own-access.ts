/** What one holds oneself, in words, and who gave it. */
import type { OwnAccess } from '@lika/contract'
import type { Actor } from '../../../platform/http.ts'
import type { AccessDeps } from '../deps.ts'
import { grantAnswer, isOpenOn } from './account-page.ts'
import { findAccountDetail } from './accounts.store.ts'
import { listGrantRows } from './grants.store.ts'
import { permissions } from './roles.ts'
import { unseenAccount } from './scope.ts'

export async function getOwnAccess(deps: AccessDeps, actor: Actor): Promise<OwnAccess> {
  const { pool } = deps.system
  const today = deps.clock.today()
  const [account, rows] = await Promise.all([
    findAccountDetail(pool, actor.accountId),
    listGrantRows(pool, [actor.accountId]),
  ])
  if (!account) throw unseenAccount(actor.accountId)
  const open = rows.filter((row) => isOpenOn(row, today))
  const places = await deps.findPlaces(
    pool,
    open.map(({ region_code }) => region_code),
  )
  return {
    name: account.name,
    displayName: account.display_name,
    unit: account.unit_id === null ? null : { id: account.unit_id, name: account.unit_name ?? '' },
    position: account.position,
    grants: open.map((row) => grantAnswer(row, places, today)),
    permissions: permissions
      .filter(({ permission }) => actor.permissions.has(permission))
      .map(({ permission, routes }) => ({ permission, routes: routes.map(({ summary }) => summary) })),
  }
}
