/** Cases: people decide step by step; statuses are what their decisions fold to. */
export { casesRoutes } from './cases.routes.ts'
export type { CasesDeps } from './deps.ts'
export { refoldCases, verifyCases } from './fold.ts'
