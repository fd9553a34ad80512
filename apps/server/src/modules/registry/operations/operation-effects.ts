/** What each operation does: which records it writes, and whose folds and verdicts follow. */
import { regionLevelOf } from '@lika/codes'
import type { Operation } from '@lika/contract'
import type { Tx } from '../../../platform/db.ts'
import { type AppError, conflict, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { RegistryDeps } from '../deps.ts'
import { findPlace, type RecordRow, type SubjectPlace } from '../records/records.store.ts'
import { mustBeInScope } from '../scope.ts'
import {
  mustBeMembers,
  mustBeSameCounty,
  mustHaveNoHead,
  mustHaveOneHead,
  mustKnowRelations,
} from './operation-refusals.ts'
import {
  findStatus,
  insertDecision,
  insertHousehold,
  listMemberIds,
  regionExists,
} from './operations.store.ts'
import { householdEnded } from './register.ts'
export interface Step {
  readonly tx: Tx
  readonly deps: RegistryDeps
  readonly actor: Actor
}

export interface Effect {
  readonly countyCode: string
  readonly records: readonly Pick<RecordRow, 'subjectKind' | 'subjectId' | 'regionCode' | 'facts'>[]
  readonly households: readonly string[]
  readonly villages: readonly string[]
}

export async function effectOf(step: Step, operation: Operation, place: SubjectPlace): Promise<Effect> {
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

export async function mustFind(
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
