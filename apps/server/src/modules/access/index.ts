/** Who may do what. */
export { accessRoutes } from './access.routes.ts'
export { findAccount, findWorld, listDemoAccounts, type World } from './accounts.store.ts'
export { builtInRoles, syncRoles } from './roles.ts'
export { endSessions } from './sessions.store.ts'
export { type AccessDeps, findActor, getSession, SESSION_COOKIE, signIn } from './sessions.ts'
