/** Appending entries to cases: the journal, the fold of the cases, and what a status or facts that are given change. */
import { after, type CaseState, type Entry } from '@lika/policy'
import { noteAudit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { conflict } from '../../platform/errors.ts'
import { lockHouseholds, lockSubject, refoldHouseholds, refoldVillages } from '../registry/index.ts'
import { writeFiles } from './case-files.store.ts'
import type { CasesDeps } from './deps.ts'
import { foldCase } from './fold.ts'
import { changesFacts, type Giving, recordGiven } from './giving.ts'
import { type EntryRow, insertEntries, type ReadEntry } from './journal.ts'
import { keptProcedure } from './procedures.ts'

/** An entry that was admitted, with the case as it was before. */
export interface Admitted extends Giving {
  readonly entry: Entry
  /** Undefined for one that opens the case. */
  readonly state: CaseState | undefined
  /** Earlier entries of the case. */
  readonly rows: readonly ReadEntry[]
}

/** The caller has locked the cases, and asked the engine. One entry a case. */
export async function appendEntries(deps: CasesDeps, tx: Tx, admitted: readonly Admitted[]): Promise<void> {
  if (admitted.length === 0) return
  const at = instantAfter(deps.registry.clock.now(), admitted)
  const giving = admitted.filter(changesFacts)
  const changing = admitted
    .filter((each) => 'status' in each.row.facts || changesFacts(each))
    .map(({ row }) => row)
  await lockSubjects(tx, changing)
  const appended = new Set(
    await insertEntries(
      tx,
      admitted.map(({ row }) => row),
      at,
    ),
  )
  const taken = admitted.find(({ row }) => !appended.has(row.id))
  if (taken) throw differentBody(taken.row.id)
  const folded = admitted.map(({ row, entry, state, rows }) => {
    const procedure = state?.procedure ?? keptProcedure(String(row.facts.digest)).procedure
    return foldCase(after(procedure, state, entry), [...rows, { ...row, at, by: null }])
  })
  await tx.whole(() => writeFiles(tx, folded))
  await recordGiven(tx, deps.registry, giving, at)
  await foldSubjects(deps, tx, changing)
  noteAudit({ detail: { entries: admitted.length, kind: admitted[0]!.row.kind } })
}

/** Of two who act in one instant, one is the later: a case is folded in the order in which its entries came. */
function instantAfter(now: string, admitted: readonly Admitted[]): string {
  const last = admitted
    .flatMap(({ rows }) => rows.slice(-1).map(({ at }) => Date.parse(at)))
    .toSorted((a, b) => b - a)[0]
  if (last === undefined || Date.parse(now) > last) return now
  return new Date(last + 1).toISOString()
}

export async function lockSubjects(
  tx: Tx,
  rows: readonly Pick<EntryRow, 'subjectKind' | 'subjectId'>[],
): Promise<void> {
  const of = (kind: string) =>
    rows.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId)
  if (of('household').length > 0) await lockHouseholds(tx, of('household'))
  for (const id of of('village').toSorted()) await lockSubject(tx, 'village', id)
}

/** The registry folds statuses and facts out of the journals, and everything that rests on them is judged again. */
async function foldSubjects({ registry }: CasesDeps, tx: Tx, rows: readonly EntryRow[]): Promise<void> {
  const of = (kind: string) =>
    rows
      .filter(({ subjectKind }) => subjectKind === kind)
      .map(({ countyCode, subjectId }) => ({ countyCode, id: subjectId }))
  const households = of('household')
  const villages = of('village')
  if (households.length === 0 && villages.length === 0) return
  await refoldHouseholds(tx, registry.catalogue, households)
  await refoldVillages(tx, registry.catalogue, villages)
  const codes = rows
    .filter(({ subjectKind }) => subjectKind === 'household')
    .map(({ regionCode }) => regionCode.slice(0, 12))
  const { rows: around } = await tx.client.query<{ countyCode: string; id: string }>(
    'select county_code as "countyCode", id from village where county_code = any($1) and code = any($2)',
    [[...new Set(rows.map(({ countyCode }) => countyCode))], codes],
  )
  await registry.verdicts.judgeChanged(tx, { households, villages: [...villages, ...around], persons: [] })
}

export function differentBody(id: string) {
  return conflict(
    'case.differentBody',
    {
      zh: `编号 ${id} 的记载已存在，内容不同。`,
      en: `An entry ${id} is there already, with another body.`,
    },
    { field: 'cases', value: id },
  )
}
