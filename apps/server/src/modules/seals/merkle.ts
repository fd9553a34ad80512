/** Merkle trees as in RFC 6962, 2.1: a leaf and a node are hashed with different prefixes, so neither passes for the other. */
import { createHash } from 'node:crypto'

export const HASH_BYTES = 32

const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export function leafHash(entry: Uint8Array): Buffer {
  return sha256(LEAF, entry)
}

/**
 * Root over hashes of leaves. Joining neighbours level by level and carrying an odd last one up gives the tree of the
 * RFC, which splits at the largest power of two below the size.
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return sha256()
  let level = leaves
  while (level.length > 1) {
    const above: Uint8Array[] = []
    for (let left = 0; left < level.length; left += 2) {
      const right = level[left + 1]
      above.push(right ? sha256(NODE, level[left]!, right) : level[left]!)
    }
    level = above
  }
  return Buffer.from(level[0]!)
}
