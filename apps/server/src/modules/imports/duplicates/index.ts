export { registeredPersons, traitColumns } from './candidates.sql.ts'
export { type CandidatePair, findDuplicateCandidates } from './find.ts'
