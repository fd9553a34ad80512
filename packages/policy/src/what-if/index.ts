/** What would change a verdict, and how near it is to changing. */
export type { Change as FactChange, Need, Proposal, Where } from './changes.ts'
export type { Effect } from './effects.ts'
export type { CriterionWhatIf, Margin, WhatIf } from './what-if.ts'
export { whatWouldChange } from './what-if.ts'
