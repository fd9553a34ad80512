/** The tree of regions: names, dated changes, and the import of the national codes. */
export { findPlaces, type Place, placePath } from './places.ts'
