/** The audit journal for whoever answers for it: events, unusual access, the state of the seals. */
export { auditRoutes } from './audit.routes.ts'
export type { AuditDeps } from './events.ts'
