/** Judging with closures and with generated code; values of facts in and out. */
export {
  codesToOutcomes,
  codesToTruths,
  foldVerdict,
  outcomeOf,
  overall,
  testNode,
  truthOf,
  truthsToCodes,
} from './codes.ts'
export { compileTest, compileValue, evaluateNode } from './evaluate.ts'
export { type GeneratedSet, generateSet, generateValue } from './generate.ts'
export { compileSet, type JudgeSet } from './set.ts'
export { checkFactValue, toInternal, toJson, type ValueProblem } from './values.ts'
