/**
 * Splitting, merging and moving households, moving and ending persons. Each is a set of records with the facts that
 * only operations may write (householdId, regionCode, endedBecause), so both histories stay and every fold follows.
 */
import type { Operation } from '@lika/contract'
import { noteAudit } from '../../../platform/audit.ts'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { RegistryDeps } from '../deps.ts'
import { refoldHouseholds, refoldPersons } from '../fold/refold.store.ts'
import { insertRecords, lockHouseholds, lockSubject } from '../records/records.store.ts'
import { type Effect, effectOf, mustFind, type Step } from './operation-effects.ts'
import { ended, mustNotBeFuture } from './operation-refusals.ts'
import { findLaterPlacing, insertOperation, isSameOperation } from './operations.store.ts'

export async function applyOperation(deps: RegistryDeps, actor: Actor, operation: Operation) {
  return withTransaction(deps.db, (tx) => carryOut(tx, deps, actor, operation))
}

/** All that an operation does, in a transaction of the caller's. */
export async function carryOut(tx: Tx, deps: RegistryDeps, actor: Actor, operation: Operation) {
  const step: Step = { tx, deps, actor }
  mustNotBeFuture(deps.clock.today(), operation.effectiveOn)
  const subject = subjectOf(operation)
  noteAudit({ subjectKind: subject.kind, subjectId: subject.id, detail: { operation: operation.kind } })
  await lock(tx, operation)
  const place = await mustFind(step, subject.kind, subject.id)
  const { kind, id, effectiveOn, reason, ...detail } = operation
  const row = {
    countyCode: place.countyCode,
    id,
    kind,
    detail,
    reason,
    effectiveOn,
    madeBy: actor.accountId,
  }
  if (!(await insertOperation(tx, row))) {
    if (await isSameOperation(tx, row)) return { id, applied: false, households: [] }
    throw conflict(
      'operation.differentBody',
      {
        zh: `编号 ${id} 的操作已存在，内容不同。`,
        en: `An operation ${id} is there already, with another body.`,
      },
      { field: 'id', value: id },
    )
  }
  if (place.endedBecause !== null) throw ended(subject, place.endedBecause)
  const effect = await effectOf(step, operation, place)
  await mustBeLatest(tx, operation, effect)
  await apply(step, operation, effect)
  return { id, applied: true, households: [...effect.households] }
}

/** Everybody locks in the order of ids, so that two operations on the same households never wait for each other. */
async function lock(tx: Tx, operation: Operation): Promise<void> {
  switch (operation.kind) {
    case 'splitHousehold':
    case 'moveHousehold':
      return lockHouseholds(tx, [operation.householdId])
    case 'mergeHouseholds':
      return lockHouseholds(tx, [operation.fromId, operation.intoId])
    case 'movePerson':
      await lockSubject(tx, 'person', operation.personId)
      return lockHouseholds(tx, [operation.toHouseholdId])
    case 'endPerson':
      await lockSubject(tx, 'person', operation.personId)
  }
}

function subjectOf(operation: Operation): { kind: 'household' | 'person'; id: string } {
  switch (operation.kind) {
    case 'splitHousehold':
    case 'moveHousehold':
      return { kind: 'household', id: operation.householdId }
    case 'mergeHouseholds':
      return { kind: 'household', id: operation.fromId }
    case 'movePerson':
    case 'endPerson':
      return { kind: 'person', id: operation.personId }
  }
}

async function apply({ tx, deps, actor }: Step, operation: Operation, effect: Effect): Promise<void> {
  const receivedAt = deps.clock.now()
  await insertRecords(
    tx,
    effect.records.map((record) => ({
      ...record,
      countyCode: effect.countyCode,
      id: uuidv7(),
      observedOn: operation.effectiveOn,
      receivedAt,
      authorId: actor.accountId,
      source: 'operation',
      reason: operation.reason,
      operationId: operation.id,
    })),
  )
  const { countyCode } = effect
  const keys = (ids: readonly string[]) => ids.map((id) => ({ countyCode, id }))
  const persons = effect.records
    .filter(({ subjectKind }) => subjectKind === 'person')
    .map(({ subjectId }) => subjectId)
  await refoldPersons(tx, deps.catalogue, keys(persons))
  await refoldHouseholds(tx, deps.catalogue, keys(effect.households))
  const { rows } = await tx.client.query<{ id: string }>(
    'select id from village where county_code = $1 and code = any($2)',
    [countyCode, effect.villages.map((code) => code.slice(0, 12))],
  )
  await deps.verdicts.judgeChanged(tx, {
    households: keys(effect.households),
    villages: keys(rows.map(({ id }) => id)),
    persons: keys(persons),
  })
}

/** What the journal says of later days would undo the operation from then on, without a word. */
async function mustBeLatest(tx: Tx, operation: Operation, effect: Effect): Promise<void> {
  const subjects = effect.records.map(({ subjectId }) => subjectId)
  const later = await findLaterPlacing(tx, effect.countyCode, subjects, operation.effectiveOn)
  if (later === undefined) return
  throw conflict(
    'operation.notLatest',
    {
      zh: `${later} 已有关于所在地、所在户或与户主关系的记录，生效日期不能早于它。`,
      en: `On ${later} it was recorded where they are or how they are related: the operation cannot take effect before.`,
    },
    { field: 'effectiveOn', value: operation.effectiveOn, expected: `≥ ${later}` },
  )
}
