/**
 * The keys of an installation, opened: what seals, looks up and signs. Each purpose has keys of its own, so that what was
 * made for one cannot be used for another. Every ciphertext begins with a version and the id of its key.
 */
import { international } from './international.ts'
import { sm } from './sm.ts'
import { type Suite, type SuiteName, unopenable } from './suite.ts'

export const suites: Readonly<Record<SuiteName, Suite>> = { international, sm }

/**
 * What keys are for. A purpose is made by its line here. Keys that seal or sign are changed by `lika keys rotate`; keys
 * that hash never are, because what was found by a hash must be found by it for ever.
 */
export const purposes = {
  /** Id numbers as people are found by them (person_identity). */
  identity: 'hash',
  /** The stand-ins of sealed facts in journals and folds. */
  token: 'hash',
  /** Whatever else is looked up or compared without being told: addresses, codes. */
  lookup: 'hash',
  /** Facts of class identifier. */
  fact: 'seal',
  /** Uploaded files. */
  file: 'seal',
  /** Secrets of accounts: second factors. */
  secret: 'seal',
  /** Checkpoints of the journals. */
  checkpoint: 'sign',
} as const

export type Purpose = keyof typeof purposes
type PurposeOf<K extends string> = {
  [P in Purpose]: (typeof purposes)[P] extends K ? P : never
}[Purpose]
export type HashPurpose = PurposeOf<'hash'>
export type SealPurpose = PurposeOf<'seal'>
export type SignPurpose = PurposeOf<'sign'>

/** A key as bytes: for a worker of our own, never for a log or a file. */
export interface KeyMaterial {
  readonly id: number
  readonly suite: SuiteName
  readonly purpose: string
  readonly key: Uint8Array
  /** Of a signing key. */
  readonly publicKey: Uint8Array | null
  readonly isActive: boolean
}

export interface Signature {
  readonly keyId: number
  readonly suite: SuiteName
  readonly signature: Buffer
}

export interface Keyring {
  /** The suite of what is sealed and signed from now on. */
  readonly suite: SuiteName
  /**
   * Encrypts and authenticates. `context` is where it belongs (a row, a file): it must be the same again on opening, so
   * that a ciphertext cannot be moved to another place.
   */
  seal(purpose: SealPurpose, plaintext: string | Uint8Array, context?: string): Buffer
  /** Throws `crypto.unopenable` when anything is another. */
  open(purpose: SealPurpose, sealed: Uint8Array, context?: string): Buffer
  /** 32 bytes, the same for the same text as long as the installation lives. */
  hash(purpose: HashPurpose, text: string | Uint8Array): Buffer
  sign(purpose: SignPurpose, message: Uint8Array): Signature
  /** False for a key that is not there, too. */
  verify(keyId: number, message: Uint8Array, signature: Uint8Array): boolean
  /** As other programs read it (PEM), to be kept outside; undefined when there is no such key. */
  publicKey(keyId: number): string | undefined
  /** The key that the purpose uses from now on. */
  activeKey(purpose: Purpose): number
  has(keyId: number): boolean
  /** Keys of some purposes, for a worker of this process: `keyringOf(material)` there. */
  material(of: readonly Purpose[]): KeyMaterial[]
}

const VERSION = 1
const HEADER = 5

/** Which key sealed it. */
export function keyIdOf(sealed: Uint8Array): number {
  if (sealed.length < HEADER || sealed[0] !== VERSION) throw unopenable()
  return Buffer.from(sealed.buffer, sealed.byteOffset).readUInt32BE(1)
}

export function keyringOf(material: readonly KeyMaterial[]): Keyring {
  const keys = new Map(material.map((each) => [each.id, { ...each, key: Buffer.from(each.key) }]))
  const active = new Map(
    [...keys.values()].filter(({ isActive }) => isActive).map((each) => [each.purpose, each]),
  )
  const keyOf = (purpose: Purpose) => {
    const found = active.get(purpose)
    if (!found) throw new Error(`there is no key for ${purpose}`)
    return found
  }
  return {
    suite: [...active.values()][0]?.suite ?? 'international',
    seal(purpose, plaintext, context = '') {
      const { id, suite, key } = keyOf(purpose)
      const header = headerOf(id)
      const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext
      return Buffer.concat([header, suites[suite].seal(key, bytes, boundTo(header, purpose, context))])
    },
    open(purpose, sealed, context = '') {
      const found = keys.get(keyIdOf(sealed))
      if (found?.purpose !== purpose) throw unopenable()
      const header = sealed.subarray(0, HEADER)
      const bound = boundTo(header, purpose, context)
      return suites[found.suite].open(found.key, sealed.subarray(HEADER), bound)
    },
    hash(purpose, text) {
      const { suite, key } = keyOf(purpose)
      return suites[suite].hmac(key, text)
    },
    sign(purpose, message) {
      const { id, suite, key } = keyOf(purpose)
      return { keyId: id, suite, signature: suites[suite].sign(key, message) }
    },
    verify(keyId, message, signature) {
      const found = keys.get(keyId)
      if (!found?.publicKey) return false
      return suites[found.suite].verify(Buffer.from(found.publicKey), message, signature)
    },
    publicKey(keyId) {
      const found = keys.get(keyId)
      return found?.publicKey ? suites[found.suite].publicPem(Buffer.from(found.publicKey)) : undefined
    },
    activeKey: (purpose) => keyOf(purpose).id,
    has: (keyId) => keys.has(keyId),
    material: (of) => [...keys.values()].filter(({ purpose }) => (of as readonly string[]).includes(purpose)),
  }
}

function headerOf(keyId: number): Buffer {
  const header = Buffer.alloc(HEADER)
  header[0] = VERSION
  header.writeUInt32BE(keyId, 1)
  return header
}

function boundTo(header: Uint8Array, purpose: string, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(`${purpose}\0${context}`)])
}
