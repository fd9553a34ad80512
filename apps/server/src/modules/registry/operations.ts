/**
 * Splitting, merging and moving households, moving and ending persons. Each is a set of records with the facts that
 * only operations may write (householdId, regionCode, endedBecause), so both histories stay and every fold follows.
 */
import { countyOf, regionLevelOf } from '@lika/codes'
import type { Operation } from '@lika/contract'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { type AppError, conflict, notFound, refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { RegistryDeps } from './deps.ts'
import {
  findStatus,
  insertDecision,
  insertHousehold,
  insertOperation,
  isSameOperation,
  lockMembers,
  regionExists,
} from './operations.store.ts'
import { findPlace, insertRecords, type RecordRow, type SubjectPlace } from './records.store.ts'
import { refoldHouseholds, refoldPersons } from './refold.store.ts'
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
    const effect = await effectOf(step, operation, place)
    await apply(step, operation, effect)
    return { id, applied: true, households: [...effect.households] }
  })
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
        records: [person(place, operation.personId, { householdId: null, endedBecause: operation.because })],
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
  const members = await lockMembers(step.tx, place.countyCode, operation.householdId)
  mustHaveOneHead(step.deps, operation.members)
  mustBeMembers(
    operation.members,
    members.map(({ personId }) => personId),
    operation.householdId,
  )
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
  mustBeSameCounty(place, into.regionCode)
  if (operation.fromId === operation.intoId) {
    throw refused(
      'operation.mergeSelf',
      { zh: '不能与自己合并。', en: 'A household cannot be merged with itself.' },
      { field: 'intoId', value: operation.intoId },
    )
  }
  const members = await lockMembers(step.tx, place.countyCode, operation.fromId)
  mustBeMembers(
    operation.members,
    members.map(({ personId }) => personId),
    operation.fromId,
  )
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
  const members = await lockMembers(step.tx, place.countyCode, operation.householdId)
  return {
    countyCode: place.countyCode,
    records: [
      household(place, operation.householdId, { regionCode: toRegion }),
      ...members.map(({ personId }) => person(place, personId, { regionCode: toRegion })),
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

function mustNotBeFuture(today: string, day: string): void {
  if (day <= today) return
  throw refused(
    'operation.future',
    { zh: `生效日期 ${day} 晚于今天 ${today}。`, en: `The day ${day} lies after today, ${today}.` },
    { field: 'effectiveOn', value: day, expected: `≤ ${today}` },
  )
}

function mustBeSameCounty(place: SubjectPlace, regionCode: string): void {
  if (countyOf(regionCode) === place.countyCode) return
  throw refused(
    'operation.otherCounty',
    {
      zh: '跨县变动须作为专门事项办理,不能在此直接改动。',
      en: 'A move to another county is a case of its own and cannot be made here.',
    },
    { value: regionCode, expected: place.countyCode },
  )
}

type Related = { readonly personId: string; readonly relation: string }

function mustBeMembers(wanted: readonly Related[], members: readonly string[], householdId: string): void {
  const stranger = wanted.find(({ personId }) => !members.includes(personId))
  if (!stranger && new Set(wanted.map(({ personId }) => personId)).size === wanted.length) return
  throw refused(
    'operation.notMembers',
    {
      zh: '名单中有人不是这一户的成员,或重复出现。',
      en: 'Someone on the list is not a member of the household, or is there twice.',
    },
    { field: 'members', value: stranger?.personId ?? householdId },
  )
}

function mustHaveOneHead(deps: RegistryDeps, members: readonly Related[]): void {
  mustKnowRelations(deps, members)
  const heads = members.filter(({ relation }) => relation === 'head').length
  if (heads === 1) return
  throw refused(
    'operation.oneHead',
    { zh: `新户须有一名户主,现有 ${heads} 名。`, en: `A household has one head; the list names ${heads}.` },
    { field: 'members' },
  )
}

function mustHaveNoHead(members: readonly Related[]): void {
  const head = members.find(({ relation }) => relation === 'head')
  if (!head) return
  throw refused(
    'operation.secondHead',
    {
      zh: '并入的户已有户主,请写明与该户主的关系。',
      en: 'That household has a head: give the relation to that head.',
    },
    { field: 'relation', value: 'head' },
  )
}

function mustKnowRelations(deps: RegistryDeps, members: readonly Related[]): void {
  const known = deps.codeLists.relation?.values.map(({ code }) => code) ?? []
  const wrong = members.find(({ relation }) => !known.includes(relation))
  if (!wrong) return
  throw refused(
    'operation.relation',
    { zh: `没有与户主关系代码 ${wrong.relation}。`, en: `There is no relation ${wrong.relation}.` },
    { field: 'relation', value: wrong.relation, expected: known },
  )
}
