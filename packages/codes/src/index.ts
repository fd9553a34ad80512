/** National code lists and numbers: pure, without dependencies, the same on the server and in a browser. */
export { type BankCardRule, luhnCheckDigit, parseBankCard } from './bank-card.ts'
export type { Checked } from './checked.ts'
export type { Department, DepartmentKind, DepartmentName } from './departments/department.ts'
export {
  departmentOf,
  type FindOptions,
  type NamedDepartment,
  type NearDepartment,
  nearDepartments,
} from './departments/find.ts'
export { departments, departmentToday, findDepartment } from './departments/list.ts'
export {
  type DisabilityNumber,
  type DisabilityNumberRule,
  parseCertificateNumber,
  parseDisabilityNumber,
} from './disability-number.ts'
export { editDistance, findCode, nearestCode } from './find-code.ts'
export {
  type CheckOptions,
  type IdNumber,
  type IdNumberChange,
  type IdNumberRule,
  idCheckDigit,
  identityKey,
  normaliseIdNumber,
  parseIdNumber,
  type UpgradeRule,
  upgradeIdNumber15,
} from './id-number.ts'
export { relationOfGbt4761 } from './lists/relation-gb.ts'
export { maskBankCard, maskIdentifier, maskIdNumber, maskName, maskPhone } from './mask.ts'
export { nameKey, normaliseName } from './name.ts'
export { type PhoneRule, parsePhone } from './phone.ts'
export {
  countyOf,
  digitsBelow,
  isRegionCode,
  isWithin,
  nation,
  parentOf,
  parseNationalRegionCode,
  type RegionLevel,
  regionLevelOf,
  regionRange,
} from './region-code.ts'
export {
  findSealed,
  isSealed,
  kinOf,
  looksSealed,
  type SealedParts,
  sealedLength,
  sealedText,
} from './sealed.ts'
export type { CodeStandard, CodeValue, Grade, Sex, StandardId, Text } from './standard.ts'
export { standards } from './standards.ts'
export { parseUscc, type Uscc, type UsccRule, usccCheckCharacter } from './uscc.ts'
