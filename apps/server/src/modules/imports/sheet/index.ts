/** Spreadsheets in and out. Nothing here knows a table of the database or a fact of the catalogue. */
export type {
  CellValue,
  ColumnKind,
  MarkedCell,
  SheetCell,
  SheetColumn,
  WrittenSheet,
} from './book.ts'
export {
  type CatalogueColumn,
  type HeaderMapping,
  type HeaderName,
  headerText,
  mapHeaders,
  normaliseHeader,
  type Suggestion,
} from './columns.ts'
export { guardSheet } from './guard.ts'
export type { HeaderColumn, SheetHeader } from './header.ts'
export { defaultLimits, type SheetLimits } from './limits.ts'
export { type OpenSheet, openSheet, type Progress, type SheetInfo } from './open.ts'
export { previewSheet, type ReadSheetOptions, readSheet, type SheetBatch } from './read.ts'
export type { RefusalReason } from './refusals.ts'
export { type CellKind, type CellProblem, type CellProblemCode, problemText, type SheetRow } from './rows.ts'
export type { SheetFormat } from './sniff.ts'
export { type CsvOptions, type WriteOptions, writeCsv, writeSheet } from './write.ts'
export { type ZipPart, zipOf } from './zip.ts'
