/** Giving and taking roles. Nobody gives to themselves, nor beyond their own regions, nor what must be kept apart. */
import type { AccountPage, NewGrant } from '@lika/contract'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { conflict, invalid, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { AccessDeps } from '../deps.ts'
import { endSessions } from '../sessions.store.ts'
import { accountPage, getManagedAccount } from './account-page.ts'
import type { AccountDetail } from './accounts.store.ts'
import { appendChange, wasMade } from './changes.store.ts'
import {
  findGrantRow,
  type GrantRow,
  insertGrant,
  listDuties,
  lockPerson,
  type NewGrantRow,
  periodOfRow,
  revokeGrantRow,
} from './grants.store.ts'
import { dayAfter, type Period, periodOf } from './period.ts'
import { findRole, type RoleRow } from './roles.store.ts'
import { UNGRANTED } from './roles.ts'
import { mustReachRegion } from './scope.ts'
import { clashesOf, EXCEPTION_DAYS } from './separation.ts'
import { separations } from './separations.ts'
import { getOpenUnit, mustExist } from './units.ts'

export async function grantRole(
  deps: AccessDeps,
  actor: Actor,
  accountId: string,
  body: NewGrant & { readonly replaces?: string | undefined },
): Promise<AccountPage> {
  const { replaces, ...grant } = body
  return withTransaction(deps.system, async (tx) => {
    const account = await getManagedAccount(deps, tx.client, actor, accountId)
    if (account.state === 'disabled') {
      throw refused(
        'account.disabled',
        {
          zh: '账号已停用，先恢复再授权。',
          en: 'The account is disabled: enable it before granting anything.',
        },
        { field: 'id', value: accountId },
      )
    }
    await lockPerson(tx.client, accountId)
    if (replaces !== undefined) await takeBack(deps, tx, actor, account, replaces, grant.reason)
    if (await give(deps, tx, actor, account, grant)) await signOutEverywhere(deps, tx, accountId)
    return accountPage(deps, tx.client, actor, accountId)
  })
}

export async function revokeGrant(
  deps: AccessDeps,
  actor: Actor,
  grantId: string,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<AccountPage> {
  return withTransaction(deps.system, async (tx) => {
    const grant = await findGrantRow(tx.client, grantId)
    if (!grant) throw unseenGrant(grantId)
    const account = await getManagedAccount(deps, tx.client, actor, grant.account_id, () =>
      unseenGrant(grantId),
    )
    const { role } = grant
    const change = {
      id,
      kind: 'revoked',
      by: actor.accountId,
      reason,
      accountId: account.id,
      grantId,
      role,
    } as const
    if (await wasMade(tx.client, change)) return accountPage(deps, tx.client, actor, account.id)
    await lockPerson(tx.client, account.id)
    await takeBack(deps, tx, actor, account, grantId, reason, id)
    await signOutEverywhere(deps, tx, account.id)
    return accountPage(deps, tx.client, actor, account.id)
  })
}

/** One more role for an account; false when the very same grant was given before. */
export async function give(
  deps: AccessDeps,
  tx: Tx,
  actor: Actor,
  account: Pick<AccountDetail, 'id'>,
  grant: NewGrant,
): Promise<boolean> {
  mustReachRegion(actor, grant.region)
  const period = periodOfGrant(deps, grant)
  const role = await getGrantableRole(deps, tx, grant.role)
  const row: NewGrantRow = {
    id: grant.id,
    accountId: account.id,
    role: role.key,
    region: grant.region,
    unitId: grant.unit ?? null,
    ...period,
    by: actor.accountId,
    at: deps.clock.now(),
    reason: grant.reason,
    exception: grant.exception ?? null,
  }
  const before = await findGrantRow(tx.client, grant.id)
  if (before) {
    mustBeSame(before, row)
    return false
  }
  await mustExist(deps, tx.client, grant.region)
  if (grant.unit !== undefined) await getOpenUnit(tx.client, actor, grant.unit)
  await mustBeKeptApart(tx, account.id, role, row)
  await insertGrant(tx.client, row)
  await appendChange(tx.client, {
    kind: 'granted',
    by: actor.accountId,
    at: row.at,
    reason: grant.reason,
    accountId: account.id,
    grantId: grant.id,
    role: role.key,
  })
  return true
}

export async function takeBack(
  deps: AccessDeps,
  tx: Tx,
  actor: Actor,
  account: AccountDetail,
  grantId: string,
  reason: string,
  id?: string,
): Promise<void> {
  const grant = await findGrantRow(tx.client, grantId)
  if (!grant || grant.account_id !== account.id) throw unseenGrant(grantId)
  mustReachRegion(actor, grant.region_code)
  const at = deps.clock.now()
  // Revoked before: what was asked for is so already.
  if (!(await revokeGrantRow(tx.client, grantId, { by: actor.accountId, at, reason }))) return
  await appendChange(tx.client, {
    ...(id === undefined ? {} : { id }),
    kind: 'revoked',
    by: actor.accountId,
    at,
    reason,
    accountId: account.id,
    grantId,
    role: grant.role,
  })
}

/** What somebody may do has changed: the next request asks who they are. */
export async function signOutEverywhere(deps: AccessDeps, tx: Tx, accountId: string): Promise<void> {
  await endSessions(tx.client, { accountId, now: deps.clock.now(), because: 'grantsChanged' })
}

function periodOfGrant(deps: AccessDeps, grant: NewGrant): Period {
  const today = deps.clock.today()
  // A grant that begins in the past would say that somebody was allowed what nobody had allowed.
  if (grant.validFrom < today) {
    throw refused(
      'grant.past',
      {
        zh: `授权不能从过去的日子（${grant.validFrom}）开始，最早从今天（${today}）起。`,
        en: `A grant does not begin in the past (${grant.validFrom}): today, ${today}, at the earliest.`,
      },
      { field: 'validFrom', value: grant.validFrom, expected: today },
    )
  }
  if (grant.validTo !== undefined && grant.validTo < grant.validFrom) {
    throw invalid(
      'grant.endsBeforeItBegins',
      {
        zh: `授权的最后一天（${grant.validTo}）早于第一天（${grant.validFrom}）。`,
        en: `The last day (${grant.validTo}) is before the first (${grant.validFrom}).`,
      },
      { field: 'validTo', value: grant.validTo, expected: `≥ ${grant.validFrom}` },
    )
  }
  const latest = dayAfter(grant.validFrom, EXCEPTION_DAYS - 1)
  if (grant.exception !== undefined && (grant.validTo === undefined || grant.validTo > latest)) {
    throw refused(
      'grant.exceptionTooLong',
      {
        zh: `小单位兼岗的授权要写明最后一天，最迟到 ${latest}，到期再议。`,
        en: `An exception of a small office names its last day, ${latest} at the latest, and is considered anew then.`,
      },
      {
        field: 'validTo',
        ...(grant.validTo === undefined ? {} : { value: grant.validTo }),
        expected: latest,
      },
    )
  }
  return periodOf(grant.validFrom, grant.validTo)
}

async function getGrantableRole(deps: AccessDeps, tx: Tx, key: string): Promise<RoleRow> {
  const role = key === UNGRANTED ? undefined : await findRole(tx.client, key, deps.clock.today())
  if (!role) {
    throw notFound(
      'role.notFound',
      { zh: `没有角色 ${key}。`, en: `There is no role ${key}.` },
      { field: 'role', value: key },
    )
  }
  if (role.retired_at === null) return role
  throw refused(
    'role.retired',
    { zh: `角色“${role.label.zh}”已停用。`, en: `The role ${role.label.en} is retired.` },
    { field: 'role', value: key },
  )
}

/** Duties that one person may not hold at once, in whatever account of theirs. */
async function mustBeKeptApart(tx: Tx, accountId: string, role: RoleRow, grant: NewGrantRow): Promise<void> {
  const held = await listDuties(tx.client, accountId)
  const added = { duty: role.based_on ?? role.key, region: grant.region, from: grant.from, to: grant.to }
  const [clash] = clashesOf(separations, held, added)
  if (!clash) return
  if (clash.separation.rule === 'smallOffice' && grant.exception !== null) return
  const other = clash.with.label ?? { zh: clash.with.duty, en: clash.with.duty }
  const isOpen = clash.separation.rule === 'smallOffice'
  throw refused(
    isOpen ? 'grant.smallOfficeOnly' : 'grant.keptApart',
    {
      zh: `“${role.label.zh}”和此人已有的“${other.zh}”（${clash.with.region}）不能由一人兼任：${clash.separation.reason.zh}${isOpen ? '人手确实不足三人的单位，可以写明理由作为兼岗例外，一年内有效，并列入报告。' : ''}`,
      en: `${role.label.en} and ${other.en} (${clash.with.region}), which this person holds, are kept apart: ${clash.separation.reason.en}${isOpen ? ' An office too small for three may make an exception with its reason, for a year at most; it is reported.' : ''}`,
    },
    { field: 'role', value: role.key, expected: clash.with.duty },
  )
}

function mustBeSame(there: GrantRow, sent: NewGrantRow): void {
  const { from, to } = periodOfRow(there)
  const isSame =
    there.account_id === sent.accountId &&
    there.role === sent.role &&
    there.region_code === sent.region &&
    from === sent.from &&
    to === sent.to
  if (isSame) return
  throw conflict(
    'grant.otherBody',
    {
      zh: '同一编号的授权已经存在，内容不同。',
      en: 'A grant of this id is there already, and it is another one.',
    },
    { field: 'id', value: sent.id },
  )
}

function unseenGrant(id: string) {
  return notFound(
    'grant.notFound',
    {
      zh: '没有这项授权，或者不在您的范围内。',
      en: 'There is no such grant, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}
