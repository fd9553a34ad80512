/** One account as an administrator sees it, and whether the administrator may change it. */
import type { AccountPage, Grant } from '@lika/contract'
import type { AppError, Message } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Runner } from '../accounts.store.ts'
import type { AccessDeps } from '../deps.ts'
import { type AccountDetail, findAccountDetail, listLiveSessions } from './accounts.store.ts'
import { type ChangeRow, listChanges } from './changes.store.ts'
import { isWithinOwn } from './containment.ts'
import { type GrantRow, listGrantRows, periodOfRow } from './grants.store.ts'
import { lastDayOf, stateOn } from './period.ts'
import { beyondYou, notYourself, unseenAccount } from './scope.ts'

export async function getAccount(deps: AccessDeps, actor: Actor, id: string): Promise<AccountPage> {
  return accountPage(deps, deps.system.pool, actor, id)
}

export async function accountPage(
  deps: AccessDeps,
  runner: Runner,
  actor: Actor,
  id: string,
): Promise<AccountPage> {
  const seen = await lookAt(deps, runner, actor, id)
  const { account } = seen
  // One query after another: inside a transaction they share a connection.
  const sessions = await listLiveSessions(runner, id, deps.clock.now())
  const changes = await listChanges(runner, id)
  const codes = [
    account.region_code,
    ...seen.inside.map(({ region_code }) => region_code),
    ...changes.flatMap(({ region_code }) => region_code ?? []),
  ]
  const places = await deps.findPlaces(runner, codes)
  const today = deps.clock.today()
  const mayManage = seen.isWhole && !seen.isSelf
  const grants = seen.inside.map((row) => ({
    ...grantAnswer(row, places, today),
    mayRevoke: mayManage && isOpenOn(row, today),
  }))
  const inForce = seen.inside.filter((row) => isInForce(row, today)).reverse()
  return {
    id,
    name: account.name,
    displayName: account.display_name,
    unit: account.unit_id === null ? null : { id: account.unit_id, name: account.unit_name ?? '' },
    position: account.position,
    state: account.state,
    demo: account.demo,
    holds: inForce.map((row) => heldRole(row, places)),
    lastUsedAt: account.last_used_at,
    exception: inForce.some(({ exception_reason }) => exception_reason !== null),
    staff:
      account.staff_id === null
        ? null
        : { id: account.staff_id, name: account.staff_name ?? '', position: account.position },
    createdAt: account.created_at,
    disabledAt: account.disabled_at,
    disabledBecause: account.disabled_because,
    grants,
    grantsElsewhere: seen.outside.filter((row) => isOpenOn(row, today)).length,
    sessions: sessions.map((row) => ({
      id: row.id,
      madeAt: row.made_at,
      lastUsedAt: row.last_used_at,
      validUntil: row.valid_until,
      factors: [...row.factors],
      address: row.address,
      agent: row.agent,
    })),
    changes: changes
      .filter(({ region_code }) => region_code === null || isWithinOwn(region_code, actor.regions))
      .map((row) => changeAnswer(row, places, actor.regions)),
    isSelf: seen.isSelf,
    mayManage,
  }
}

/** An account that the actor may change: another person's, and all that it holds within the actor's regions. */
export async function getManagedAccount(
  deps: AccessDeps,
  runner: Runner,
  actor: Actor,
  id: string,
  unseen: () => AppError = () => unseenAccount(id),
): Promise<AccountDetail> {
  const { account, isSelf, isWhole } = await lookAt(deps, runner, actor, id, unseen)
  if (isSelf) throw notYourself()
  if (!isWhole) throw beyondYou()
  return account
}

interface Seen {
  readonly account: AccountDetail
  readonly inside: readonly GrantRow[]
  readonly outside: readonly GrantRow[]
  readonly isSelf: boolean
  /** Home and every open grant lie within the actor's regions. */
  readonly isWhole: boolean
}

async function lookAt(
  deps: AccessDeps,
  runner: Runner,
  actor: Actor,
  id: string,
  unseen: () => AppError = () => unseenAccount(id),
): Promise<Seen> {
  const account = await findAccountDetail(runner, id)
  if (!account) throw unseen()
  const grants = await listGrantRows(runner, [id])
  const inside = grants.filter(({ region_code }) => isWithinOwn(region_code, actor.regions))
  const outside = grants.filter(({ region_code }) => !isWithinOwn(region_code, actor.regions))
  const isHome = isWithinOwn(account.region_code, actor.regions)
  if (!isHome && inside.length === 0) throw unseen()
  const own = id === actor.accountId ? account : await findAccountDetail(runner, actor.accountId)
  const isSelf = id === actor.accountId || (account.staff_id !== null && own?.staff_id === account.staff_id)
  const today = deps.clock.today()
  return { account, inside, outside, isSelf, isWhole: isHome && !outside.some((row) => isOpenOn(row, today)) }
}

export type Places = ReadonlyMap<string, { code: string; name: string }>

const labelOf = (role: string, label: Message | null): Message => label ?? { zh: role, en: role }
const nation = { code: 'all', name: '全国' }
export const placeOf = (places: Places, code: string): { code: string; name: string } =>
  places.get(code) ?? (code === 'all' ? nation : { code, name: code })

export const isInForce = (row: GrantRow, today: string): boolean =>
  row.revoked_at === null && stateOn(today, periodOfRow(row)) === 'inForce'
/** In force, or still to come. */
export const isOpenOn = (row: GrantRow, today: string): boolean =>
  row.revoked_at === null && stateOn(today, periodOfRow(row)) !== 'ended'

export function grantAnswer(row: GrantRow, places: Places, today: string): Omit<Grant, 'mayRevoke'> {
  const period = periodOfRow(row)
  return {
    id: row.id,
    role: row.role,
    roleLabel: labelOf(row.role, row.label),
    region: placeOf(places, row.region_code),
    unit: row.unit_id === null ? null : { id: row.unit_id, name: row.unit_name ?? '' },
    validFrom: row.valid_from === '-infinity' ? null : row.valid_from,
    validTo: lastDayOf(period),
    state: row.revoked_at === null ? stateOn(today, period) : 'revoked',
    reason: row.reason,
    grantedBy: row.granted_by_name,
    grantedAt: row.granted_at,
    exception: row.exception_reason,
    revokedBy: row.revoked_by_name,
    revokedAt: row.revoked_at,
    revokedBecause: row.revoked_reason,
  }
}

function heldRole(row: GrantRow, places: Places): AccountPage['holds'][number] {
  return { role: row.role, label: labelOf(row.role, row.label), region: placeOf(places, row.region_code) }
}

function changeAnswer(
  row: ChangeRow,
  places: Places,
  regions: readonly string[],
): AccountPage['changes'][number] {
  return {
    at: row.at,
    by: row.by,
    kind: row.kind,
    reason: row.reason,
    about:
      row.role === null || row.region_code === null
        ? null
        : {
            role: row.role,
            label: labelOf(row.role, row.label),
            region: placeOf(places, row.region_code),
          },
    move: row.kind === 'moved' ? moveAnswer(row.detail as MoveDetail, regions) : null,
  }
}

/** What is kept of a move: units are renamed, and people want to read what they were called then. */
export interface MoveDetail {
  readonly from: MovedUnit | null
  readonly to: MovedUnit
}
type MovedUnit = { readonly id: string; readonly name: string; readonly region: string }

function moveAnswer({ from, to }: MoveDetail, regions: readonly string[]) {
  const seen = (unit: MovedUnit | null) => (unit && isWithinOwn(unit.region, regions) ? unit.name : null)
  return { from: seen(from), to: seen(to) }
}
