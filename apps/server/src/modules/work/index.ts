/** Long work, for those whose it is. */
export { workRoutes } from './work.routes.ts'
