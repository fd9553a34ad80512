/** The one search for duplicates: the import, the form and the API all ask here. */
import type { LivingKeyring } from '../../../platform/crypto/index.ts'
import type { Tx } from '../../../platform/db.ts'
import { openTokens } from '../../../platform/sealed/index.ts'
import { candidatePairs } from './candidates.sql.ts'
import { listedFrom, type PersonTraits, type Reason, scorePair } from './score.ts'

export interface CandidatePair {
  readonly a: FoundPerson
  readonly b: FoundPerson
  readonly score: number
  readonly reasons: readonly Reason[]
}

export interface FoundPerson extends PersonTraits {
  readonly countyCode: string
  readonly personId: string
}

type Row = Record<`${'a' | 'b'}_${string}`, string | null>

const pageRows = 5_000

/**
 * Pairs that may be one person, page by page. `probe` and `known` are SQL queries of persons with their traits (see
 * `traitColumns`); `values` are bound to both. Pairs below the score from which they are listed are left out. Numbers are
 * opened to be compared, digit by digit, and go no further; `asked` are such as nobody has stored.
 */
export async function* findDuplicateCandidates(
  tx: Tx,
  probe: string,
  known: string,
  values: readonly unknown[],
  keyring: LivingKeyring,
  onCompared: (pairs: number) => Promise<void> = async () => {},
  asked: ReadonlyMap<string, string> = new Map(),
): AsyncGenerator<CandidatePair[]> {
  const cursor = 'duplicate_candidate'
  await tx.client.query(`declare ${cursor} no scroll cursor for ${candidatePairs(probe, known)}`, [...values])
  try {
    for (;;) {
      const { rows } = await tx.client.query<Row>(`fetch ${pageRows} from ${cursor}`)
      if (rows.length === 0) return
      await onCompared(rows.length)
      const tokens = rows.flatMap(({ a_id_number: a, b_id_number: b }) =>
        [a, b].filter((each) => each != null),
      )
      const opened = await openTokens(tx.client, keyring, tokens)
      const numberOf = (token: string | null) =>
        token === null ? null : (opened.get(token)?.value ?? asked.get(token) ?? null)
      const pairs = rows.flatMap((row) => {
        const [a, b] = [personOf(row, 'a', numberOf), personOf(row, 'b', numberOf)]
        const { score, reasons } = scorePair(a, b)
        return score >= listedFrom ? [{ a, b, score, reasons }] : []
      })
      if (pairs.length > 0) yield pairs
    }
  } finally {
    await tx.client.query(`close ${cursor}`).catch(() => {})
  }
}

function personOf(row: Row, side: 'a' | 'b', numberOf: (token: string | null) => string | null): FoundPerson {
  const of = (column: string) => row[`${side}_${column}`] ?? null
  return {
    countyCode: of('county_code')!,
    personId: of('person_id')!,
    name: of('name'),
    birthDate: of('birth_date'),
    sex: of('sex'),
    idNumber: numberOf(of('id_number')),
    regionCode: of('region_code'),
    householdId: of('household_id'),
  }
}
