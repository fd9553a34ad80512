/**
 * Splitting, merging and moving households, moving and ending persons. Each is a set of records with the facts that
 * only operations may write (householdId, regionCode, endedBecause), so both histories stay and every fold follows.
 */
import { regionLevelOf } from '@lika/codes'
import type { Operation } from '@lika/contract'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { type AppError, conflict, notFound, refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { RegistryDeps } from './deps.ts'
import {
  ended,
  mustBeMembers,
  mustBeSameCounty,
  mustHaveNoHead,
  mustHaveOneHead,
  mustKnowRelations,
  mustNotBeFuture,
} from './operation-refusals.ts'
import {
  findLaterPlacing,
  findStatus,
  insertDecision,
  insertHousehold,
  insertOperation,
  isSameOperation,
  listMemberIds,
  regionExists,
} from './operations.store.ts'
import {
  findPlace,
  insertRecords,
  lockHouseholds,
  lockSubject,
  type RecordRow,
  type SubjectPlace,
} from './records.store.ts'
import { refoldHouseholds, refoldPersons } from './refold.store.ts'
import { householdEnded } from './register.ts'
import { mustBeInScope } from './scope.ts'

interface Step {
  readonly tx: Tx
  readonly deps: RegistryDeps
  readonly actor: Actor
}

interface Effect {
  readonly countyCode: string
  readonly records: readonly Pick<RecordRow, 'subjectKind' | 'subjectId' | 'regionCode' | 'facts'>[]
  readonly households: readonly string[]
  readonly villages: readonly string[]
}

export async function applyOperation(deps: RegistryDeps, actor: Actor, operation: Operation) {
  return withTransaction(deps.db, async (tx) => {
    const step: Step = { tx, deps, actor }
    mustNotBeFuture(deps.clock.today(), operation.effectiveOn)
    const subject = subjectOf(operation)
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
          zh: `编号 ${id} 的操作已存在,内容不同。`,
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
  })
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

async function effectOf(step: Step, operation: Operation, place: SubjectPlace): Promise<Effect> {
  switch (operation.kind) {
    case 'splitHousehold':
      return split(step, operation, place)
    case 'mergeHouseholds':
      return merge(step, operation, place)
    case 'moveHousehold':
      return moveHousehold(step, operation, place)
    case 'movePerson':
      return movePerson(step, operation, place)
    case 'endPerson':
      return {
        countyCode: place.countyCode,
        records: [
          person(place, operation.personId, { householdId: null, endedBecause: operation.because }),
          ...(await endIfEmpty(step, place, 'extinct')),
        ],
        households: place.householdId ? [place.householdId] : [],
        villages: [place.regionCode],
      }
  }
}

const person = (place: SubjectPlace, subjectId: string, facts: RecordRow['facts']) => ({
  subjectKind: 'person' as const,
  subjectId,
  regionCode: place.regionCode,
  facts,
})
/** The last member takes the household along: nobody would ever be asked about an empty one. */
async function endIfEmpty(
  { tx }: Step,
  place: SubjectPlace,
  because: 'extinct' | 'merged',
): Promise<Effect['records']> {
  if (!place.householdId) return []
  const members = await listMemberIds(tx, place.countyCode, place.householdId)
  return members.length > 1 ? [] : [household(place, place.householdId, { endedBecause: because })]
}

const household = (place: SubjectPlace, subjectId: string, facts: RecordRow['facts']) => ({
  subjectKind: 'household' as const,
  subjectId,
  regionCode: place.regionCode,
  facts,
})

async function split(
  step: Step,
  operation: Extract<Operation, { kind: 'splitHousehold' }>,
  place: SubjectPlace,
): Promise<Effect> {
  const members = await listMemberIds(step.tx, place.countyCode, operation.householdId)
  mustHaveOneHead(step.deps, operation.members)
  mustBeMembers(operation.members, members, operation.householdId)
  if (operation.members.length === members.length) {
    throw refused(
      'operation.splitAll',
      {
        zh: '分户后原户没有人了;整户变动请用迁移或并户。',
        en: 'Nobody would be left in the household: move or merge it instead.',
      },
      { field: 'members' },
    )
  }
  if (!(await insertHousehold(step.tx, place.countyCode, operation.newHouseholdId, operation.newNumber))) {
    throw conflict(
      'household.numberTaken',
      {
        zh: `户编号 ${operation.newNumber} 已被使用。`,
        en: `The household number ${operation.newNumber} is taken.`,
      },
      { field: 'newNumber', value: operation.newNumber },
    )
  }
  const status = await findStatus(step.tx, place.countyCode, operation.householdId)
  if (status !== null) await carryStatus(step, operation, place, status)
  return {
    countyCode: place.countyCode,
    records: [
      household(place, operation.newHouseholdId, {
        regionCode: place.regionCode,
        householdNumber: operation.newNumber,
      }),
      ...operation.members.map(({ personId, relation }) =>
        person(place, personId, { householdId: operation.newHouseholdId, relation }),
      ),
    ],
    households: [operation.householdId, operation.newHouseholdId],
    villages: [place.regionCode],
  }
}

/** Whoever splits a registered household decides that the new one goes on with its status. */
async function carryStatus(
  { tx, deps, actor }: Step,
  operation: Extract<Operation, { kind: 'splitHousehold' }>,
  place: SubjectPlace,
  status: string,
): Promise<void> {
  await insertDecision(tx, {
    countyCode: place.countyCode,
    id: uuidv7(),
    subjectId: operation.newHouseholdId,
    regionCode: place.regionCode,
    kind: 'split',
    decidedOn: operation.effectiveOn,
    receivedAt: deps.clock.now(),
    authorId: actor.accountId,
    facts: { status },
    reason: operation.reason,
  })
}

async function merge(
  step: Step,
  operation: Extract<Operation, { kind: 'mergeHouseholds' }>,
  place: SubjectPlace,
): Promise<Effect> {
  const into = await mustFind(step, 'household', operation.intoId)
  if (into.endedBecause !== null) throw householdEnded(operation.intoId, into.endedBecause)
  mustBeSameCounty(place, into.regionCode)
  if (operation.fromId === operation.intoId) {
    throw refused(
      'operation.mergeSelf',
      { zh: '不能与自己合并。', en: 'A household cannot be merged with itself.' },
      { field: 'intoId', value: operation.intoId },
    )
  }
  const members = await listMemberIds(step.tx, place.countyCode, operation.fromId)
  mustBeMembers(operation.members, members, operation.fromId)
  if (operation.members.length !== members.length) {
    throw refused(
      'operation.mergeSome',
      {
        zh: '并户须写明原户每个人与新户主的关系。',
        en: 'Merging needs the relation of every member to the new head.',
      },
      { field: 'members' },
    )
  }
  mustKnowRelations(step.deps, operation.members)
  mustHaveNoHead(operation.members)
  return {
    countyCode: place.countyCode,
    records: [
      household(place, operation.fromId, { endedBecause: 'merged' }),
      ...operation.members.map(({ personId, relation }) =>
        person(into, personId, { householdId: operation.intoId, regionCode: into.regionCode, relation }),
      ),
    ],
    households: [operation.fromId, operation.intoId],
    villages: [place.regionCode, into.regionCode],
  }
}

async function moveHousehold(
  step: Step,
  operation: Extract<Operation, { kind: 'moveHousehold' }>,
  place: SubjectPlace,
): Promise<Effect> {
  const { toRegion } = operation
  const level = toRegion === 'all' ? 'nation' : regionLevelOf(toRegion)
  const notThere = () =>
    notFound(
      'region.notFound',
      {
        zh: `没有村或组 ${toRegion},或者不在您的范围内。`,
        en: `There is no village or group ${toRegion}, or it is not within your scope.`,
      },
      { field: 'toRegion', value: toRegion },
    )
  if (level !== 'village' && level !== 'group') throw notThere()
  mustBeSameCounty(place, toRegion)
  mustBeInScope(step.actor, toRegion, notThere)
  if (!(await regionExists(step.tx, toRegion, operation.effectiveOn))) throw notThere()
  const members = await listMemberIds(step.tx, place.countyCode, operation.householdId)
  return {
    countyCode: place.countyCode,
    records: [
      household(place, operation.householdId, { regionCode: toRegion }),
      ...members.map((personId) => person(place, personId, { regionCode: toRegion })),
    ],
    households: [operation.householdId],
    villages: [place.regionCode, toRegion],
  }
}

async function movePerson(
  step: Step,
  operation: Extract<Operation, { kind: 'movePerson' }>,
  place: SubjectPlace,
): Promise<Effect> {
  const to = await mustFind(step, 'household', operation.toHouseholdId)
  if (to.endedBecause !== null) throw householdEnded(operation.toHouseholdId, to.endedBecause)
  if (place.householdId === operation.toHouseholdId) {
    throw refused(
      'operation.alreadyThere',
      { zh: '此人已是这一户的成员。', en: 'The person is a member of that household already.' },
      { field: 'toHouseholdId', value: operation.toHouseholdId },
    )
  }
  mustBeSameCounty(place, to.regionCode)
  mustKnowRelations(step.deps, [operation])
  mustHaveNoHead([operation])
  return {
    countyCode: place.countyCode,
    records: [
      person(to, operation.personId, {
        householdId: operation.toHouseholdId,
        regionCode: to.regionCode,
        relation: operation.relation,
      }),
      ...(await endIfEmpty(step, place, 'merged')),
    ],
    households: [...(place.householdId ? [place.householdId] : []), operation.toHouseholdId],
    villages: [place.regionCode, to.regionCode],
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
  })
}

async function mustFind(
  { tx, actor }: Step,
  kind: 'household' | 'person',
  id: string,
): Promise<SubjectPlace> {
  const unknown = (): AppError =>
    notFound(
      'registry.notFound',
      {
        zh: '没有这个对象,或者不在您的范围内。',
        en: 'There is no such subject, or it is not within your scope.',
      },
      { value: id },
    )
  const place = await findPlace(tx, kind, id)
  if (!place) throw unknown()
  mustBeInScope(actor, place.regionCode, unknown)
  return place
}

/** What the journal says of later days would undo the operation from then on, without a word. */
async function mustBeLatest(tx: Tx, operation: Operation, effect: Effect): Promise<void> {
  const subjects = effect.records.map(({ subjectId }) => subjectId)
  const later = await findLaterPlacing(tx, effect.countyCode, subjects, operation.effectiveOn)
  if (later === undefined) return
  throw conflict(
    'operation.notLatest',
    {
      zh: `${later} 已有关于所在地、所在户或与户主关系的记录,生效日期不能早于它。`,
      en: `On ${later} it was recorded where they are or how they are related: the operation cannot take effect before.`,
    },
    { field: 'effectiveOn', value: operation.effectiveOn, expected: `≥ ${later}` },
  )
}
