/** Appending to the journal of records: check, append, refold, and let the verdicts follow, in one transaction. */
import { createHash } from 'node:crypto'
import type { Tx } from '../../../platform/db.ts'
import { type AppError, conflict, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Catalogue, flowFacts, type SubjectKind } from '../fold/columns.ts'
import { refoldHouseholds, refoldPersons, refoldVillages } from '../fold/refold.store.ts'
import { mustBeInScope } from '../scope.ts'
import { canonicalFacts, type FactContext, factErrors, placingFacts, wrongFacts } from './facts.ts'
import { forgetOldIdNumbers, type IdentityContext, identify, idNumberCheck } from './identity.ts'
import {
  findOverlappingPeriods,
  findPlace,
  findRecord,
  insertRecords,
  lockSubject,
  type StoredRecord,
  type SubjectPlace,
} from './records.store.ts'
import { type SealingContext, sealRecords } from './sealing.ts'

export interface NewRecord {
  readonly id: string
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  /** Day on which it was true in the field. */
  readonly observedOn: string
  readonly facts: Readonly<Record<string, unknown>>
  /** First day of the first month and of the month after the last, for amounts of a period. */
  readonly period?: { readonly from: string; readonly to: string } | undefined
  readonly evidence?: readonly string[] | undefined
  readonly reason?: string | undefined
  readonly corrects?: string | undefined
  /** Facts that a correction takes over as they stand: whoever corrects may not have seen them whole. */
  readonly keep?: readonly string[] | undefined
}

/** Who changed, for whoever keeps something derived from it. */
export interface Changed {
  readonly households: readonly { readonly countyCode: string; readonly id: string }[]
  readonly villages: readonly { readonly countyCode: string; readonly id: string }[]
  /** Who joined or left a household; the households are among those above. */
  readonly persons?: readonly { readonly countyCode: string; readonly id: string }[]
  /** True when nobody can have joined or left a household. */
  readonly membersStay?: boolean
}

export interface RecordContext extends FactContext, IdentityContext {
  readonly actor: Actor
  readonly now: string
  /** Called in the same transaction, after the folds: judges the changed subjects again. */
  readonly afterChange: (tx: Tx, changed: Changed) => Promise<void>
}

/** The same record sent twice is one record: answers false when it was there already. */
export async function appendRecord(tx: Tx, context: RecordContext, input: NewRecord): Promise<boolean> {
  const { place, locked } = await mustFindLocked(tx, context, input)
  const digest = bodyDigest(context, input)
  const known = await findRecord(tx, place.countyCode, input.id)
  if (known) {
    if (known.bodySha256 === null || !known.bodySha256.equals(digest)) throw differentBody(input.id)
    return false
  }
  checkFacts(context, input)
  checkDays(context.today, input)
  await checkPeriod(tx, context.catalogue, place, input)
  const corrected = input.corrects ? await mustCorrectOwnSubject(tx, place, input) : undefined
  const rows = await sealRecords(tx, context, [
    {
      ...input,
      facts: storedFacts(context, input, corrected),
      countyCode: place.countyCode,
      regionCode: place.regionCode,
      receivedAt: context.now,
      authorId: context.actor.accountId,
      source: input.corrects ? 'correction' : 'form',
      bodySha256: digest,
    },
  ])
  const inserted = await insertRecords(tx, rows)
  // Somebody sent the same id between our look and our insert: it decides, and we say the same as it.
  if (inserted.length === 0) return appendRecord(tx, context, input)
  if (input.subjectKind === 'person' && 'idNumber' in input.facts) {
    await identify(tx, context, place.countyCode, [{ id: input.subjectId, facts: input.facts }])
  }
  await refoldSubject(tx, context, input, place, locked)
  return true
}

/** The subject, with everything locked that its record will fold. */
async function mustFindLocked(
  tx: Tx,
  context: RecordContext,
  input: NewRecord,
): Promise<{ place: SubjectPlace; locked: readonly string[] }> {
  const { subjectKind, subjectId } = input
  const locked = await lockSubject(tx, subjectKind, subjectId)
  const place = await findPlace(tx, subjectKind, subjectId)
  if (!place) throw unknownSubject(input)
  mustBeInScope(context.actor, place.regionCode, () => unknownSubject(input))
  // While we waited, an operation moved the person into a household that we do not hold yet.
  if (place.householdId && !locked.includes(place.householdId)) return mustFindLocked(tx, context, input)
  return { place, locked }
}

/** Facts in their one way of writing, so that "13" and "13.0" are no contradiction, with what the registry adds. */
function storedFacts(
  context: RecordContext,
  input: NewRecord,
  corrected: StoredRecord | undefined,
): Record<string, unknown> {
  const kept = new Set(input.keep ?? [])
  // What the registry noted about a number goes on with the number.
  if (kept.has('idNumber')) kept.add('idNumberCheck')
  const placing = Object.entries(corrected?.facts ?? {}).filter(
    ([key]) => placingFacts.includes(key) || kept.has(key),
  )
  return {
    ...canonicalFacts(context, input.subjectKind, input.facts),
    ...Object.fromEntries(placing),
    ...(input.subjectKind === 'person' ? idNumberCheck(input.facts.idNumber, context.today) : {}),
  }
}

async function refoldSubject(
  tx: Tx,
  context: RecordContext,
  input: NewRecord,
  place: SubjectPlace,
  locked: readonly string[],
): Promise<void> {
  const { subjectKind: kind, subjectId: id } = input
  const { countyCode } = place
  const village = place.villageId ? [{ countyCode, id: place.villageId }] : []
  if (kind === 'village') {
    await refoldVillages(tx, context.catalogue, [{ countyCode, id }])
    await context.afterChange(tx, { households: [], villages: village })
    return
  }
  if (kind === 'person') {
    await refoldPersons(tx, context.catalogue, [{ countyCode, id }])
    if ('idNumber' in input.facts || input.corrects) await forgetOldIdNumbers(tx, context, countyCode, id)
  }
  const household = place.householdId ? [{ countyCode, id: place.householdId }] : []
  // The income book is made of amounts, which have a period, and of what a correction takes out of it.
  const withIncome = kind === 'household' && (input.period !== undefined || input.corrects !== undefined)
  await refoldHouseholds(
    tx,
    context.catalogue,
    locked.map((each) => ({ countyCode, id: each })),
    { withIncome },
  )
  await context.afterChange(tx, {
    households: household,
    villages: village,
    membersStay: input.corrects === undefined,
  })
}

/** Keyed: whoever knows all of a body but an id number could find that out of a plain digest. */
function bodyDigest({ keyring }: SealingContext, input: NewRecord): Buffer {
  const { facts, ...rest } = input
  const sorted = Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)))
  const plain = createHash('sha256')
    .update(
      JSON.stringify([
        rest.id,
        rest.subjectKind,
        rest.subjectId,
        rest.observedOn,
        rest.period?.from,
        rest.period?.to,
        rest.evidence,
        rest.reason,
        rest.corrects,
        sorted,
        // Digests of before there was anything to keep stay what they were.
        ...(rest.keep ? [rest.keep] : []),
      ]),
    )
    .digest()
  return keyring.hash('lookup', plain)
}

/** Nothing is stored unless all facts are right. */
function checkFacts(context: RecordContext, input: NewRecord): void {
  const errors = factErrors(context, input.subjectKind, input.facts)
  if (errors.length > 0) throw wrongFacts(errors)
  if (Object.keys(input.facts).length === 0 && !input.corrects) {
    throw refused(
      'record.empty',
      { zh: '这条记录没有任何事实。', en: 'The record holds no fact.' },
      { field: 'facts' },
    )
  }
}

function checkDays(today: string, input: NewRecord): void {
  if (input.observedOn > today) {
    throw refused(
      'record.future',
      {
        zh: `观察日期 ${input.observedOn} 晚于今天 ${today}。`,
        en: `The day of observation ${input.observedOn} lies after today, ${today}.`,
      },
      { field: 'observedOn', value: input.observedOn, expected: `≤ ${today}` },
    )
  }
}

async function checkPeriod(
  tx: Tx,
  catalogue: Catalogue,
  place: SubjectPlace,
  input: NewRecord,
): Promise<void> {
  const flows = new Set(flowFacts(catalogue).map((fact) => fact.id))
  const items = Object.keys(input.facts).filter((id) => flows.has(id))
  if (items.length > 0 && !input.period) {
    throw refused(
      'record.periodMissing',
      {
        zh: `${items[0]} 是一段时期的金额，请写明时期。`,
        en: `${items[0]} is an amount of a period: say which.`,
      },
      { field: 'period', expected: { from: '2016-01-01', to: '2017-01-01' } },
    )
  }
  if (!input.period) return
  if (items.length === 0) {
    throw refused(
      'record.periodWithoutAmount',
      {
        zh: '时期只用于一段时期的金额，这条记录没有金额。',
        en: 'A period belongs to amounts, and the record holds none.',
      },
      { field: 'period', value: input.period },
    )
  }
  const { from, to } = input.period
  if (!from.endsWith('-01') || !to.endsWith('-01') || from >= to) {
    throw refused(
      'record.period',
      {
        zh: `时期须由整月组成：从某月1日到末月次月1日，收到 ${from} 至 ${to}。`,
        en: `A period is whole months, from the first of a month to the first of the month after the last; got ${from} to ${to}.`,
      },
      { field: 'period', value: input.period },
    )
  }
  const overlapping = place.householdId
    ? await findOverlappingPeriods(
        tx,
        place.countyCode,
        place.householdId,
        items,
        input.period,
        input.corrects,
      )
    : []
  const first = overlapping[0]
  if (first) {
    throw conflict(
      'record.periodOverlaps',
      {
        zh: `${first.item} 已有 ${first.from} 至 ${first.to} 的金额，与这一时期重叠，会重复计算。`,
        en: `${first.item} already has an amount for ${first.from} to ${first.to}, which overlaps this period and would count twice.`,
      },
      { field: 'period', value: input.period, expected: { from: first.from, to: first.to } },
    )
  }
}

async function mustCorrectOwnSubject(tx: Tx, place: SubjectPlace, input: NewRecord): Promise<StoredRecord> {
  const wrong = await findRecord(tx, place.countyCode, input.corrects!)
  if (wrong?.subjectId === input.subjectId) {
    mustNotBeOfCase(wrong)
    mustKeepDayOfPlacing(wrong, input)
    return wrong
  }
  throw refused(
    'record.corrects',
    {
      zh: `要更正的记录 ${input.corrects} 不属于这个对象。`,
      en: `The record to correct, ${input.corrects}, does not speak of this subject.`,
    },
    { field: 'corrects', value: input.corrects },
  )
}

/** What the people of a case decided is undone by opening the case again, not by whoever may record. */
function mustNotBeOfCase({ id, source }: StoredRecord): void {
  if (source !== 'case') return
  throw refused(
    'record.ofCase',
    {
      zh: '这条记录是办结事项写入的，只能由重新办理该事项撤回。',
      en: 'The end of a case gave this record: it is withdrawn by opening the case again.',
    },
    { field: 'corrects', value: id },
  )
}

/** Since when somebody is registered or has moved is not a matter of a correction: another day is another operation. */
function mustKeepDayOfPlacing(wrong: StoredRecord, input: NewRecord): void {
  if (wrong.observedOn === input.observedOn || !placingFacts.some((key) => key in wrong.facts)) return
  throw refused(
    'record.placing',
    {
      zh: `要更正的记录登记了所在地或所在户，更正须用同一日期 ${wrong.observedOn}。`,
      en: `The record to correct says where the subject is registered: correct it as of its own day, ${wrong.observedOn}.`,
    },
    { field: 'observedOn', value: input.observedOn, expected: wrong.observedOn },
  )
}

function unknownSubject(input: NewRecord): AppError {
  return notFound(
    'registry.notFound',
    {
      zh: '没有这个对象，或者不在您的范围内。',
      en: 'There is no such subject, or it is not within your scope.',
    },
    { field: 'subjectId', value: input.subjectId },
  )
}

function differentBody(id: string): AppError {
  return conflict(
    'record.differentBody',
    { zh: `编号 ${id} 的记录已存在，内容不同。`, en: `A record ${id} is there already, with another body.` },
    { field: 'id', value: id },
  )
}
