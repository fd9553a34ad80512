/** Registering a household with its members, and adding a member: birth, marriage, moving in. */
import { createHash } from 'node:crypto'
import { countyOf, isRegionCode, regionLevelOf } from '@lika/codes'
import type { NewHousehold } from '@lika/contract'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { type AppError, conflict, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { RegistryDeps } from '../deps.ts'
import { flowFacts } from '../fold/columns.ts'
import { refoldHouseholds, refoldPersons } from '../fold/refold.store.ts'
import { canonicalFacts, factErrors, wrongFacts } from '../records/facts.ts'
import { identify, idNumberCheck } from '../records/identity.ts'
import { findPlace, insertRecords, lockSubject } from '../records/records.store.ts'
import { sealRecords } from '../records/sealing.ts'
import { mustBeInScope } from '../scope.ts'
import { insertHousehold, insertPersons, isRegisteredBy, regionExists } from './operations.store.ts'

type Facts = Readonly<Record<string, unknown>>
interface NewPerson {
  readonly id: string
  readonly facts: Facts
}

interface NewMember extends NewPerson {
  readonly observedOn: string
  readonly reason: string
}

interface Registration {
  readonly countyCode: string
  readonly regionCode: string
  readonly householdId: string
  readonly observedOn: string
  readonly persons: readonly NewPerson[]
  readonly household?: { readonly number: string; readonly facts: Facts }
  readonly reason?: string
  /** Digest of the request, so that the same one sent twice is one registration. */
  readonly bodySha256: Buffer
}

export async function registerHousehold(deps: RegistryDeps, actor: Actor, body: NewHousehold) {
  return withTransaction(deps.db, async (tx) => {
    await mustBeVillage(tx, deps, actor, body.region, body.observedOn)
    mustBeRight([
      ...factErrors(deps, 'household', body.facts),
      ...amountErrors(deps, body.facts),
      ...body.members.flatMap((member, index) =>
        factErrors(deps, 'person', member.facts, `members.${index}.facts`),
      ),
    ])
    mustHaveOneHead(body)
    const countyCode = countyOf(body.region)!
    const bodySha256 = digestOf(deps, body)
    if (!(await insertHousehold(tx, countyCode, body.id, body.number))) {
      // The same registration sent twice is one; the same number for another household is a mistake.
      if (await isRegisteredBy(tx, countyCode, body.id, bodySha256)) return { id: body.id, registered: false }
      throw numberTaken(body)
    }
    await register(tx, deps, actor, {
      countyCode,
      regionCode: body.region,
      householdId: body.id,
      observedOn: body.observedOn,
      persons: body.members,
      household: { number: body.number, facts: body.facts },
      bodySha256,
    })
    return { id: body.id, registered: true }
  })
}

export async function addMember(deps: RegistryDeps, actor: Actor, householdId: string, body: NewMember) {
  return withTransaction(deps.db, async (tx) => {
    await lockSubject(tx, 'household', householdId)
    const place = await findPlace(tx, 'household', householdId)
    if (!place) throw unknownHousehold(householdId)
    mustBeInScope(actor, place.regionCode, () => unknownHousehold(householdId))
    mustNotBeFuture(deps.clock.today(), body.observedOn)
    mustBeRight(factErrors(deps, 'person', body.facts))
    if (body.facts.relation === 'head') {
      throw refused(
        'household.oneHead',
        { zh: '这一户已有户主。', en: 'The household has a head.' },
        { field: 'facts.relation', value: 'head' },
      )
    }
    const bodySha256 = digestOf(deps, { householdId, ...body })
    if (await isRegisteredBy(tx, place.countyCode, body.id, bodySha256)) {
      return { id: body.id, registered: false }
    }
    if (place.endedBecause !== null) throw householdEnded(householdId, place.endedBecause)
    await register(tx, deps, actor, {
      countyCode: place.countyCode,
      regionCode: place.regionCode,
      householdId,
      observedOn: body.observedOn,
      persons: [body],
      reason: body.reason,
      bodySha256,
    })
    return { id: body.id, registered: true }
  })
}

async function register(tx: Tx, deps: RegistryDeps, actor: Actor, input: Registration): Promise<void> {
  const { countyCode, regionCode, householdId } = input
  const ids = input.persons.map(({ id }) => id)
  if (!(await insertPersons(tx, countyCode, ids))) throw personTaken(ids)
  const today = deps.clock.today()
  await identify(tx, { today, hashId: deps.hashId }, countyCode, input.persons)
  const common = {
    countyCode,
    regionCode,
    observedOn: input.observedOn,
    receivedAt: deps.clock.now(),
    authorId: actor.accountId,
    source: 'form',
    reason: input.reason,
    bodySha256: input.bodySha256,
  }
  const rows = await sealRecords(tx, deps, [
    ...(input.household
      ? [
          {
            ...common,
            id: uuidv7(),
            subjectKind: 'household' as const,
            subjectId: householdId,
            facts: {
              ...canonicalFacts(deps, 'household', input.household.facts),
              regionCode,
              householdNumber: input.household.number,
            },
          },
        ]
      : []),
    ...input.persons.map(({ id, facts }) => ({
      ...common,
      id: uuidv7(),
      subjectKind: 'person' as const,
      subjectId: id,
      facts: {
        ...canonicalFacts(deps, 'person', facts),
        regionCode,
        householdId,
        ...idNumberCheck(facts.idNumber, today),
      },
    })),
  ])
  await insertRecords(tx, rows)
  const keys = (each: readonly string[]) => each.map((id) => ({ countyCode, id }))
  await refoldPersons(tx, deps.catalogue, keys(ids))
  await refoldHouseholds(tx, deps.catalogue, keys([householdId]))
  const village = await tx.client.query<{ id: string }>(
    'select id from village where county_code = $1 and code = $2',
    [countyCode, regionCode.slice(0, 12)],
  )
  await deps.verdicts.judgeChanged(tx, {
    households: keys([householdId]),
    villages: keys(village.rows.map(({ id }) => id)),
  })
}

/** Keyed digest of a request, whatever the order of its facts: a plain one would give an id number away to whoever tries. */
function digestOf({ keyring }: RegistryDeps, body: unknown): Buffer {
  const sorted = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  return keyring.hash('lookup', createHash('sha256').update(JSON.stringify(body, sorted)).digest())
}

function mustBeRight(errors: ReturnType<typeof factErrors>): void {
  if (errors.length > 0) throw wrongFacts(errors)
}

/** Amounts belong to a period, which a registration does not have: they would be lost. */
function amountErrors(deps: RegistryDeps, facts: Facts): ReturnType<typeof factErrors> {
  return flowFacts(deps.catalogue)
    .filter(({ id }) => id in facts)
    .map(({ id, label }) => ({
      field: `facts.${id}`,
      value: facts[id],
      message: {
        zh: `“${label.zh}”是一段时期的金额，请登记后用带时期的记录填写。`,
        en: `${id} is an amount of a period: record it with its period once the household is registered.`,
      },
      expected: undefined,
    }))
}

function mustHaveOneHead({ members }: NewHousehold): void {
  const heads = members.filter(({ facts }) => facts.relation === 'head').length
  if (heads === 1) return
  throw refused(
    'household.oneHead',
    { zh: `一户须有一名户主，现有 ${heads} 名。`, en: `A household has one head; the list names ${heads}.` },
    { field: 'members' },
  )
}

async function mustBeVillage(
  tx: Tx,
  deps: RegistryDeps,
  actor: Actor,
  region: string,
  on: string,
): Promise<void> {
  const unknown = () =>
    notFound(
      'region.notFound',
      {
        zh: `没有村或组 ${region}，或者不在您的范围内。`,
        en: `There is no village or group ${region}, or it is not within your scope.`,
      },
      { field: 'region', value: region },
    )
  if (!isRegionCode(region)) throw unknown()
  const level = regionLevelOf(region)
  if (level !== 'village' && level !== 'group') throw unknown()
  mustBeInScope(actor, region, unknown)
  mustNotBeFuture(deps.clock.today(), on)
  if (!(await regionExists(tx, region, on))) throw unknown()
}

function mustNotBeFuture(today: string, day: string): void {
  if (day <= today) return
  throw refused(
    'record.future',
    { zh: `日期 ${day} 晚于今天 ${today}。`, en: `The day ${day} lies after today, ${today}.` },
    { field: 'observedOn', value: day, expected: `≤ ${today}` },
  )
}

function unknownHousehold(id: string): AppError {
  return notFound(
    'household.notFound',
    {
      zh: '没有这一户，或者不在您的范围内。',
      en: 'There is no such household, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}

export function householdEnded(id: string, because: string): AppError {
  return refused(
    'household.ended',
    { zh: `这一户已注销(${because})。`, en: `The household is no longer one (${because}).` },
    { field: 'id', value: id },
  )
}

function numberTaken({ id, number }: NewHousehold): AppError {
  return conflict(
    'household.numberTaken',
    {
      zh: `户编号 ${number} 已被使用，或编号 ${id} 已登记了别的内容。`,
      en: `The household number ${number} is taken, or the id ${id} is registered with another body.`,
    },
    { field: 'number', value: number },
  )
}

function personTaken(ids: readonly string[]): AppError {
  return conflict(
    'person.idTaken',
    {
      zh: '名单中有人已在册，或重复出现；已在册的人请用人员变动。',
      en: 'Somebody on the list is registered already, or is there twice; who is registered is moved by an operation.',
    },
    { field: 'members', value: ids },
  )
}
