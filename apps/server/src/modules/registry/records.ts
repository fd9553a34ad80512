/** Appending to the journal of records: check, append, refold, and let the verdicts follow, in one transaction. */
import { createHash } from 'node:crypto'
import { type CodeList, checkFactValue, type Fact, nearest } from '@lika/policy'
import type { Tx } from '../../platform/db.ts'
import { AppError, conflict, notFound, refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { type Catalogue, flowFacts, type SubjectKind } from './columns.ts'
import {
  findOverlappingPeriods,
  findPlace,
  findRecord,
  insertRecords,
  type SubjectPlace,
} from './records.store.ts'
import { refoldHouseholds, refoldPersons, refoldVillages } from './refold.store.ts'
import { mustBeInScope } from './scope.ts'

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
}

/** Who changed, for whoever keeps something derived from it. */
export interface Changed {
  readonly households: readonly { readonly countyCode: string; readonly id: string }[]
  readonly villages: readonly { readonly countyCode: string; readonly id: string }[]
}

export interface RecordContext {
  readonly actor: Actor
  readonly now: string
  readonly today: string
  readonly catalogue: Catalogue
  readonly codeLists: Readonly<Record<string, CodeList>>
  /** Called in the same transaction, after the folds: judges the changed subjects again. */
  readonly afterChange: (tx: Tx, changed: Changed) => Promise<void>
}

/** The same record sent twice is one record: answers false when it was there already. */
export async function appendRecord(tx: Tx, context: RecordContext, input: NewRecord): Promise<boolean> {
  const place = await findPlace(tx, input.subjectKind, input.subjectId)
  if (!place) throw unknownSubject(input)
  mustBeInScope(context.actor, place.regionCode, () => unknownSubject(input))
  const digest = bodyDigest(input)
  const known = await findRecord(tx, place.countyCode, input.id)
  if (known) {
    if (known.bodySha256 === null || !known.bodySha256.equals(digest)) throw differentBody(input.id)
    return false
  }
  checkFacts(context, input)
  checkDays(context.today, input)
  await checkPeriod(tx, context.catalogue, place, input)
  if (input.corrects) await mustCorrectOwnSubject(tx, place, input)
  const inserted = await insertRecords(tx, [
    {
      ...input,
      countyCode: place.countyCode,
      regionCode: place.regionCode,
      receivedAt: context.now,
      authorId: context.actor.accountId,
      source: input.corrects ? 'correction' : 'form',
      bodySha256: digest,
    },
  ])
  // Somebody sent the same id between our look and our insert: it decides, and we say the same as it.
  if (inserted.length === 0) return appendRecord(tx, context, input)
  await refoldSubject(tx, context, input.subjectKind, input.subjectId, place)
  return true
}

async function refoldSubject(
  tx: Tx,
  context: RecordContext,
  kind: SubjectKind,
  id: string,
  place: SubjectPlace,
): Promise<void> {
  const { countyCode } = place
  const village = place.villageId ? [{ countyCode, id: place.villageId }] : []
  if (kind === 'village') {
    await refoldVillages(tx, context.catalogue, [{ countyCode, id }])
    await context.afterChange(tx, { households: [], villages: village })
    return
  }
  if (kind === 'person') await refoldPersons(tx, context.catalogue, [{ countyCode, id }])
  const household = place.householdId ? [{ countyCode, id: place.householdId }] : []
  await refoldHouseholds(tx, context.catalogue, household)
  await context.afterChange(tx, { households: household, villages: village })
}

export function bodyDigest(input: NewRecord): Buffer {
  const { facts, ...rest } = input
  const sorted = Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)))
  return createHash('sha256')
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
      ]),
    )
    .digest()
}

/** Every fact that is wrong is named, under the path of the facts in the body. */
export function factErrors(
  context: Pick<RecordContext, 'catalogue' | 'codeLists'>,
  kind: SubjectKind,
  values: Readonly<Record<string, unknown>>,
  path = 'facts',
) {
  const facts = new Map(context.catalogue[kind].map((fact) => [fact.id, fact]))
  return Object.entries(values).flatMap(([id, value]) => {
    const fact = facts.get(id)
    if (!fact || fact.system) return [unknownFact(`${path}.${id}`, id, fact, kind, facts)]
    const checked = checkFactValue(fact, context.codeLists, value)
    return 'problem' in checked
      ? [
          {
            field: `${path}.${id}`,
            value,
            message: checked.problem.message,
            expected: checked.problem.nearest,
          },
        ]
      : []
  })
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

export function wrongFacts(errors: ReturnType<typeof factErrors>): AppError {
  return new AppError('record.facts', 422, errors[0]!.message, { ...errors[0], errors })
}

function unknownFact(
  field: string,
  id: string,
  fact: Fact | undefined,
  kind: SubjectKind,
  facts: ReadonlyMap<string, Fact>,
) {
  const message = fact
    ? {
        zh: `“${fact.label.zh}”由系统得出,不能填写。`,
        en: `${id} is worked out by the registry and cannot be entered.`,
      }
    : { zh: `事实目录里没有 ${id}。`, en: `The catalogue of ${kind} has no fact ${id}.` }
  const near = fact ? undefined : nearest(id, facts.keys())
  return { field, value: id, message, expected: near }
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
        zh: `${items[0]} 是一段时期的金额,请写明时期。`,
        en: `${items[0]} is an amount of a period: say which.`,
      },
      { field: 'period', expected: { from: '2016-01-01', to: '2017-01-01' } },
    )
  }
  if (!input.period) return
  const { from, to } = input.period
  if (!from.endsWith('-01') || !to.endsWith('-01') || from >= to) {
    throw refused(
      'record.period',
      {
        zh: `时期须由整月组成:从某月1日到末月次月1日,收到 ${from} 至 ${to}。`,
        en: `A period is whole months, from the first of a month to the first of the month after the last; got ${from} to ${to}.`,
      },
      { field: 'period', value: input.period },
    )
  }
  const overlapping = place.householdId
    ? await findOverlappingPeriods(tx, place.countyCode, place.householdId, items, input.period)
    : []
  const first = overlapping[0]
  if (first) {
    throw conflict(
      'record.periodOverlaps',
      {
        zh: `${first.item} 已有 ${first.from} 至 ${first.to} 的金额,与这一时期重叠,会重复计算。`,
        en: `${first.item} already has an amount for ${first.from} to ${first.to}, which overlaps this period and would count twice.`,
      },
      { field: 'period', value: input.period, expected: { from: first.from, to: first.to } },
    )
  }
}

async function mustCorrectOwnSubject(tx: Tx, place: SubjectPlace, input: NewRecord): Promise<void> {
  const wrong = await findRecord(tx, place.countyCode, input.corrects!)
  if (wrong?.subjectId === input.subjectId) return
  throw refused(
    'record.corrects',
    {
      zh: `要更正的记录 ${input.corrects} 不属于这个对象。`,
      en: `The record to correct, ${input.corrects}, does not speak of this subject.`,
    },
    { field: 'corrects', value: input.corrects },
  )
}

function unknownSubject(input: NewRecord): AppError {
  return notFound(
    'registry.notFound',
    {
      zh: '没有这个对象,或者不在您的范围内。',
      en: 'There is no such subject, or it is not within your scope.',
    },
    { field: 'subjectId', value: input.subjectId },
  )
}

function differentBody(id: string): AppError {
  return conflict(
    'record.differentBody',
    { zh: `编号 ${id} 的记录已存在,内容不同。`, en: `A record ${id} is there already, with another body.` },
    { field: 'id', value: id },
  )
}
