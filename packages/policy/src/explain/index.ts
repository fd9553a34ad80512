/** Why a verdict is what it is, and what a rule says, in Chinese and English. */
import type { Node, Outcome, Text } from '../ir.ts'
import type { Citation, CriteriaSet, Day, EffectivePolicy, Subject, Test } from '../model.ts'

export interface FactUse {
  /** `waterMinutes`, or `members.enrolled`. */
  readonly key: string
  readonly label: Text
  /** Formatted with its unit; 不明 / not known when unknown. */
  readonly value: Text
  readonly known: boolean
  /** Which element of a list, by name or number. */
  readonly element?: string
}
export interface ParameterUse {
  readonly id: string
  readonly label: Text
  readonly value: Text
  readonly source: Citation
}
export interface ExplanationLine {
  readonly label?: Text
  readonly outcome: Outcome
  readonly text: Text
  readonly facts: readonly FactUse[]
  readonly parameters: readonly ParameterUse[]
}
export interface CriterionExplanation {
  readonly id: string
  readonly label: Text
  readonly outcome: Outcome
  readonly source: Citation
  readonly confirmed: boolean
  readonly lines: readonly ExplanationLine[]
  /** The whole in one paragraph. */
  readonly text: Text
  /** Assumptions that were used because the fact is unknown. */
  readonly assumed: readonly {
    readonly fact: string
    readonly value: Text
    readonly source: Citation
    readonly reason: Text
  }[]
  /** Division by zero, unconfirmed text, law that has changed. */
  readonly notes: readonly Text[]
}
type Labels = Pick<EffectivePolicy, 'subjects' | 'facts' | 'codeLists' | 'parameters' | 'derived' | 'sets'>

export declare function explainSet(
  set: CriteriaSet,
  subject: Subject,
  asOf: Day,
  policy: Labels,
): CriterionExplanation[]
/** The rule itself, as officers read and sign it. */
export declare function ruleText(node: Node, policy: Labels): Text
export declare function testText(test: Test, policy: Labels): Text
