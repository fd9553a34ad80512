/** Views over all modules: summaries, tables, charts. They have no data of their own. */
export { statisticsRoutes } from './statistics.routes.ts'
export { getSummary, type StatisticsDeps } from './summary.ts'
