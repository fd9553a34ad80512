/** Why a verdict is what it is, and what a rule says, in Chinese and English. */
export type { AssumedFact, CriterionExplanation, ExplanationLine } from './explain.ts'
export { explainSet } from './explain.ts'
export { ruleText, testText } from './rule-text.ts'
export type { FactUse, ParameterUse } from './uses.ts'
export { formatValue, groupDigits } from './values.ts'
