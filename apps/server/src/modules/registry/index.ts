/** Households, persons and villages: their journals, folds and histories. */

export { cursorOf, readCursor } from './cursor.ts'
export type { RegistryDeps, Verdicts } from './deps.ts'
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
} from './fold/columns.ts'
export { asKnownOn } from './fold/known-on.sql.ts'
export {
  addFactColumns,
  refoldHouseholds,
  refoldPersons,
  refoldVillages,
  type Touched,
} from './fold/refold.store.ts'
export { type FoldDifference, verifyFolds } from './fold/verify.ts'
export { findHouseholds } from './households/find-households.ts'
export { exitedInCondition } from './households/gap-filter.ts'
export { columnValue, readColumns } from './households/household-columns.ts'
export {
  type FilterPart,
  type HouseholdAsk,
  type HouseholdFilterQuery,
  readFilter,
  readSearch,
} from './households/household-filter.ts'
export { countHouseholds, type HouseholdListQuery, listHouseholds } from './households/household-list.ts'
export {
  type Bind,
  householdsOf,
  inRanges,
  joinOutcomes,
  outcomesOf,
  type Range,
} from './households/households.store.ts'
export { placeCodes, placePath } from './households/households.ts'
export { type PersonFile, readPersonFile } from './households/person-file.ts'
export { loadHanInitials } from './households/pinyin.ts'
export { maskFact, maskSealed, maskSealedText } from './mask.ts'
export { listEvidence } from './records/evidence.store.ts'
export { mustHaveArrived, uploadEvidence } from './records/evidence.ts'
export { canonicalFacts, factErrors, wrongFacts } from './records/facts.ts'
export { findPlace, findRecord, insertRecords, lockHouseholds, lockSubject } from './records/records.store.ts'
export { appendRecord, type Changed, type NewRecord, type RecordContext } from './records/records.ts'
export { markSealed, sealExisting } from './records/seal-existing.ts'
export { identifierFacts, sealFacts } from './records/sealing.ts'
export { registryRoutes } from './registry.routes.ts'
export { mustBeInScope, mustSeeRegion, regionsWith, scopeWithin, unseenRegion } from './scope.ts'
export { countyIdOf, villageIdOf } from './villages/village-id.ts'
export { countVillages, listVillages, type VillageListQuery } from './villages/villages.ts'
