/** Demo worlds into an empty database. */
export { type LoadedWorld, loadWorld, type WorldOptions, type WorldProgress } from './load.ts'
