/** What persons are told and may ask for, and what goes when its time is over. */
export type { RetentionDeps } from './deps.ts'
export { type RetentionRun, runRetention, runRetentionDaily } from './job.ts'
export { publishDemoNotice } from './notices.ts'
export { retentionRoutes } from './retention.routes.ts'
