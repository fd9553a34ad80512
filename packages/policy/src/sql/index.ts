/** A set as one set-based SELECT for PostgreSQL. */
export type { SqlBinding, SqlList, SqlRelation, SqlSubject } from './binding.ts'
export { sqlConstant, sqlIdentifier, sqlText } from './identifiers.ts'
export { compileSql, compileSqlValue } from './set.ts'
