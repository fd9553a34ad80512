/** The keys that sign checkpoints, out of the keyring: the database holds them wrapped, and cannot use them. */
import type { Keyring } from '../../platform/crypto/index.ts'
import type { SignedCheckpoint } from './chain.ts'
import { sha256 } from './merkle.ts'

export interface Signer {
  readonly sign: (body: string) => SignedCheckpoint
  /** Whether a key of this installation signed it. */
  readonly isSigned: (checkpoint: SignedCheckpoint) => boolean
  /** For whoever checks the copies elsewhere: public keys as PEM, by the id that checkpoints name. */
  readonly publicKeys: () => ReadonlyMap<string, string>
}

export function checkpointSigner(keyring: Keyring): Signer {
  const idOf = (number: number, pem: string) => `${number}-${sha256(Buffer.from(pem)).toString('hex', 0, 8)}`
  const keys = () => {
    const found = new Map<string, { number: number; pem: string }>()
    for (const material of keyring.material(['checkpoint'])) {
      const pem = keyring.publicKey(material.id)
      if (pem !== undefined) found.set(idOf(material.id, pem), { number: material.id, pem })
    }
    return found
  }
  return {
    sign: (body) => {
      const { keyId, suite, signature } = keyring.sign('checkpoint', Buffer.from(body))
      return { body, suite, keyId: idOf(keyId, keyring.publicKey(keyId)!), signature }
    },
    isSigned: ({ body, keyId, signature }) => {
      const key = keys().get(keyId)
      return key !== undefined && keyring.verify(key.number, Buffer.from(body), signature)
    },
    publicKeys: () => new Map([...keys()].map(([id, { pem }]) => [id, pem])),
  }
}
