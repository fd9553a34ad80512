/**
 * Every fold can be made again from its journal and is the same: rows that the fold makes and the table lacks, and
 * rows that the table has and the fold does not make, are counted per table, with examples.
 */
import type { Tx } from '../../../platform/db.ts'
import { type Catalogue, flowFacts, recordedColumns } from './columns.ts'
import { foldContradictions, foldHouseholds, foldIncome, foldPersons, foldVillages } from './fold.sql.ts'
import { incomeColumns, searchKeys, snapshotColumns } from './refold.store.ts'

export interface FoldDifference {
  readonly fold: string
  /** Rows that the journal yields and the table lacks. */
  readonly missing: number
  /** Rows of the table that the journal does not yield. */
  readonly extra: number
  readonly examples: readonly string[]
}

interface Fold {
  readonly fold: string
  readonly touched: string
  readonly columns: readonly string[]
  readonly select: string
  readonly where?: string
}

const everybody = (kind: string) =>
  `select distinct county_code, subject_id from record where subject_kind = '${kind}'`

function folds(catalogue: Catalogue): Fold[] {
  const contradictions = [
    'county_code',
    'subject_id',
    'subject_kind',
    'fact',
    'observed_on',
    'region_code',
    'record_ids',
  ]
  const kinds = ['person', 'household', 'village'] as const
  const selects = { person: foldPersons, household: foldHouseholds, village: foldVillages }
  return [
    ...kinds.map((kind) => ({
      fold: `${kind}_snapshot`,
      touched: everybody(kind),
      columns: snapshotColumns(catalogue, kind),
      select: selects[kind](recordedColumns(catalogue, kind)),
    })),
    {
      fold: 'income_entry',
      touched: everybody('household'),
      columns: incomeColumns,
      select: foldIncome(flowFacts(catalogue)),
    },
    ...kinds.map((kind) => ({
      fold: 'contradiction',
      touched: everybody(kind),
      columns: contradictions,
      select: foldContradictions(kind),
      where: `subject_kind = '${kind}'`,
    })),
    {
      fold: 'person_search',
      touched: everybody('person'),
      columns: ['county_code', 'person_id', 'key', 'household_id', 'region_code'],
      select: searchKeys,
    },
  ]
}

/** Compares every fold of the registry with its journals. Reads only. */
export async function verifyFolds(
  tx: Tx,
  catalogue: Catalogue,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<FoldDifference[]> {
  const all = folds(catalogue)
  const differences: FoldDifference[] = []
  for (const [index, fold] of all.entries()) {
    onProgress(index, all.length)
    differences.push(await compare(tx, fold))
  }
  onProgress(all.length, all.length)
  return merged(differences)
}

async function compare(tx: Tx, fold: Fold): Promise<FoldDifference> {
  const columns = fold.columns.join(', ')
  const { rows } = await tx.client.query<{ side: string; rows: number; examples: string[] }>(
    `with touched as materialized (${fold.touched}),
     made as materialized (select ${columns} from (${fold.select}) f),
     kept as (select ${columns} from ${fold.fold} ${fold.where ? `where ${fold.where}` : ''}),
     difference as (
       select 'missing' as side, d::text as example from (select * from made except all select * from kept) d
       union all
       select 'extra', d::text from (select * from kept except all select * from made) d
     )
     select side, count(*) as rows, (array_agg(left(example, 120)))[1:3] as examples from difference group by side`,
  )
  const count = (side: string) => rows.find((row) => row.side === side)?.rows ?? 0
  return {
    fold: fold.fold,
    missing: count('missing'),
    extra: count('extra'),
    examples: rows.flatMap((row) => row.examples),
  }
}

function merged(differences: readonly FoldDifference[]): FoldDifference[] {
  return [...Map.groupBy(differences, ({ fold }) => fold)].map(([fold, parts]) => ({
    fold,
    missing: parts.reduce((sum, part) => sum + part.missing, 0),
    extra: parts.reduce((sum, part) => sum + part.extra, 0),
    examples: parts.flatMap((part) => part.examples).slice(0, 3),
  }))
}
