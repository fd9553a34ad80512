/** Cases: people decide step by step; statuses are what their decisions fold to. */
export { actOnCases } from './acting.ts'
export { dayAfter } from './calendar.ts'
export { casesRoutes } from './cases.routes.ts'
export type { CasesDeps, Origin, OriginLink, Origins } from './deps.ts'
export { keepDueDays } from './due-days.ts'
export { followHouseholds, verifyCases } from './fold.ts'
export { forgetInNotices, namelessEntry } from './notices/forget.ts'
export { type FromSite, NAME_MOST, objectFromSite, TEXT_LENGTHS } from './notices/from-site.ts'
export { type LookedUpObjection, lookUpObjection } from './notices/look-up.ts'
export { noticesRoutes } from './notices/notices.routes.ts'
export {
  type PublicDeps,
  type PublicItem,
  type PublicNotice,
  type PublicNotices,
  publicNotice,
  publicNotices,
} from './notices/public.ts'
export { verifyNotices } from './notices/verify.ts'
export { openCases } from './opening.ts'
export { verifyCaseCounts } from './verify-counts.ts'
export { verifyGiven } from './verify-given.ts'
