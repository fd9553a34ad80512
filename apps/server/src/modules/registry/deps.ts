import type { CriterionShare, GoingOn, Verdict, VerdictMark, VillageGap, WhatIf } from '@lika/contract'
import type { CodeList } from '@lika/policy'
import type pg from 'pg'
import type { Clock } from '../../platform/clock.ts'
import type { LivingKeyring } from '../../platform/crypto/index.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { FileStore } from '../../platform/files.ts'
import type { Catalogue, SubjectKind } from './fold/columns.ts'
import type { Changed } from './records/records.ts'

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

type DerivedValue = boolean | number | string | readonly string[] | null

interface DerivedColumn {
  readonly id: string
  readonly label: Label
  readonly kind: string
  readonly scale: number
  readonly unit?: string
  readonly codes?: string
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

interface Criterion {
  readonly id: string
  readonly label: Label
  readonly source: VillageGap['source']
}

interface IndicatorColumn extends Criterion {
  readonly unit: string
  /** False for those that count subjects. */
  readonly isSum: boolean
  readonly scale: number
}

/** What the registry asks of whoever judges. The module policies answers it; main.ts ties the two. */
export interface Verdicts {
  /** FROM item `(county_code, subject_id, codes, outcome)`. */
  readonly outcomesAt: (query: OutcomeQuery & { readonly among?: string | undefined }) => string
  /** Condition on a snapshot `s` and outcomes `v`. */
  readonly outcomeCondition: (
    query: OutcomeQuery & {
      readonly criterion?: string | undefined
      readonly outcome: 0 | 1 | 2
      /** Of the outcomes, where it is not `v`. */
      readonly alias?: string | undefined
    },
  ) => string
  /** The set under which indicators of households are kept, and the condition on its outcomes: it counts them. */
  readonly indicatorSet: string
  readonly indicatorOutcome: (query: {
    region: string
    asOf: string
    indicator: string
    alias: string
  }) => string
  /** Formulas about households, and their values for some of them, in the order of `ids`. */
  readonly derivedColumns: (region: string, asOf: string) => readonly DerivedColumn[]
  readonly derivedValues: (
    runner: Runner,
    query: {
      readonly region: string
      readonly asOf: string
      readonly ids: readonly string[]
      readonly counties: readonly string[]
      readonly households: readonly string[]
    },
  ) => Promise<ReadonlyMap<string, readonly DerivedValue[]>>
  /** Condition on a snapshot `s` of the subjects that an indicator counts. */
  readonly indicatorCondition: (query: {
    region: string
    asOf: string
    indicator: string
    subject: 'household' | 'village'
  }) => string
  /** Whether the set judges persons: its `outcomeCondition` speaks of the members of the household `s`. */
  readonly isAboutPersons: (query: OutcomeQuery) => boolean
  /** Condition on a snapshot `s`: a fact of the subject, or of one of its members, is too old or missing. */
  readonly gapCondition: (query: {
    region: string
    asOf: string
    kind: 'stale' | 'missing' | 'notFresh' | 'needed'
    named: { readonly subject: SubjectKind; readonly fact: string }
  }) => string
  /** Criteria of a set anywhere in a region, each once; none where the set is not in force. */
  readonly criteriaAt: (query: OutcomeQuery) => readonly Criterion[]
  /** Indicators in force anywhere in a region that are about households or villages. */
  readonly indicatorsAt: (query: {
    region: string
    asOf: string
    subject: 'household' | 'village'
  }) => readonly IndicatorColumn[]
  /** FROM item `(county_code, subject_id, value)`: what an indicator adds up, of each village, scaled. */
  readonly indicatorValues: (query: { region: string; asOf: string; indicator: string }) => string
  readonly gapsOfVillage: (
    runner: Runner,
    asked: { readonly regionCode: string; readonly asOf: string },
  ) => Promise<VillageGap[]>
  /** Households by the outcome of a set, by the code of their village; empty where the set is not in force. */
  readonly countHouseholds: (
    runner: Runner,
    query: { readonly villages: readonly string[]; readonly asOf: string; readonly set: string },
  ) => Promise<ReadonlyMap<string, { met: number; unmet: number; undetermined: number }>>
  readonly mark: (query: OutcomeQuery, codes: bigint, outcome: number) => VerdictMark | undefined
  readonly explainHousehold: (runner: Runner, asked: Asked) => Promise<HouseholdVerdicts>
  /** What would change a household's verdicts, and how near they are to changing. */
  readonly whatWouldChange: (runner: Runner, asked: Asked) => Promise<WhatIf[]>
  /** What goes on after a status was given, for a household that has it. */
  readonly whatGoesOn: (
    runner: Runner,
    asked: Asked & { readonly status: string; readonly since: string | undefined },
  ) => Promise<GoingOn[]>
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
  /** Condition on a column with the code of a village or group: a text means it, by name, pinyin or code. */
  readonly isNamed: (column: string, text: string, bind: (value: unknown) => string) => string
  /** Where files are kept by their content. */
  readonly filesFolder: string
  readonly before?: FileStore['before']
  /** Seals what is of class identifier, and opens it. */
  readonly keyring: LivingKeyring
  /** Keyed hash of an id number, for finding it; the key stays outside the database. */
  readonly hashId: (idNumber: string) => Buffer
}
