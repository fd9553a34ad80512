/** Cases: people decide step by step; statuses are what their decisions fold to. */
export { casesRoutes } from './cases.routes.ts'
export type { CasesDeps } from './deps.ts'
export { refoldCases, verifyCases } from './fold.ts'
export { noticesRoutes } from './notices/notices.routes.ts'
export {
  type PublicDeps,
  type PublicItem,
  type PublicNotice,
  type PublicNotices,
  publicNotice,
  publicNotices,
} from './notices/public.ts'
