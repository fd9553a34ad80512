import * as w from './words.ts'

/** What every item of a list has, and may have. */
export const common = {
  required: { id: w.id, label: w.label, source: w.source },
  optional: { from: w.day, to: w.day, confirmed: w.truth, legalReview: w.truth, note: w.note },
}
