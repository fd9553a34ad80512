import type { CriterionShare, Verdict, VerdictMark } from '@lika/contract'
import type { CodeList } from '@lika/policy'
import type pg from 'pg'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Catalogue, SubjectKind } from './columns.ts'
import type { Changed } from './records.ts'

type Runner = Pick<pg.Pool, 'query'>

interface Asked {
  readonly countyCode: string
  readonly id: string
  readonly regionCode: string
  readonly asOf: string
  readonly knownOn?: string | undefined
}

interface OutcomeQuery {
  readonly region: string
  readonly asOf: string
  readonly set: string
}

export interface HouseholdVerdicts {
  readonly verdicts: readonly Verdict[]
  readonly derived: readonly { id: string; label: Label; value: Label; known: boolean }[]
  readonly members: ReadonlyMap<string, readonly VerdictMark[]>
}

export interface VillageVerdicts {
  readonly verdicts: readonly Verdict[]
  readonly marks: readonly VerdictMark[]
  readonly shares: readonly CriterionShare[]
}

/** What the registry asks of whoever judges. The module policies answers it; main.ts ties the two. */
export interface Verdicts {
  /** FROM item `(county_code, subject_id, codes, outcome)`. */
  readonly outcomesAt: (query: OutcomeQuery) => string
  /** Condition on a snapshot `s` and outcomes `v`. */
  readonly outcomeCondition: (
    query: OutcomeQuery & { readonly criterion?: string | undefined; readonly outcome: 0 | 1 | 2 },
  ) => string
  /** Condition on a snapshot `s` of the subjects that an indicator counts. */
  readonly indicatorCondition: (query: {
    region: string
    asOf: string
    indicator: string
    subject: 'household' | 'village'
  }) => string
  /** Condition on a snapshot `s`: a fact of the subject, or of one of its members, is too old or missing. */
  readonly gapCondition: (query: {
    region: string
    asOf: string
    kind: 'stale' | 'missing'
    named: { readonly subject: SubjectKind; readonly fact: string }
  }) => string
  readonly mark: (query: OutcomeQuery, codes: bigint, outcome: number) => VerdictMark | undefined
  readonly explainHousehold: (runner: Runner, asked: Asked) => Promise<HouseholdVerdicts>
  readonly explainVillage: (runner: Runner, asked: Asked) => Promise<VillageVerdicts>
  /** Months whose income counts on a day. */
  readonly incomeWindow: (region: string, asOf: string) => { readonly from: string; readonly to: string }
  readonly judgeChanged: (tx: Tx, changed: Changed) => Promise<void>
  /** The same, with the reasons for the household and the village that changed. */
  readonly judgeAndExplain: (
    tx: Tx,
    changed: Changed,
  ) => Promise<{ readonly household?: HouseholdVerdicts; readonly village?: VillageVerdicts }>
}

interface Label {
  readonly zh: string
  readonly en: string
}

export interface Place {
  readonly code: string
  readonly name: string
}

/** What the use cases of the registry need. */
export interface RegistryDeps {
  readonly db: Db
  readonly clock: Clock
  readonly catalogue: Catalogue
  readonly codeLists: Readonly<Record<string, CodeList>>
  readonly verdicts: Verdicts
  /** Names of regions, by code. */
  readonly findPlaces: (runner: Runner, codes: readonly string[]) => Promise<ReadonlyMap<string, Place>>
  /** Keyed hash of an id number, for finding it; the key stays outside the database. */
  readonly hashId: (idNumber: string) => Buffer
}
