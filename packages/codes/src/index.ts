/** National code lists and numbers: pure, without dependencies, the same on the server and in a browser. */
export { relationOfGbt4761 } from './lists/relation-gb.ts'
export type { CodeStandard, CodeValue, Grade, Sex, StandardId, Text } from './standard.ts'
export { standards } from './standards.ts'
