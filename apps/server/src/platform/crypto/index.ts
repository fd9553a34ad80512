export { type DataKey, listDataKeys, replaceKey } from './data-keys.ts'
export {
  type HashPurpose,
  type KeyMaterial,
  type Keyring,
  keyIdOf,
  keyringOf,
  type Purpose,
  purposes,
  type SealPurpose,
  type Signature,
  type SignPurpose,
  suites,
} from './keyring.ts'
export { type LivingKeyring, openKeyring } from './open-keyring.ts'
export { makeRoot, type ReplacedRoot, replaceRoot, settleRoot } from './root.ts'
export type { SuiteName } from './suite.ts'
