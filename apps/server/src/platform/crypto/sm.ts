/**
 * The Chinese suite: SM4 and SM3 (sm4.ts), and SM2 signatures (GB/T 32918.2). Those of OpenSSL leave out the signer's id
 * and are not valid for others, so SM2 is a library's.
 */
import { sm2 } from 'sm-crypto-v2'
import { sm4 } from './sm4.ts'
import { pem, type Suite } from './suite.ts'

// SEQUENCE { SEQUENCE { id-ecPublicKey, sm2 }, BIT STRING }: what comes before the 65 bytes of the point.
const SPKI = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex')

export const sm: Suite = {
  ...sm4,
  makeKeyPair() {
    const { privateKey, publicKey } = sm2.generateKeyPairHex()
    return { privateKey: Buffer.from(privateKey, 'hex'), publicKey: Buffer.from(publicKey, 'hex') }
  },
  publicOf: (privateKey) => Buffer.from(sm2.getPublicKeyFromPrivateKey(privateKey.toString('hex')), 'hex'),
  sign: (privateKey, message) =>
    Buffer.from(sm2.doSignature(message, privateKey.toString('hex'), { hash: true, der: true }), 'hex'),
  verify(publicKey, message, signature) {
    try {
      const hex = Buffer.from(signature).toString('hex')
      return sm2.doVerifySignature(message, hex, publicKey.toString('hex'), { hash: true, der: true })
    } catch {
      // What is no signature at all makes the library throw.
      return false
    }
  },
  publicPem: (publicKey) => pem(Buffer.concat([SPKI, publicKey])),
}
