/**
 * Somebody goes to work for another unit: the person, with every account of theirs. What was held there is revoked with
 * the reason and stays to be seen; what comes with the new place is granted in the same act, so that nobody holds the
 * duties of two places even for a moment.
 */
import type { AccountPage, Move } from '@lika/contract'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { AccessDeps } from '../deps.ts'
import { accountPage, getManagedAccount, isOpenOn, type MoveDetail } from './account-page.ts'
import { type AccountDetail, listPersonAccounts } from './accounts.store.ts'
import { appendChange, listChanges } from './changes.store.ts'
import { listGrantRows, lockPerson } from './grants.store.ts'
import { give, signOutEverywhere, takeBack } from './grants.ts'
import { ensureStaff, findUnitRow, moveStaffRow, setStaff, type UnitRow } from './units.store.ts'
import { getOpenUnit } from './units.ts'

export async function moveAccount(
  deps: AccessDeps,
  actor: Actor,
  id: string,
  move: Move,
): Promise<AccountPage> {
  return withTransaction(deps.system, async (tx) => {
    await lockPerson(tx.client, id)
    const account = await getManagedAccount(deps, tx.client, actor, id)
    const unit = await getOpenUnit(tx.client, actor, move.unit)
    if (account.unit_id === unit.id) {
      // Sent a second time: what was asked for is so already.
      if (await wasMoved(tx, id, unit, move)) return accountPage(deps, tx.client, actor, id)
      throw alreadyThere(unit)
    }
    // Before anything is changed: another account of the person may hold something beyond the actor's regions.
    const person: AccountDetail[] = []
    for (const each of await listPersonAccounts(tx.client, id)) {
      person.push(await getManagedAccount(deps, tx.client, actor, each))
    }
    const detail = await detailOf(tx, account, unit)
    await settle(tx, account, unit, move.position)
    for (const each of person) {
      await appendChange(tx.client, {
        kind: 'moved',
        by: actor.accountId,
        at: deps.clock.now(),
        reason: move.reason,
        accountId: each.id,
        unitId: unit.id,
        detail,
      })
      await takeAllBack(deps, tx, actor, each, move.reason)
      await signOutEverywhere(deps, tx, each.id)
    }
    if (account.state === 'active') {
      for (const grant of move.grants) await give(deps, tx, actor, account, grant)
    } else if (move.grants.length > 0) {
      throw refused(
        'account.disabled',
        {
          zh: '账号已停用，先恢复再授权。',
          en: 'The account is disabled: enable it before granting anything.',
        },
        { field: 'grants' },
      )
    }
    return accountPage(deps, tx.client, actor, id)
  })
}

async function takeAllBack(
  deps: AccessDeps,
  tx: Tx,
  actor: Actor,
  account: AccountDetail,
  reason: string,
): Promise<void> {
  const today = deps.clock.today()
  const grants = await listGrantRows(tx.client, [account.id])
  for (const grant of grants) {
    if (isOpenOn(grant, today)) await takeBack(deps, tx, actor, account, grant.id, reason)
  }
}

async function wasMoved(tx: Tx, id: string, unit: UnitRow, { reason, grants }: Move): Promise<boolean> {
  const last = (await listChanges(tx.client, id)).find(({ kind }) => kind === 'moved')
  if (last?.reason !== reason || (last.detail as MoveDetail).to.id !== unit.id) return false
  const held = new Set((await listGrantRows(tx.client, [id])).map((grant) => grant.id))
  return grants.every((grant) => held.has(grant.id))
}

async function detailOf(tx: Tx, account: AccountDetail, to: UnitRow): Promise<MoveDetail> {
  const from = account.unit_id === null ? undefined : await findUnitRow(tx.client, account.unit_id)
  const told = ({ id, name, region_code }: UnitRow) => ({ id, name, region: region_code })
  return { from: from ? told(from) : null, to: told(to) }
}

/** An account that was made from the shell belongs to nobody's staff until somebody says whose it is. */
async function settle(
  tx: Tx,
  account: AccountDetail,
  unit: UnitRow,
  position: string | undefined,
): Promise<void> {
  let staffId = account.staff_id
  if (staffId === null) {
    staffId = uuidv7()
    const { display_name: name } = account
    await ensureStaff(tx.client, { id: staffId, unit_id: unit.id, name, position: position ?? null })
    await setStaff(tx.client, account.id, staffId)
  }
  const to = { unitId: unit.id, region: unit.region_code, position: position?.trim() || null }
  await moveStaffRow(tx.client, staffId, to)
}

function alreadyThere(unit: UnitRow) {
  return refused(
    'account.sameUnit',
    {
      zh: `此人已在“${unit.name}”，无需调动。只改授权请用“新增授权”或“更换”。`,
      en: `The person works for ${unit.name} already. To change what is held, grant or replace instead.`,
    },
    { field: 'unit', value: unit.id },
  )
}
