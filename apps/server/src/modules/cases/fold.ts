/** Cases out of their entries: where each stands, for lists and counts. */
import { type CaseState, dueDays, type Entry, heresOf, type Procedure, stateOf } from '@lika/policy'
import type { Tx } from '../../platform/db.ts'
import type { FoldDifference } from '../registry/index.ts'
import { type Calendar, calendar as shipped } from './calendar.ts'
import {
  type CaseFile,
  type CaseStep,
  type FoldedCase,
  fileColumns,
  findSubjects,
  listSteps,
  type Runner,
} from './case-files.store.ts'
import { listEntries, type ReadEntry, readEntries } from './journal.ts'
import { findProcedures } from './procedures.ts'

/** The digest that a case runs under: that of the opening entry, or of the last that moved it. */
export function digestOf(entries: readonly Pick<ReadEntry, 'facts'>[]): string {
  const named = entries.filter(({ facts }) => typeof facts.digest === 'string')
  return String(named.at(-1)!.facts.digest)
}

/** The row of a case, from its state and the last of its entries. */
export function foldCase(
  state: CaseState,
  rows: readonly Pick<
    ReadEntry,
    'id' | 'at' | 'facts' | 'regionCode' | 'countyCode' | 'subjectKind' | 'subjectId' | 'on'
  >[],
  { dayAfter }: Pick<Calendar, 'dayAfter'> = shipped,
): FoldedCase {
  const first = rows[0]!
  const last = rows.at(-1)!
  const heres = heresOf(state)
  const steps = heres.map((here): CaseStep => {
    const due = dueDays(state, here, { dayAfter })
    return {
      countyCode: first.countyCode,
      caseId: first.id,
      step: here.step.id,
      regionCode: last.regionCode,
      procedure: state.procedure.id,
      beside: here !== state.here,
      actors: here.step.actors,
      since: here.since,
      dueOn: due.step ?? null,
    }
  })
  const here = heres[0]
  const caseDue = here ? (dueDays(state, here, { dayAfter }).case ?? null) : null
  const dues = [caseDue, ...steps.map(({ dueOn }) => dueOn)].filter((day) => day !== null)
  const ended = state.state === 'ended' ? state.way.at(-1) : undefined
  return {
    file: {
      countyCode: first.countyCode,
      id: first.id,
      subjectKind: first.subjectKind as CaseFile['subjectKind'],
      subjectId: first.subjectId,
      regionCode: last.regionCode,
      procedure: state.procedure.id,
      digest: digestOf(rows),
      channel: String(first.facts.channel),
      state: state.state,
      green: state.green,
      openedOn: state.opened,
      dueOn: caseDue,
      nextDue: dues.toSorted()[0] ?? null,
      endedOn: state.state === 'open' ? null : last.on,
      outcome: ended?.outcome ?? null,
      status: state.status ?? null,
      standing: standingOf(first.facts.before),
      steps: steps.toSorted(mainFirst).map(({ step }) => step),
      lastId: last.id,
      lastAt: last.at,
    },
    steps,
  }
}

/** What was registered, and what had exited: 漏评 and 错退 are shares of those. A status that nobody gave is none. */
function standingOf(before: unknown): CaseFile['standing'] {
  if (before === 'poor' || before === 'expected' || before === 'relapsed') return 'registered'
  return before === 'exited' ? 'exited' : 'unregistered'
}

const mainFirst = (a: CaseStep, b: CaseStep) =>
  Number(a.beside) - Number(b.beside) || (a.step < b.step ? -1 : 1)

/** The procedure that a case was opened under; what moved it since is one of its entries. */
export async function statesOf(
  runner: Runner,
  rows: ReadonlyMap<string, readonly ReadEntry[]>,
): Promise<
  Map<
    string,
    { readonly state: CaseState; readonly entries: readonly Entry[]; readonly procedure: Procedure }
  >
> {
  const entriesOf = await readEntries(runner, rows)
  const procedures = await findProcedures(
    runner,
    [...rows.values()].map((each) => String(each[0]!.facts.digest)),
  )
  return new Map(
    [...rows].map(([id, each]) => {
      const { procedure } = procedures.get(String(each[0]!.facts.digest))!
      const entries = entriesOf(id)
      return [id, { state: stateOf(procedure, entries)!, entries, procedure }]
    }),
  )
}

/** Cases folded together, so that memory does not grow with their number. */
const PORTION = 1000

/** Every case of the journal, portion by portion, as the entries have it. */
async function* foldedPortions(tx: Tx): AsyncGenerator<FoldedCase[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await tx.client.query<{ id: string; countyCode: string; subjectId: string }>(
      `select d.id, d.county_code as "countyCode", d.subject_id as "subjectId" from decision d
       where d.kind = 'caseOpened' and d.id > $1 order by d.id limit ${PORTION}`,
      [after],
    )
    if (rows.length === 0) return
    const entries = await listEntries(tx.client, rows)
    const states = await statesOf(tx.client, entries)
    yield await whereTheyAre(
      tx,
      [...entries].map(([id, each]) => foldCase(states.get(id)!.state, each)),
    )
    after = rows.at(-1)!.id
  }
}

/** An open case lies where its household is today, however that came there. */
export async function whereTheyAre(tx: Tx, folded: readonly FoldedCase[]): Promise<FoldedCase[]> {
  const open = folded.filter(({ file }) => file.state === 'open' && file.subjectKind === 'household')
  const subjects = await findSubjects(
    tx.client,
    'household',
    open.map(({ file }) => file.subjectId),
  )
  return folded.map(({ file, steps }) => {
    const regionCode = file.state === 'open' ? subjects.get(file.subjectId)?.regionCode : undefined
    if (regionCode === undefined) return { file, steps }
    return { file: { ...file, regionCode }, steps: steps.map((step) => ({ ...step, regionCode })) }
  })
}

/** Open cases of households go along when those move. */
export async function followHouseholds(
  tx: Tx,
  households: readonly { readonly countyCode: string; readonly id: string }[],
): Promise<void> {
  if (households.length === 0) return
  const values = [
    [...new Set(households.map(({ countyCode }) => countyCode))],
    households.map(({ id }) => id),
  ]
  await tx.whole(async () => {
    const { rowCount } = await tx.client.query(
      `update case_file f set region_code = s.region_code from household_snapshot s
       where f.county_code = any($1) and f.subject_id = any($2::uuid[]) and f.state = 'open' and s.county_code = f.county_code
         and s.household_id = f.subject_id and s.valid_to = 'infinity' and s.region_code <> f.region_code`,
      values,
    )
    if (!rowCount) return
    await tx.client.query(
      `update case_step s set region_code = f.region_code from case_file f
       where f.county_code = any($1) and f.subject_id = any($2::uuid[]) and s.county_code = f.county_code and s.case_id = f.id
         and s.region_code <> f.region_code`,
      values,
    )
  })
}

/** Cases that the journal yields and the fold lacks, and the other way round. Reads only. */
export async function verifyCases(tx: Tx): Promise<FoldDifference[]> {
  let seen = 0
  const wrong: string[] = []
  const missing: string[] = []
  for await (const portion of foldedPortions(tx)) {
    const ids = portion.map(({ file }) => file.id)
    const { rows } = await tx.client.query<CaseFile>(
      `select ${fileColumns('f')} from case_file f where f.id = any($1::uuid[])`,
      [ids],
    )
    const files = new Map(rows.map((row) => [row.id, row]))
    const steps = Map.groupBy(await listSteps(tx.client, rows), ({ caseId }) => caseId)
    seen += rows.length
    for (const { file, steps: made } of portion) {
      const kept = files.get(file.id)
      if (!kept) missing.push(file.id)
      else if (textOf(kept, steps.get(file.id) ?? []) !== textOf(file, made)) wrong.push(file.id)
    }
  }
  const { rows } = await tx.client.query<{ n: number }>('select count(*)::integer as n from case_file')
  const extra = rows[0]!.n - seen + wrong.length
  return [
    {
      fold: 'case_file',
      missing: missing.length + wrong.length,
      extra,
      examples: [...missing, ...wrong].slice(0, 3),
    },
  ]
}

function textOf(file: CaseFile, steps: readonly CaseStep[]): string {
  const sorted = <T extends object>(value: T) =>
    Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const ordered = steps.toSorted(mainFirst)
  return JSON.stringify([sorted(file), ordered.map(sorted)])
}
