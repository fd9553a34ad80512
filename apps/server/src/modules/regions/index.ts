/** The tree of regions: names, dated changes, and the import of the national codes. */

export {
  type RegionsImportArgs,
  type RegionsImportDeps,
  regionImportText,
  regionsImportCommand,
} from './import.command.ts'
export { importRegions, type RegionImport, type RegionImportReport } from './import.ts'
export { findPlaces, type Place, placePath } from './places.ts'
