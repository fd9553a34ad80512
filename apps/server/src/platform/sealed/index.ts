export { openValue, type SealedValue, sealValue, tokenOf } from './seal.ts'
export { insertSealed, type OpenedValue, openTokens } from './sealed.store.ts'
