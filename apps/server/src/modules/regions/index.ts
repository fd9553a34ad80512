/** The tree of regions: names, dated changes, and the import of the national codes. */
export { boundaryImportText, importBoundaries } from './boundaries.ts'
export {
  type RegionsImportArgs,
  type RegionsImportDeps,
  regionImportText,
  regionsImportCommand,
} from './import.command.ts'
export { importRegions, type RegionImport, type RegionImportReport } from './import.ts'
export { findNamed, isNamedSql, namesOf, spellNewNames } from './names.ts'
export { findPlaces, type Place, placePath } from './places.ts'
export { regionsRoutes } from './regions.routes.ts'
export { findRegion, listBelow, listByNames, type RegionRow } from './regions.store.ts'
export type { RegionsDeps } from './regions.ts'
