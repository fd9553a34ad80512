/** Accounts: made for somebody with an invitation, stopped and enabled again. None is ever deleted. */
import type { AccountFacets, AccountPage, AccountRow, Invitation, NewAccount } from '@lika/contract'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { conflict, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { AccessDeps } from '../deps.ts'
import { endSessions } from '../sessions.store.ts'
import { accountPage, getManagedAccount, placeOf } from './account-page.ts'
import {
  type AccountQuery,
  countAccountRows,
  findAccountDetail,
  insertAccount,
  type ListedAccount,
  listAccountRows,
  setAccountState,
} from './accounts.store.ts'
import { appendChange, wasMade } from './changes.store.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { lockPerson } from './grants.store.ts'
import { give } from './grants.ts'
import { invite } from './invitation.ts'
import { rangesWithin } from './scope.ts'
import { ensureStaff } from './units.store.ts'
import { getOpenUnit } from './units.ts'

export type AccountListQuery = Omit<AccountQuery, 'ranges' | 'today' | 'now'> & {
  readonly region: string
  readonly cursor?: string | undefined
}

const page = 100

export async function listAccounts(
  deps: AccessDeps,
  actor: Actor,
  query: AccountListQuery,
): Promise<{ items: AccountRow[]; next?: string }> {
  const { pool } = deps.system
  const rows = await listAccountRows(pool, asked(deps, actor, query), readCursor(query.cursor), page + 1)
  const shown = rows.slice(0, page)
  const places = await deps.findPlaces(
    pool,
    shown.flatMap(({ holds }) => holds.map(({ region }) => region)),
  )
  const last = shown.at(-1)
  return {
    items: shown.map((row) => rowAnswer(row, (code) => placeOf(places, code))),
    ...(rows.length > page && last ? { next: cursorOf({ region: last.region_code, name: last.name }) } : {}),
  }
}

export async function countAccounts(
  deps: AccessDeps,
  actor: Actor,
  query: AccountListQuery,
): Promise<AccountFacets> {
  const counts = await countAccountRows(deps.system.pool, asked(deps, actor, query))
  return {
    total: counts.total,
    choices: counts.choices,
    roles: counts.roles.map(({ role, label, accounts }) => ({
      role,
      label: label ?? { zh: role, en: role },
      accounts,
    })),
  }
}

function asked(deps: AccessDeps, actor: Actor, { region, ...query }: AccountListQuery): AccountQuery {
  const { clock } = deps
  return { ...query, ranges: rangesWithin(actor, region), today: clock.today(), now: clock.now() }
}

function rowAnswer(row: ListedAccount, place: (code: string) => { code: string; name: string }): AccountRow {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    unit: row.unit_id === null ? null : { id: row.unit_id, name: row.unit_name ?? '' },
    position: row.position,
    state: row.state,
    demo: row.demo,
    holds: row.holds.map(({ role, label, region }) => ({
      role,
      label: label ?? { zh: role, en: role },
      region: place(region),
    })),
    lastUsedAt: row.last_used_at,
    exception: row.exception,
  }
}

/** A change that its sender names, with its reason. */
export interface Reasoned {
  readonly id: string
  readonly reason: string
}

/** The account, its staff, its grants and its invitation: all of it or nothing. */
export async function addAccount(deps: AccessDeps, actor: Actor, account: NewAccount): Promise<Invitation> {
  return withTransaction(deps.system, async (tx) => {
    const unit = await getOpenUnit(tx.client, actor, account.unit)
    const { id, name: staffName, position } = account.staff
    const staff = await ensureStaff(tx.client, {
      id,
      unit_id: unit.id,
      name: staffName,
      position: position ?? null,
    })
    if (staff.unit_id !== unit.id || staff.name !== staffName) {
      throw conflict(
        'staff.other',
        {
          zh: '同一编号的人员已经登记，姓名或单位不同。',
          en: 'Staff of this id is entered already, as somebody else.',
        },
        { field: 'staff.id', value: id },
      )
    }
    await mustBeNew(tx, account)
    const at = deps.clock.now()
    const row = {
      id: account.id,
      name: account.name,
      displayName: account.displayName,
      regionCode: unit.region_code,
      staffId: staff.id,
    }
    if (!(await insertAccount(tx.client, row))) throw nameTaken(account.name)
    await appendChange(tx.client, {
      kind: 'accountMade',
      by: actor.accountId,
      at,
      reason: account.reason,
      accountId: account.id,
      unitId: unit.id,
    })
    await lockPerson(tx.client, account.id)
    for (const grant of account.grants) await give(deps, tx, actor, account, grant)
    const invitation = await invite(tx, { accountId: account.id, by: actor.accountId, at })
    return { account: account.id, name: account.name, ...invitation }
  })
}

async function mustBeNew(tx: Tx, account: NewAccount): Promise<void> {
  if (await findAccountDetail(tx.client, account.id)) throw toldOnce('account.madeBefore', account.id)
}

/** The code was told once and cannot be told again: a second try is sent to where a new one is made. */
function toldOnce(code: 'account.madeBefore' | 'account.invitedBefore', id: string) {
  const what =
    code === 'account.madeBefore'
      ? { zh: '这个账号已经开设。', en: 'This account is made already.' }
      : { zh: '这次邀请已经发出。', en: 'This invitation was made already.' }
  return conflict(
    code,
    {
      zh: `${what.zh}如果没有记下邀请码，请在账号页面重新发一个。`,
      en: `${what.en} If its code was not noted, make a new one on the page of the account.`,
    },
    { field: 'id', value: id },
  )
}

function nameTaken(name: string) {
  return conflict(
    'account.nameTaken',
    { zh: `账号名 ${name} 已被使用，请换一个。`, en: `The name ${name} is taken: choose another one.` },
    { field: 'name', value: name },
  )
}

export async function inviteAccount(
  deps: AccessDeps,
  actor: Actor,
  id: string,
  { id: changeId, reason }: Reasoned,
): Promise<Invitation> {
  return withTransaction(deps.system, async (tx) => {
    const account = await getManagedAccount(deps, tx.client, actor, id)
    const change = { id: changeId, kind: 'invited', by: actor.accountId, reason, accountId: id } as const
    if (await wasMade(tx.client, change)) throw toldOnce('account.invitedBefore', changeId)
    if (account.state === 'disabled') {
      throw refused(
        'account.disabled',
        { zh: '账号已停用，先恢复再发邀请码。', en: 'The account is disabled: enable it before inviting.' },
        { field: 'id', value: id },
      )
    }
    if (account.demo) {
      throw refused(
        'account.isDemo',
        {
          zh: '演示账号不用邀请码，任何人都可以进入。',
          en: 'A demo account needs no invitation: anybody may enter.',
        },
        { field: 'id', value: id },
      )
    }
    const at = deps.clock.now()
    const invitation = await invite(tx, { accountId: id, by: actor.accountId, at })
    await endSessions(tx.client, { accountId: id, now: at, because: 'replaced' })
    await appendChange(tx.client, { ...change, at })
    return { account: id, name: account.name, ...invitation }
  })
}

export async function changeAccountState(
  deps: AccessDeps,
  actor: Actor,
  id: string,
  change: Reasoned & { readonly state: 'active' | 'disabled' },
): Promise<AccountPage> {
  return withTransaction(deps.system, async (tx) => {
    const account = await getManagedAccount(deps, tx.client, actor, id)
    const made = {
      id: change.id,
      kind: change.state === 'active' ? 'enabled' : 'disabled',
      by: actor.accountId,
      reason: change.reason,
      accountId: id,
    } as const
    if (await wasMade(tx.client, made)) return accountPage(deps, tx.client, actor, id)
    // As it was asked to be already: sending it twice is one change.
    if (account.state === change.state) return accountPage(deps, tx.client, actor, id)
    const at = deps.clock.now()
    await setAccountState(tx.client, id, { state: change.state, at, because: change.reason })
    await endSessions(tx.client, { accountId: id, now: at, because: 'disabled' })
    await appendChange(tx.client, { ...made, at })
    return accountPage(deps, tx.client, actor, id)
  })
}

export async function endAccountSessions(
  deps: AccessDeps,
  actor: Actor,
  id: string,
  { id: changeId, reason }: Reasoned,
): Promise<AccountPage> {
  return withTransaction(deps.system, async (tx) => {
    await getManagedAccount(deps, tx.client, actor, id)
    const change = {
      id: changeId,
      kind: 'sessionsEnded',
      by: actor.accountId,
      reason,
      accountId: id,
    } as const
    // Sessions that were begun since are not meant.
    if (await wasMade(tx.client, change)) return accountPage(deps, tx.client, actor, id)
    const at = deps.clock.now()
    await endSessions(tx.client, { accountId: id, now: at, because: 'disabled' })
    await appendChange(tx.client, { ...change, at })
    return accountPage(deps, tx.client, actor, id)
  })
}
