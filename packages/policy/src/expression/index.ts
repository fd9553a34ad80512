/** The expression language: text to source tree to checked tree. */
export type { Ast, Expression, FoldWord } from './ast.ts'
export {
  addMonths,
  civilDate,
  FIRST_DAY,
  formatDay,
  LAST_DAY,
  parseDay,
  wholeMonths,
  wholeYears,
} from './calendar.ts'
export { checkExpression } from './check.ts'
export { factType, LIST_MAX } from './check-names.ts'
export { divideRounded, formatDecimal, parseDecimal } from './decimal.ts'
export { children, type Dependencies, dependencies } from './dependencies.ts'
export { nearest } from './nearest.ts'
export { ageBound, parts, walk } from './nodes.ts'
export { parseExpression } from './parser.ts'
export type { Expected, Scope } from './scope.ts'
export { typeText } from './type-text.ts'
export { parseUnit, sameUnit, unitLabel, unitText } from './units.ts'
