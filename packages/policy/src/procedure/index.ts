/** Procedures: the ways through them, and the cases that walk them. */
export type * from './model.ts'
export { END } from './model.ts'
export { type PathFault, pathFaults, type Way } from './paths.ts'
export { outcomesOf, procedureOf } from './read.ts'
