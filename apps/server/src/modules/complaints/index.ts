/** The line 12317: complaints, clues and applications, in confidence. */
export { complaintsRoutes } from './complaints.routes.ts'
export { findDays } from './deadlines.ts'
export type { ComplaintsDeps } from './deps.ts'
export { linkComplaints, seesComplaint } from './linking.ts'
export { type LookedUp, lookUpComplaint } from './looking-up.ts'
export { digitsOf, isNumber } from './number.ts'
export { type FromSite, type Received, receiveFromSite } from './receive.ts'
export { verifyComplaints } from './verify.ts'
