/** Who may see and do what, as a sheet: a row for each grant, and one for each account that holds none. */
import type { AccountRow } from '@lika/contract'
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import type { AccessDeps } from '../deps.ts'
import { grantAnswer, isOpenOn, type Places } from './account-page.ts'
import { type AccountListQuery, listAccounts } from './accounts.ts'
import { isWithinOwn } from './containment.ts'
import { type GrantRow, listGrantRows } from './grants.store.ts'
import type { ListFile } from './importing/sheets.ts'

const columns = [
  { header: '账号', kind: 'id', width: 18 },
  { header: '姓名', kind: 'text', width: 16 },
  { header: '单位', kind: 'text', width: 26 },
  { header: '职务', kind: 'text', width: 14 },
  { header: '账号状态', kind: 'text', width: 10 },
  { header: '最近使用', kind: 'text', width: 18 },
  { group: '授权', header: '角色', kind: 'text', width: 16 },
  { group: '授权', header: '区域代码', kind: 'id', width: 16 },
  { group: '授权', header: '区域', kind: 'text', width: 18 },
  { group: '授权', header: '首日', kind: 'date', width: 12 },
  { group: '授权', header: '末日', kind: 'date', width: 12 },
  { group: '授权', header: '状态', kind: 'text', width: 10 },
  { group: '授权', header: '理由', kind: 'text', width: 30 },
  { group: '授权', header: '授权人', kind: 'text', width: 16 },
  { group: '授权', header: '小单位兼岗理由', kind: 'text', width: 30 },
] as const

const states = { coming: '未开始', inForce: '有效', ended: '已到期', revoked: '已收回' } as const

export function exportAccounts(
  deps: AccessDeps,
  listFile: ListFile,
  actor: Actor,
  query: AccountListQuery & { readonly format: 'xlsx' | 'csv' },
  signal: AbortSignal,
): FileAnswer {
  const { format, ...filter } = query
  const rows = rowsOf(deps, actor, filter)
  return listFile('账号与授权', format, { name: '账号与授权', columns, rows }, signal)
}

async function* rowsOf(
  deps: AccessDeps,
  actor: Actor,
  query: AccountListQuery,
): AsyncGenerator<readonly (string | null)[]> {
  const { pool } = deps.system
  const today = deps.clock.today()
  let cursor: string | undefined
  do {
    const page = await listAccounts(deps, actor, { ...query, cursor })
    const grants = await listGrantRows(
      pool,
      page.items.map(({ id }) => id),
    )
    const open = grants.filter((row) => isOpenOn(row, today) && isWithinOwn(row.region_code, actor.regions))
    const places = await deps.findPlaces(
      pool,
      open.map(({ region_code }) => region_code),
    )
    for (const account of page.items) {
      const own = open.filter((row) => row.account_id === account.id).reverse()
      if (own.length === 0) yield [...aboutAccount(account), ...Array.from({ length: 9 }, () => null)]
      for (const row of own) yield [...aboutAccount(account), ...aboutGrant(row, places, today)]
    }
    cursor = page.next
  } while (cursor !== undefined)
}

function aboutAccount(account: AccountRow): (string | null)[] {
  const { name, displayName, unit, position, state, lastUsedAt } = account
  const used = lastUsedAt === null ? '从未使用' : lastUsedAt.slice(0, 16).replace('T', ' ')
  return [name, displayName, unit?.name ?? null, position, state === 'active' ? '有效' : '已停用', used]
}

function aboutGrant(row: GrantRow, places: Places, today: string): (string | null)[] {
  const grant = grantAnswer(row, places, today)
  return [
    grant.roleLabel.zh,
    grant.region.code,
    grant.region.name,
    grant.validFrom,
    grant.validTo,
    states[grant.state],
    grant.reason,
    grant.grantedBy,
    grant.exception,
  ]
}
