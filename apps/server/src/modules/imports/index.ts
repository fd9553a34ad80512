/** Spreadsheets into the registry and out of it, and persons who may be registered twice. */
export type { ImportKindName, ImportsDeps } from './deps.ts'
export { type CandidatePair, findDuplicateCandidates, registeredPersons } from './duplicates/index.ts'
export { eachItem, fileOf, listFile } from './exporting/list-file.ts'
export { type ImportFileOptions, type ImportFileSummary, importFile } from './import-file.ts'
export { importsRoutes } from './imports.routes.ts'
export { importJob, importJobs, resumeImports } from './jobs.ts'
export { readMapped } from './layout/read-mapped.ts'
export { type SheetCell, type SheetColumn, type ZipPart, zipOf } from './sheet/index.ts'
