import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leafHash, merkleRoot, sha256 } from './merkle.ts'

// The entries and roots that implementations of Certificate Transparency (RFC 6962) are checked with.
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** The definition of the RFC, word for word and slow. */
function definedRoot(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return Buffer.from(leaves[0]!)
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(Buffer.of(1), definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)))
}

const leavesOfAnySize = fc
  .array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 70 })
  .map((each) => each.map((entry) => leafHash(entry)))

describe('the tree over rows that are sealed together', () => {
  test('the published roots come out', () => {
    const leaves = entries.map((entry) => leafHash(Buffer.from(entry, 'hex')))
    const found = roots.map((_, size) => merkleRoot(leaves.slice(0, size)).toString('hex'))
    expect(found).toEqual(roots)
  })

  test('any number of rows has the root that the RFC defines', () => {
    fc.assert(
      fc.property(leavesOfAnySize, (leaves) => {
        expect(merkleRoot(leaves)).toEqual(definedRoot(leaves))
      }),
    )
  })

  test('a row that is changed, left out, added or exchanged with its neighbour gives another root', () => {
    fc.assert(
      fc.property(leavesOfAnySize, fc.nat(), (leaves, any) => {
        const place = any % leaves.length
        const other = leafHash(Buffer.from('another row'))
        const root = merkleRoot(leaves).toString('hex')
        const tampered = [
          leaves.with(place, other),
          leaves.toSpliced(place, 1),
          leaves.toSpliced(place, 0, other),
        ]
        const next = leaves[place + 1]
        if (next && !next.equals(leaves[place]!)) {
          tampered.push(leaves.with(place, next).with(place + 1, leaves[place]!))
        }
        for (const each of tampered) expect(merkleRoot(each).toString('hex')).not.toBe(root)
      }),
    )
  })

  test('a node does not pass for a row', () => {
    const [left, right] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))]
    const asRow = leafHash(Buffer.concat([left, right]))
    expect(merkleRoot([left, right])).not.toEqual(asRow)
  })
})
