/** Verdicts as the apps show them: every criterion with its facts, thresholds and clauses. */
import { type Static, Type } from 'typebox'
import { closed } from './route.ts'
import { Citation, Counts, Day, Outcome, Text } from './schemas.ts'

export const FactUse = Type.Object(
  {
    key: Type.String(),
    label: Text,
    value: Text,
    known: Type.Boolean(),
    element: Type.Optional(Type.String()),
    /** Whose fact it is, when it is known of one household, person or village. */
    subjectId: Type.Optional(Type.String()),
  },
  closed,
)
export const ParameterUse = Type.Object(
  { id: Type.String(), label: Text, value: Text, source: Citation },
  closed,
)
export const ExplanationLine = Type.Object(
  {
    label: Type.Optional(Text),
    outcome: Outcome,
    text: Text,
    facts: Type.Array(FactUse),
    parameters: Type.Array(ParameterUse),
  },
  closed,
)
export const CriterionExplanation = Type.Object(
  {
    id: Type.String(),
    label: Text,
    outcome: Outcome,
    source: Citation,
    confirmed: Type.Boolean(),
    /** The rule itself, in words. */
    rule: Text,
    lines: Type.Array(ExplanationLine),
    text: Text,
    assumed: Type.Array(
      Type.Object({ fact: Type.String(), value: Text, source: Citation, reason: Text }, closed),
    ),
    notes: Type.Array(Text),
    missing: Type.Array(Type.String()),
  },
  closed,
)
export type CriterionExplanation = Static<typeof CriterionExplanation>

export const PackRef = Type.Object(
  { pack: Type.String(), version: Type.String(), digest: Type.String() },
  closed,
)
export const Verdict = Type.Object(
  {
    set: Type.String(),
    title: Text,
    asOf: Day,
    outcome: Outcome,
    missing: Type.Array(Type.String()),
    criteria: Type.Array(CriterionExplanation),
    untranslated: Type.Array(
      Type.Object(
        { text: Type.String(), reason: Type.String(), judgedBy: Type.String(), source: Citation },
        closed,
      ),
    ),
    /** Under which packs and engine it was made: enough to make it again. */
    receipt: Type.Object(
      { chain: Type.Array(PackRef), engine: Type.String(), factsDigest: Type.String() },
      closed,
    ),
  },
  closed,
)
export type Verdict = Static<typeof Verdict>

/** One outcome of a set without its reasons, for lists. */
export const VerdictMark = Type.Object(
  { set: Type.String(), outcome: Outcome, criteria: Type.Record(Type.String(), Outcome) },
  closed,
)
export type VerdictMark = Static<typeof VerdictMark>

/** How the households of a village or region stand on a criterion. */
export const CriterionShare = Type.Object(
  {
    set: Type.String(),
    criterion: Type.String(),
    label: Text,
    households: Counts,
    /** Met of all, in per cent with two decimals, as a decimal string; absent when there is none. */
    percent: Type.Optional(Type.String()),
  },
  closed,
)
export type CriterionShare = Static<typeof CriterionShare>
