/** AES-256-GCM (NIST SP 800-38D), HMAC-SHA-256 (RFC 2104), Ed25519 (RFC 8032), all by OpenSSL. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { pem, preparedKey, type Suite, unopenable } from './suite.ts'

// A random iv of 96 bits may be used 2^32 times with one key; a key is retired long before.
const IV = 12
const TAG = 16

export const international: Suite = {
  name: 'international',
  hash: 'sha256',
  seal(key, plaintext, bound) {
    const iv = randomBytes(IV)
    const cipher = createCipheriv('aes-256-gcm', preparedKey(key), iv).setAAD(bound)
    return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  },
  open(key, sealed, bound) {
    if (sealed.length < IV + TAG) throw unopenable()
    const end = sealed.length - TAG
    const decipher = createDecipheriv('aes-256-gcm', preparedKey(key), sealed.subarray(0, IV), {
      authTagLength: TAG,
    })
    decipher.setAAD(bound).setAuthTag(sealed.subarray(end))
    const opened = decipher.update(sealed.subarray(IV, end))
    try {
      return Buffer.concat([opened, decipher.final()])
    } catch (cause) {
      throw unopenable(cause)
    }
  },
  hmac: (key, text) => createHmac('sha256', preparedKey(key)).update(text).digest(),
  makeKeyPair() {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    return {
      privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    }
  },
  publicOf: (privateKey) =>
    createPublicKey(createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' })).export({
      type: 'spki',
      format: 'der',
    }),
  sign: (privateKey, message) =>
    sign(null, message, createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' })),
  verify: (publicKey, message, signature) =>
    verify(null, message, createPublicKey({ key: publicKey, format: 'der', type: 'spki' }), signature),
  publicPem: pem,
}
