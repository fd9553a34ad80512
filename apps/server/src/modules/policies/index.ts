/** Packs, what is in force where and when, verdicts and their reasons. */
export { explainVerdict, percentText } from './explaining.ts'
export {
  countGapsSql,
  factsRead,
  type GapKind,
  gapCondition,
  isQualitySet,
  type NamedFact,
} from './gaps.sql.ts'
export { INDICATOR_SETS, isCount, isIndicatorSet } from './indicators.ts'
export {
  areaCondition,
  compileWhere,
  type JudgingContext,
  judgeChanged,
  judgedSql,
  judgeRegion,
  relationsAt,
  setsFor,
} from './judging.ts'
export { eachArea, outcomeCondition, outcomesAt } from './outcomes.sql.ts'
export { policiesRoutes } from './policies.routes.ts'
export { type Area, openPolicies, type Policies, readPolicyFiles, sha256 } from './policies.ts'
export { comparePolicies } from './reading/policy-items.ts'
export { prepareSimulation, simulate } from './simulation/simulation.ts'
export { eachSimulated } from './simulation/simulation-list.ts'
export { verdictSource } from './verdict-source.ts'
export { verifyVerdicts } from './verify.ts'
