/** Who may do what. */
export { accessRoutes } from './access.routes.ts'
export { type AccountRow, findAccount, findWorld, listDemoAccounts, type World } from './accounts.store.ts'
export { roles } from './roles.ts'
export { type AccessDeps, actorOf, findActor, getSession, SESSION_COOKIE, signIn } from './sessions.ts'
