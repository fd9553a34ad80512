/** Views over all modules: summaries, tables, charts. They have no data of their own. */

export type { AcceptedTarget, StatisticsDeps } from './deps.ts'
export { facetRoutes } from './facets/facets.routes.ts'
export {
  type FigureKind,
  figureKey,
  figureOf,
  figuresInForce,
  measureFigures,
  type WantedFigure,
} from './figures.ts'
export { statisticsRoutes } from './statistics.routes.ts'
export { getSummary } from './summary.ts'
