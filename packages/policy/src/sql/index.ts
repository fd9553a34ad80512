/** A set as one set-based SELECT for PostgreSQL. */
export type { SqlBinding, SqlList, SqlRelation, SqlSubject } from './binding.ts'
export { sqlConstant, sqlIdentifier, sqlText } from './identifiers.ts'
export type { SqlColumns } from './set.ts'
export { compileSql, compileSqlColumns, compileSqlValue, overallSql } from './set.ts'
