/** Households, persons and villages: their journals, folds and histories. */
export {
  type Catalogue,
  extractFact,
  type FactColumn,
  factColumns,
  factsTaken,
  flowFacts,
  type SubjectKind,
  snakeCase,
  sqlText,
  subjectKinds,
} from './columns.ts'
export { cursorOf, readCursor } from './cursor.ts'
export type { RegistryDeps, Verdicts } from './deps.ts'
export { canonicalFacts, factErrors, wrongFacts } from './facts.ts'
export { findHouseholds } from './find-households.ts'
export { exitedInCondition } from './gap-filter.ts'
export { columnValue, readColumns } from './household-columns.ts'
export {
  type FilterPart,
  type HouseholdAsk,
  type HouseholdFilterQuery,
  readFilter,
} from './household-filter.ts'
export { type HouseholdListQuery, listHouseholds } from './household-list.ts'
export { type Bind, householdsOf, joinOutcomes, outcomesOf } from './households.store.ts'
export { placeCodes, placePath } from './households.ts'
export { asKnownOn } from './known-on.sql.ts'
export { maskFact } from './mask.ts'
export { loadHanInitials } from './pinyin.ts'
export { appendRecord, type Changed, type NewRecord, type RecordContext } from './records.ts'
export {
  addFactColumns,
  refoldHouseholds,
  refoldPersons,
  refoldVillages,
  type Touched,
} from './refold.store.ts'
export { registryRoutes } from './registry.routes.ts'
export { mustBeInScope, mustSeeRegion, scopeWithin, unseenRegion } from './scope.ts'
export { type FoldDifference, verifyFolds } from './verify.ts'
export { villageIdOf } from './village-id.ts'
export { countVillages, listVillages, type VillageListQuery } from './villages.ts'
