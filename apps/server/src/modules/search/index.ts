/** The search box of every page. It has no data of its own. */
export { type SearchDeps, searchRoutes } from './search.ts'
