/** The public site on the server: notices, objections, complaints, answers, the rules. */
export type { PublicityDeps } from './deps.ts'
export { publicPages } from './publicity.pages.ts'
