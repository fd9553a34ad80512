/** Lists of departments, and the leads about households that they yield. */
export type { LeadsDeps } from './deps.ts'
export { forgetInLeads, forgetOldLeads } from './forget.ts'
export { leadsRoutes } from './leads.routes.ts'
export { type LeadOfCase, openOutOfLeads, seesLead } from './opening.ts'
