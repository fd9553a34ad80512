/**
 * SM4 (GB/T 32907) and HMAC-SM3 (GB/T 32905). Node's OpenSSL has SM3 and SM4-CTR but no SM4-GCM, so SM4-CTR is followed
 * by an HMAC-SM3 over iv, ciphertext and what it is bound to (encrypt-then-MAC).
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Cipher, derive, preparedKey, unopenable } from './suite.ts'

const IV = 16
const TAG = 32

export const sm4: Cipher = {
  name: 'sm',
  hash: 'sm3',
  seal(key, plaintext, bound) {
    const { cipherKey, macKey } = halves(key)
    const iv = randomBytes(IV)
    const cipher = createCipheriv('sm4-ctr', preparedKey(cipherKey), iv)
    const body = Buffer.concat([iv, cipher.update(plaintext), cipher.final()])
    return Buffer.concat([body, tagOf(macKey, body, bound)])
  },
  open(key, sealed, bound) {
    if (sealed.length < IV + TAG) throw unopenable()
    const { cipherKey, macKey } = halves(key)
    const body = sealed.subarray(0, sealed.length - TAG)
    if (!timingSafeEqual(tagOf(macKey, body, bound), sealed.subarray(sealed.length - TAG))) throw unopenable()
    const decipher = createDecipheriv('sm4-ctr', preparedKey(cipherKey), body.subarray(0, IV))
    return Buffer.concat([decipher.update(body.subarray(IV)), decipher.final()])
  },
  hmac: (key, text) => createHmac('sm3', preparedKey(key)).update(text).digest(),
}

const known = new Map<string, { readonly cipherKey: Buffer; readonly macKey: Buffer }>()

/** One key for the cipher and another for the MAC, kept for the few keys that a process uses. */
function halves(key: Buffer) {
  const name = key.toString('latin1')
  const found = known.get(name)
  if (found) return found
  const both = derive('sm3', key, 'sm4-ctr hmac-sm3', 48)
  const made = { cipherKey: both.subarray(0, 16), macKey: both.subarray(16) }
  if (known.size >= 100) known.clear()
  known.set(name, made)
  return made
}

/** Lengths go in as well, so that no byte can move from one part to the other. */
function tagOf(macKey: Buffer, body: Uint8Array, bound: Uint8Array): Buffer {
  const lengths = Buffer.alloc(8)
  lengths.writeUInt32BE(bound.length, 0)
  lengths.writeUInt32BE(body.length, 4)
  return createHmac('sm3', preparedKey(macKey)).update(lengths).update(bound).update(body).digest()
}
