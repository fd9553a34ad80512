/** Households, persons and villages: their journals, folds and histories. */
export {
  type Catalogue,
  type FactColumn,
  factColumns,
  flowFacts,
  snakeCase,
  type SubjectKind,
  sqlText,
  subjectKinds,
} from './columns.ts'
export { addFactColumns, refoldHouseholds, refoldPersons, refoldVillages, type Touched } from './refold.store.ts'
export { appendRecord, type Changed, type NewRecord, type RecordContext } from './records.ts'
export { mustBeInScope, scopeWithin } from './scope.ts'
