// Known answers of the published standards, and the openssl command as a second opinion.
import { execFileSync } from 'node:child_process'
import { createCipheriv, createHash, createHmac } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suites } from './index.ts'
import { international } from './international.ts'
import { sm } from './sm.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('known answers', () => {
  test('AES-256-GCM opens test case 16 of the GCM specification', () => {
    const sealed = hex(
      `cafebabefacedbaddecaf888
      522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662
      76fc6ece0f4e1768cddf8853bb2d551b`.replaceAll(/\s/g, ''),
    )
    const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308')
    const opened = international.open(key, sealed, hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'))
    expect(opened.toString('hex')).toBe(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    )
  })

  test('HMAC-SHA-256 is that of RFC 4231', () => {
    expect(international.hmac(Buffer.alloc(20, 0x0b), 'Hi There').toString('hex')).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    )
  })

  test('Ed25519 signs and verifies test 1 of RFC 8032', () => {
    const privateKey = hex(
      '302e020100300506032b657004220420 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    )
    const publicKey = hex(
      '302a300506032b6570032100 d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    )
    const signature = international.sign(privateKey, Buffer.alloc(0))
    expect(signature.toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    )
    expect(international.verify(publicKey, Buffer.alloc(0), signature)).toBe(true)
  })

  test('SM3 and SM4 are those of GB/T 32905 and GB/T 32907', () => {
    expect(createHash('sm3').update('abc').digest('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    )
    const key = hex('0123456789abcdeffedcba9876543210')
    const block = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
    expect(block.update(key).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  })

  test('HMAC-SM3 is that of GM/T 0042', () => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index + 1))
    const text = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'.repeat(2)
    expect(sm.hmac(key, text).toString('hex')).toBe(
      'ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a',
    )
    expect(createHmac('sm3', key).update(text).digest()).toEqual(sm.hmac(key, text))
  })

  test('SM2 verifies the signature of GB/T 32918.5', () => {
    const publicKey = hex(
      '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13',
    )
    // DER of r and s; both have their top bit set and so a zero before.
    const signature = hex(
      '3046 022100F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3 022100B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA',
    )
    expect(sm.verify(publicKey, Buffer.from('message digest'), signature)).toBe(true)
    expect(sm.verify(publicKey, Buffer.from('message digesu'), signature)).toBe(false)
  })
})

describe('openssl agrees', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lika-crypto-'))
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  const openssl = (args: string[], input?: Uint8Array) => execFileSync('openssl', args, { input })
  const hasOpenssl = (() => {
    try {
      return openssl(['version']).toString().startsWith('OpenSSL 3')
    } catch {
      return false
    }
  })()

  test.runIf(hasOpenssl)('a signature of ours is valid for openssl, of either suite', () => {
    const message = file('message', '建档立卡')
    for (const suite of Object.values(suites)) {
      const { privateKey, publicKey } = suite.makeKeyPair()
      const signature = file('signature', suite.sign(privateKey, Buffer.from('建档立卡')))
      const key = file('key.pem', suite.publicPem(publicKey))
      const extra = suite.name === 'sm' ? ['-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'] : []
      const said = openssl([
        ...['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', key],
        ...['-in', message, '-sigfile', signature, ...extra],
      ])
      expect(said.toString()).toContain('Verified Successfully')
    }
  })

  test.runIf(hasOpenssl)('SM4-CTR of ours is that of openssl', () => {
    const key = hex('0123456789abcdeffedcba9876543210')
    const iv = hex('000102030405060708090a0b0c0d0e0f')
    const text = Buffer.from('证件号码、电话、银行账号'.repeat(20))
    const cipher = createCipheriv('sm4-ctr', key, iv)
    const theirs = openssl(
      ['enc', '-sm4-ctr', '-K', key.toString('hex'), '-iv', iv.toString('hex'), '-nosalt'],
      text,
    )
    expect(Buffer.concat([cipher.update(text), cipher.final()])).toEqual(theirs)
  })
})

describe.each(Object.values(suites))('the suite $name', (suite) => {
  const key = Buffer.alloc(32, 7)

  test('opens what it sealed, of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 40 }), (text, bound) => {
        expect(suite.open(key, suite.seal(key, text, bound), bound)).toEqual(Buffer.from(text))
      }),
    )
  })

  test('opens nothing of which a bit was changed, nor for another place, nor by another key', () => {
    const sealed = suite.seal(key, Buffer.from('450521199001011234'), Buffer.from('here'))
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed)
      changed[index]! ^= 1
      expect(() => suite.open(key, changed, Buffer.from('here'))).toThrow('cannot be opened')
    }
    expect(() => suite.open(key, sealed, Buffer.from('there'))).toThrow('cannot be opened')
    expect(() => suite.open(Buffer.alloc(32, 8), sealed, Buffer.from('here'))).toThrow('cannot be opened')
    for (const length of [0, 1, 11, 27, sealed.length - 1]) {
      expect(() => suite.open(key, sealed.subarray(0, length), Buffer.from('here'))).toThrow(
        'cannot be opened',
      )
    }
  })

  test('the same text is sealed differently each time', () => {
    const once = () => suite.seal(key, Buffer.from('450521199001011234'), Buffer.alloc(0)).toString('hex')
    expect(new Set(Array.from({ length: 100 }, once)).size).toBe(100)
  })

  test('a signature is valid for its message and its key only, and rubbish is no signature', () => {
    const [one, other] = [suite.makeKeyPair(), suite.makeKeyPair()]
    const message = Buffer.from('checkpoint 12')
    const signature = suite.sign(one.privateKey, message)
    expect(suite.verify(one.publicKey, message, signature)).toBe(true)
    expect(suite.verify(one.publicKey, Buffer.from('checkpoint 13'), signature)).toBe(false)
    expect(suite.verify(other.publicKey, message, signature)).toBe(false)
    expect(suite.verify(one.publicKey, message, Buffer.from('no signature'))).toBe(false)
    expect(suite.verify(one.publicKey, message, Buffer.alloc(0))).toBe(false)
  })
})
