/** What a suite of algorithms does. There are two: one of the international standards, one of the Chinese ones. */
import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { startupError } from '../errors.ts'

export type SuiteName = 'international' | 'sm'

/** What seals and hashes with a key. */
export interface Cipher {
  readonly name: SuiteName
  /** Hash under everything keyed: hkdf and hmac. */
  readonly hash: 'sha256' | 'sm3'
  /** Encrypts with a fresh random iv and authenticates, together with `bound`, which is not part of the answer. */
  seal(key: Buffer, plaintext: Uint8Array, bound: Uint8Array): Buffer
  /** The plaintext; throws when a byte, the key or `bound` is another. */
  open(key: Buffer, sealed: Uint8Array, bound: Uint8Array): Buffer
  hmac(key: Buffer, text: string | Uint8Array): Buffer
}

export interface Suite extends Cipher {
  /** A private key and its public one, as bytes that `sign` and `verify` take. */
  makeKeyPair(): { readonly privateKey: Buffer; readonly publicKey: Buffer }
  /** The public half that belongs to a private one. */
  publicOf(privateKey: Buffer): Buffer
  sign(privateKey: Buffer, message: Uint8Array): Buffer
  verify(publicKey: Buffer, message: Uint8Array, signature: Uint8Array): boolean
  /** The public key as other programs read it (PEM, SubjectPublicKeyInfo). */
  publicPem(publicKey: Buffer): string
}

/** Every key of ours is 32 bytes; a suite that needs several makes them out of it. */
export function makeKey(): Buffer {
  return randomBytes(32)
}

const prepared = new WeakMap<Buffer, KeyObject>()

/** A key as OpenSSL keeps it, made once: given the bytes each time, a hash of a short text costs four times as much. */
export function preparedKey(key: Buffer): KeyObject {
  const known = prepared.get(key)
  if (known) return known
  const made = createSecretKey(key)
  prepared.set(key, made)
  return made
}

/** A key for one purpose out of another key (RFC 5869). */
export function derive(hash: Suite['hash'], key: Uint8Array, purpose: string, bytes = 32): Buffer {
  return Buffer.from(hkdfSync(hash, key, '', `lika ${purpose}`, bytes))
}

export function pem(spki: Uint8Array): string {
  const lines = Buffer.from(spki)
    .toString('base64')
    .match(/.{1,64}/g)!
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n')
}

/** Something that was sealed cannot be opened: it was changed, or belongs to another place or key. */
export function unopenable(cause?: unknown) {
  return startupError(
    'crypto.unopenable',
    {
      zh: '有一段密文无法解开：它被改动过，或者不属于这里、不属于这把密钥。',
      en: 'Something encrypted cannot be opened: it was changed, or does not belong here or to this key.',
    },
    { cause },
  )
}
