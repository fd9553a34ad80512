/** What the audit of a document says, with the figures, the rule and the places. */
import type { Range } from '../model.ts'

/** error: what is stated contradicts its own figures. warning: a person should look. note: it could not be checked. */
export type Grade = 'error' | 'warning' | 'note'

export type Rule =
  | 'product'
  | 'sum'
  | 'parts'
  | 'percentage'
  | 'growth'
  | 'overlap'
  | 'fundsTotal'
  | 'fundsGap'
  | 'loanOnBothSides'
  | 'listCount'
  | 'numberTwice'
  | 'numberLeftOut'
  | 'sameQuantity'
  | 'personsPerHousehold'
  | 'percentAbove100'
  | 'datesReversed'
  | 'deadlinePassed'
  | 'unitsDiffer'
  | 'unitMisspelt'
  | 'coverage'
  | 'moreThanAll'
  | 'matchingNotChecked'
  | 'attachmentMissing'
  | 'titleDiffers'
  | 'rateNotStated'

export interface Finding {
  readonly grade: Grade
  readonly rule: Rule
  /** As the document has it; a decimal string where it is one figure. */
  readonly stated: string
  /** What comes out instead. */
  readonly computed: string
  readonly message: { readonly zh: string; readonly en: string }
  readonly ranges: readonly Range[]
}
