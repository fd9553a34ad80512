/**
 * What packs hold once they are read, and what judging takes and gives. Expressions are still text here;
 * `EffectivePolicy` holds them checked (see ir.ts).
 */
import type { ConstantValue, Node, Outcome, Text, Truth, Type, Unit } from './ir.ts'

/** A day, `YYYY-MM-DD`. */
export type Day = string

export type RegionLevel = 'nation' | 'province' | 'city' | 'county' | 'town' | 'village' | 'group'

/** Where something stands in a file: for messages. Lines and columns count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
  /** The item, as a path a reader recognises: `criteria.water.all[1].test`. */
  readonly item: string
}

/** A mistake in a pack. `nearest` is the closest right name when one was misspelt. */
export interface Problem extends Place {
  readonly code: string
  readonly message: Text
  readonly nearest?: string
}

export interface Citation {
  readonly id: string
  readonly clause?: string
  readonly title: string
  readonly confirmed: boolean
}

export interface Item {
  readonly id: string
  readonly label: Text
  readonly source: Citation
  readonly confirmed: boolean
  /** The pack and version that said it. */
  readonly origin: PackRef
}

export interface PackRef {
  readonly pack: string
  readonly version: string
  /** `sha256:` and 64 hex digits over the canonical JSON of the pack file's content. */
  readonly digest: string
}

export type FactType = 'boolean' | 'integer' | 'decimal' | 'money' | 'date' | 'code' | 'codes' | 'text'

/**
 * How a fact is protected. `sensitive` tells of health, hardship or blame: masked by default. `identifier` is a number
 * that leads to one person or to his money: encrypted wherever it lies, masked wherever it is shown.
 */
export type FactClass = 'ordinary' | 'personal' | 'sensitive' | 'identifier'

export interface Fact extends Item {
  readonly subject: string
  readonly type: FactType
  readonly unit: Unit
  readonly unitText: string
  readonly scale: number
  /** Inclusive, scaled. Only numbers. */
  readonly range?: { readonly min: bigint; readonly max: bigint }
  readonly codes?: string
  /** The least codes at once, of a fact of type codes; none when not said. */
  readonly least?: number
  /** The most codes at once, of a fact of type codes. */
  readonly most?: number
  readonly question?: Text
  readonly validForMonths?: number
  readonly class: FactClass
  readonly retention?: string
  readonly group?: string
  readonly synonyms: readonly string[]
  readonly national?: string
  readonly maxLength?: number
  readonly flow: boolean
  readonly parent?: string
  readonly system: boolean
}

export interface CodeValue {
  readonly code: string
  readonly label: Text
  readonly national?: string
  readonly synonyms: readonly string[]
}

export interface CodeList extends Item {
  readonly values: readonly CodeValue[]
}

export interface SubjectKind {
  readonly id: string
  readonly label: Text
  readonly lists: Readonly<
    Record<
      string,
      {
        readonly of: string
        readonly complete?: string
        readonly unit: Unit
        readonly label: Text
        /** The most elements it can have, 10,000 when not said: proves that sums cannot overflow. */
        readonly max?: number
      }
    >
  >
}

export interface Parameter extends Item {
  readonly type: Type
  readonly unitText: string
  /** In force on the judged day: a scalar, fields, or table rows. */
  readonly value: ConstantValue | Readonly<Record<string, ConstantValue>>
  readonly by?: string
  readonly otherwise?: ConstantValue
}

export interface Derived extends Item {
  readonly subject: string
  readonly formula: string
  readonly node: Node
}

/** A line of a criterion: one test, or labelled parts. */
export type Test =
  | { readonly label?: Text; readonly text: string; readonly node: Node; readonly place: Place }
  | { readonly label?: Text; readonly fold: 'all' | 'any'; readonly parts: readonly Test[] }

export interface Criterion extends Item {
  readonly test: Test
  readonly severity: 'error' | 'warning'
  readonly legalReview: boolean
  readonly assume: readonly { fact: string; value: ConstantValue; source: Citation; reason: Text }[]
}

export interface CriteriaSet {
  /** The topic of the pack: `household-exit`. */
  readonly id: string
  readonly pack: string
  readonly title: Text
  readonly subject: string
  /** At most 31; the index is the place of the two bits in `codes`. */
  readonly criteria: readonly Criterion[]
  /** Over criteria: leaf `{ criterion: index }`. */
  readonly verdict: VerdictNode
  readonly origin: PackRef
  /** Chain of packs whose items this set uses, nearest first: the receipt of a verdict. */
  readonly chain: readonly PackRef[]
  readonly untranslated: readonly { source: Citation; text: string; reason: string; judgedBy: string }[]
}

export type VerdictNode =
  | { readonly criterion: number }
  | { readonly not: VerdictNode }
  | { readonly fold: 'all' | 'any'; readonly parts: readonly VerdictNode[] }

export interface Entitlement extends Item {
  readonly subject: string
  readonly when?: Node
  readonly amount: Node
  readonly cap?: Node
  readonly period: 'once' | 'month' | 'quarter' | 'year'
  readonly beneficiary: Text
  readonly excludes: readonly string[]
  /** The expressions as they are written. */
  readonly texts: { readonly when?: string; readonly amount: string; readonly cap?: string }
}

/** A figure of a region: how many subjects fulfil `where`, or the sum of `sum` over them. A list of its rows is one filter away. */
export interface Indicator extends Item {
  readonly subject: string
  readonly where?: Node
  readonly sum?: Node
  /** Unit of the sum; the subject itself when it is a count. */
  readonly unitText: string
  /** `down` for what is lacking: a target on it is a number to be worked off, reached when nothing is left. */
  readonly direction: 'up' | 'down'
}

/** quotas, targets, programmes, cycles, fundRules, procedures, continuations, tables: checked for shape, read by the modules. */
export interface PlainItem extends Item {
  readonly [key: string]: unknown
}

/** Everything in force for one region on one day, checked and typed. */
export interface EffectivePolicy {
  readonly region: string
  readonly asOf: Day
  readonly knownAt?: Day
  /** Of the case that it was asked for: transitional versions depend on it. */
  readonly caseOpened?: Day
  readonly subjects: Readonly<Record<string, SubjectKind>>
  readonly codeLists: Readonly<Record<string, CodeList>>
  /** By subject, then id: `facts.household.waterMinutes`. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, Fact>>>>
  readonly parameters: Readonly<Record<string, Parameter>>
  /** By subject, then id. */
  readonly derived: Readonly<Record<string, Readonly<Record<string, Derived>>>>
  readonly sets: Readonly<Record<string, CriteriaSet>>
  readonly entitlements: readonly Entitlement[]
  readonly indicators: readonly Indicator[]
  readonly items: Readonly<Record<string, readonly PlainItem[]>>
  readonly packs: readonly PackRef[]
}

/**
 * A subject as the closures see it: facts by id and lists of such, in internal values (numbers are scaled
 * integers as `number`: the declared ranges keep them within 2^53; dates days since 1970-01-01). Absent and
 * null are unknown.
 */
export interface Subject {
  readonly facts: Readonly<Record<string, FactValue>>
  readonly lists?: Readonly<Record<string, readonly Subject[]>>
  /** Outcomes of other sets, for `verdict()`: set, then criterion or `overall`. */
  readonly verdicts?: Readonly<Record<string, Readonly<Record<string, Truth>>>>
  /** How explanations name it: 张三. */
  readonly name?: string
}
export type FactValue = boolean | number | string | readonly string[] | null | undefined

export interface CriterionVerdict {
  readonly id: string
  readonly outcome: Outcome
  /** Facts that could still change it, as `waterMinutes` or `members.enrolled`. Empty unless undetermined. */
  readonly missing: readonly string[]
}

export interface Verdict {
  readonly outcome: Outcome
  readonly criteria: readonly CriterionVerdict[]
  /** Two bits per criterion, criterion i at bits 2i: 0 unmet, 1 undetermined, 2 met. */
  readonly codes: bigint
  readonly missing: readonly string[]
}
