/** The front door of the package: packs, judging, explaining, SQL. Nothing else of it is imported from outside. */
export * from './explain/index.ts'
export * from './expression/index.ts'
export type * from './ir.ts'
export { MET, UNDETERMINED, UNMET } from './ir.ts'
export * from './judge/index.ts'
export type * from './model.ts'
export * from './pack/index.ts'
export * from './sql/index.ts'
