/** Registering a household with its members, and adding a member: birth, marriage, moving in. */
import { countyOf, identityKey, isRegionCode, parseCertificateNumber, regionLevelOf } from '@lika/codes'
import type { NewHousehold } from '@lika/contract'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { conflict, notFound, refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { RegistryDeps } from './deps.ts'
import { insertHousehold, insertIdentities, insertPersons, regionExists } from './operations.store.ts'
import { findPlace, insertRecords } from './records.store.ts'
import { factErrors, wrongFacts } from './records.ts'
import { refoldHouseholds, refoldPersons } from './refold.store.ts'
import { mustBeInScope } from './scope.ts'

type Facts = Readonly<Record<string, unknown>>
interface NewPerson {
  readonly id: string
  readonly facts: Facts
}

interface Registration {
  readonly countyCode: string
  readonly regionCode: string
  readonly householdId: string
  readonly observedOn: string
  readonly persons: readonly NewPerson[]
  readonly household?: { readonly number: string; readonly facts: Facts }
  readonly reason?: string
}

export async function registerHousehold(deps: RegistryDeps, actor: Actor, body: NewHousehold) {
  return withTransaction(deps.db, async (tx) => {
    await mustBeVillage(tx, deps, actor, body.region, body.observedOn)
    const errors = [
      ...factErrors(deps, 'household', body.facts),
      ...body.members.flatMap((member, index) =>
        factErrors(deps, 'person', member.facts, `members.${index}.facts`),
      ),
    ]
    if (errors.length > 0) throw wrongFacts(errors)
    const heads = body.members.filter(({ facts }) => facts.relation === 'head').length
    if (heads !== 1) {
      throw refused(
        'household.oneHead',
        {
          zh: `一户须有一名户主,现有 ${heads} 名。`,
          en: `A household has one head; the list names ${heads}.`,
        },
        { field: 'members' },
      )
    }
    const countyCode = countyOf(body.region)!
    if (!(await insertHousehold(tx, countyCode, body.id, body.number))) {
      return { id: body.id, registered: await mustBeRegistered(tx, countyCode, body) }
    }
    await register(tx, deps, actor, {
      countyCode,
      regionCode: body.region,
      householdId: body.id,
      observedOn: body.observedOn,
      persons: body.members,
      household: { number: body.number, facts: body.facts },
    })
    return { id: body.id, registered: true }
  })
}

export async function addMember(
  deps: RegistryDeps,
  actor: Actor,
  householdId: string,
  body: { readonly id: string; readonly observedOn: string; readonly reason: string; readonly facts: Facts },
) {
  return withTransaction(deps.db, async (tx) => {
    const unknown = () =>
      notFound(
        'household.notFound',
        {
          zh: '没有这一户,或者不在您的范围内。',
          en: 'There is no such household, or it is not within your scope.',
        },
        { field: 'id', value: householdId },
      )
    const place = await findPlace(tx, 'household', householdId)
    if (!place) throw unknown()
    mustBeInScope(actor, place.regionCode, unknown)
    mustNotBeFuture(deps.clock.today(), body.observedOn)
    const errors = factErrors(deps, 'person', body.facts)
    if (errors.length > 0) throw wrongFacts(errors)
    if (body.facts.relation === 'head') {
      throw refused(
        'household.oneHead',
        { zh: '这一户已有户主。', en: 'The household has a head.' },
        { field: 'facts.relation', value: 'head' },
      )
    }
    if (await findPlace(tx, 'person', body.id)) return { id: body.id, registered: false }
    await register(tx, deps, actor, {
      countyCode: place.countyCode,
      regionCode: place.regionCode,
      householdId,
      observedOn: body.observedOn,
      persons: [body],
      reason: body.reason,
    })
    return { id: body.id, registered: true }
  })
}

async function register(tx: Tx, deps: RegistryDeps, actor: Actor, input: Registration): Promise<void> {
  const { countyCode, regionCode, householdId } = input
  await insertPersons(
    tx,
    countyCode,
    input.persons.map(({ id }) => id),
  )
  await identify(tx, deps, countyCode, input.persons)
  const common = {
    countyCode,
    regionCode,
    observedOn: input.observedOn,
    receivedAt: deps.clock.now(),
    authorId: actor.accountId,
    source: 'form',
    reason: input.reason,
  }
  await insertRecords(tx, [
    ...(input.household
      ? [
          {
            ...common,
            id: uuidv7(),
            subjectKind: 'household' as const,
            subjectId: householdId,
            facts: { ...input.household.facts, regionCode, householdNumber: input.household.number },
          },
        ]
      : []),
    ...input.persons.map(({ id, facts }) => ({
      ...common,
      id: uuidv7(),
      subjectKind: 'person' as const,
      subjectId: id,
      facts: { ...facts, regionCode, householdId, ...idNumberCheck(facts.idNumber, deps.clock.today()) },
    })),
  ])
  const keys = (ids: readonly string[]) => ids.map((id) => ({ countyCode, id }))
  await refoldPersons(tx, deps.catalogue, keys(input.persons.map(({ id }) => id)))
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

/** An id number belongs to one person in the whole country. */
async function identify(
  tx: Tx,
  deps: RegistryDeps,
  countyCode: string,
  persons: readonly NewPerson[],
): Promise<void> {
  const numbered = persons.filter(
    ({ facts }) =>
      typeof facts.idNumber === 'string' &&
      idNumberCheck(facts.idNumber, deps.clock.today()).idNumberCheck === 'valid',
  )
  const taken = await insertIdentities(
    tx,
    numbered.map(({ id, facts }) => ({
      hash: deps.hashId(identityKey(facts.idNumber as string)),
      countyCode,
      personId: id,
    })),
  )
  if (taken.length === 0) return
  throw conflict(
    'person.idNumberTaken',
    { zh: '这个证件号码已登记在另一个人名下。', en: 'This id number is registered for somebody else.' },
    { field: 'idNumber', value: taken[0] },
  )
}

/** What the registry notes about an id number, so that data quality can be judged without reading it. */
export function idNumberCheck(idNumber: unknown, today: string): { idNumberCheck?: string } {
  if (typeof idNumber !== 'string') return {}
  const parsed = parseCertificateNumber(idNumber, { today })
  return { idNumberCheck: parsed.ok ? 'valid' : (checkCodes[parsed.rule] ?? 'wrongCharacters') }
}

/** The list idNumberCheck of the packs. */
const checkCodes: Readonly<Record<string, string>> = {
  length: 'wrongLength',
  characters: 'wrongCharacters',
  birthDate: 'wrongDate',
  birthYear: 'wrongDate',
  birthFuture: 'wrongDate',
  checkDigit: 'wrongCheckDigit',
  category: 'wrongDisability',
  grade: 'wrongDisability',
  suffix: 'wrongDisability',
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
        zh: `没有村或组 ${region},或者不在您的范围内。`,
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

/** The same registration sent twice is one; the same number for another household is a mistake. */
async function mustBeRegistered(tx: Tx, countyCode: string, body: NewHousehold): Promise<boolean> {
  const { rows } = await tx.client.query<{ id: string; number: string }>(
    'select id, number from household where county_code = $1 and (id = $2 or number = $3)',
    [countyCode, body.id, body.number],
  )
  if (rows.length === 1 && rows[0]!.id === body.id && rows[0]!.number === body.number) return false
  throw conflict(
    'household.numberTaken',
    {
      zh: `户编号 ${body.number} 已被使用,或编号 ${body.id} 属于另一户。`,
      en: `The household number ${body.number} is taken, or the id ${body.id} is another household's.`,
    },
    { field: 'number', value: body.number },
  )
}
