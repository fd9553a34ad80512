/** The policy documents of a world: filed, read, and in part accepted, as the journal of whoever did so; then folded. */
import { createHash } from 'node:crypto'
import { READER, readText } from '@lika/intake'
import { accountIdOf } from '../../../../../demo/accounts.ts'
import { type DemoDocument, demoDocuments, demoReports } from '../../../../../demo/documents/index.ts'
import { instantAfter } from '../../../../../demo/journal.ts'
import { uuidAt } from '../../../../../demo/numbers.ts'
import type { WorldPlan } from '../../../../../demo/plan.ts'
import { randomOf } from '../../../../../demo/random.ts'
import type { Tx } from '../../platform/db.ts'
import { partOf, type ReadPart, refoldPlans, storeReading } from '../plans/index.ts'
import { type CopyValue, copyRows } from './copy.ts'
import { decisionColumns } from './tables.ts'

interface Filed {
  readonly document: DemoDocument
  readonly id: string
  readonly parts: readonly ReadPart[]
}

/** What somebody accepted: an entry of the journal before it is one. */
interface Accepted {
  readonly id: string
  readonly kind: 'target' | 'task' | 'fundLine'
  readonly clause: string
  readonly place?: { readonly version: 1; readonly part: number; readonly range: readonly number[] }
  readonly content: Readonly<Record<string, unknown>>
}

const random = (document: DemoDocument, of: number) =>
  randomOf(of, ...Array.from(document.key, (letter) => letter.charCodeAt(0)))

export async function loadDocuments(tx: Tx, plan: WorldPlan, today: string): Promise<void> {
  const filed = demoDocuments(plan).map((document): Filed => {
    const { documents } = readText(document.text)
    const parts = documents.map((each) => partOf(each, document.text))
    return { document, id: uuidAt(random(document, 1), document.filedOn), parts }
  })
  await file(tx, filed)
  for (const { id, parts } of filed)
    await storeReading(tx.client, { plan: id, version: 1 }, { reader: READER, parts })
  const accepted = new Map(filed.map((each) => [each.document.key, acceptedOf(each)]))
  await copyRows(
    tx,
    'decision',
    decisionColumns,
    filed.flatMap((each) => decisionRows(each, accepted.get(each.document.key)!)),
  )
  await copyRows(tx, 'record', recordColumns, reportRows(accepted))
  await refoldPlans(tx, today)
}

async function file(tx: Tx, filed: readonly Filed[]): Promise<void> {
  const idOf = new Map(filed.map(({ document, id }) => [document.key, id]))
  const instants = filed.map(({ document }) => instantAfter(random(document, 2), document.filedOn, 0))
  await copyRows(
    tx,
    'plan',
    ['id', 'region_code', 'above_id', 'made_by', 'made_at'],
    // What a document carries out is there before it.
    filed
      .map(({ document, id }, index) => [
        id,
        document.regionCode,
        document.above === undefined ? null : idOf.get(document.above),
        accountIdOf(document.by),
        instants[index],
      ])
      .toSorted((a, b) => Number(a[2] !== null) - Number(b[2] !== null)),
  )
  await copyRows(
    tx,
    'plan_version',
    ['plan_id', 'version', 'text', 'sha256', 'file_name', 'made_by', 'made_at'],
    filed.map(({ document, id }, index) => [
      id,
      1,
      document.text,
      `\\x${createHash('sha256').update(document.text).digest('hex')}`,
      document.fileName,
      accountIdOf(document.by),
      instants[index],
    ]),
  )
}

function acceptedOf({ document, parts }: Filed): Accepted[] {
  const chance = random(document, 3)
  const accepted: Accepted[] = []
  const keys = new Map<string, string>()
  const add = (
    kind: Accepted['kind'],
    clause: string,
    content: Accepted['content'],
    place?: Accepted['place'],
  ) => {
    const id = uuidAt(chance, document.acceptedOn)
    accepted.push({ id, kind, clause, content, ...(place ? { place } : {}) })
    return id
  }
  for (const [part, { read }] of parts.entries()) {
    const place = (range: readonly number[]) => ({ version: 1, part, range }) as const
    for (const target of read.targets) {
      const meaning = target.value === null ? undefined : document.acceptTarget?.(target)
      if (!meaning) continue
      const { key, label, indicator, kind, of, regionCode = document.regionCode } = meaning
      const { from, to, bound, value, upTo, unit, clause } = target
      const id = add(
        'target',
        clause,
        {
          label,
          indicator,
          region: regionCode,
          from,
          to,
          kind,
          bound,
          value,
          ...(upTo === undefined ? {} : { upTo }),
          unit,
          ...(of === undefined ? {} : { of: keys.get(of) }),
          clause,
        },
        place(target.range),
      )
      if (key !== undefined) keys.set(key, id)
    }
    for (const task of read.tasks) {
      const owed = document.acceptTask?.(task)
      if (!owed) continue
      const named = (names: readonly string[]) => [...new Set(names)].map((name) => ({ name }))
      const { text, clause } = task
      const units = {
        lead: named(task.lead),
        cooperating: named(task.cooperating),
        responsible: named(task.responsible),
      }
      for (const days of [owed].flat())
        add('task', clause, { text, ...units, ...days, clause }, place(task.range))
    }
    for (const line of document.acceptFundLines ? read.fundLines : []) {
      const { title, side, nature, yuan, bound, clause, range } = line
      if (yuan === null) continue
      const terms = line.terms.map(({ role, text, value, unit }) => ({ role, text, value, unit }))
      add('fundLine', clause, { title, side, nature, yuan, bound, terms, clause }, place(range))
    }
  }
  for (const { of, regionCode, value, unit, label, indicator, from, to } of document.parts ?? [])
    add('target', '', {
      label,
      indicator,
      region: regionCode,
      from,
      to,
      kind: 'assigned',
      bound: 'exact',
      value,
      unit,
      of: keys.get(of),
      clause: '',
    })
  return accepted
}

function decisionRows({ document, id }: Filed, accepted: readonly Accepted[]): CopyValue[][] {
  const at = instantAfter(random(document, 4), document.acceptedOn, 0)
  return accepted.map(({ id: statement, kind, place, content }) => [
    document.regionCode.slice(0, 6),
    statement,
    'plan',
    id,
    document.regionCode,
    'statementAccepted',
    document.acceptedOn,
    at,
    accountIdOf(document.by),
    { statement, kind, ...(place ? { place } : {}), content },
    '',
  ])
}

const recordColumns = [
  'county_code',
  'id',
  'subject_kind',
  'subject_id',
  'region_code',
  'observed_on',
  'received_at',
  'author_id',
  'source',
  'facts',
  'reason',
]

function reportRows(accepted: ReadonlyMap<string, readonly Accepted[]>): CopyValue[][] {
  return demoReports.map(
    ({ document, clause, on, by, regionCode, unit, state, percent, duty, text }, index) => {
      const task = accepted.get(document)?.find((each) => each.kind === 'task' && each.clause === clause)
      if (!task) throw new Error(`no task of ${document} stands under ${clause}`)
      const chance = randomOf(index, 5)
      return [
        regionCode.slice(0, 6),
        uuidAt(chance, on),
        'task',
        task.id,
        regionCode,
        on,
        instantAfter(chance, on, 0),
        accountIdOf(by),
        'demo',
        {
          state,
          ...(percent === undefined ? {} : { percent }),
          ...(duty === undefined ? {} : { duty }),
          unit,
        },
        text,
      ]
    },
  )
}
