export { type KeyUse, listKeys, type Rotated, resealFiles, rotateKeys } from './rotate.ts'
export { openValue, type SealedValue, sealValue, tokenOf } from './seal.ts'
export { insertSealed, type OpenedValue, openTokens } from './sealed.store.ts'
export { secretTables } from './secrets.ts'
