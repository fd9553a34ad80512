/** Demo worlds into an empty database. */

export { makeDemoCases } from './cases.ts'
export { type DaysDeps, openDays } from './days.ts'
export { type LoadedWorld, loadWorld, type WorldOptions, type WorldProgress } from './load.ts'
export { worldsRoutes } from './worlds.routes.ts'
