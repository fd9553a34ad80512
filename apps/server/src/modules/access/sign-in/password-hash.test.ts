import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashPassword, isOutdated, isPassword } from './password-hash.ts'

test('a password is stored as argon2id with at least 19 MiB, two passes, one lane and a salt of its own', async () => {
  const [one, other] = await Promise.all([
    hashPassword('鱼塘边的三棵龙眼树'),
    hashPassword('鱼塘边的三棵龙眼树'),
  ])
  const [, kind, version, cost, salt, hash] = one.split('$')
  expect([kind, version]).toEqual(['argon2id', 'v=19'])
  const { m, t, p } = Object.fromEntries(cost!.split(',').map((each) => each.split('='))) as Record<
    string,
    string
  >
  expect(Number(m)).toBeGreaterThanOrEqual(19 * 1024)
  expect(Number(t)).toBeGreaterThanOrEqual(2)
  expect(Number(p)).toBe(1)
  expect(Buffer.from(salt!, 'base64').length).toBeGreaterThanOrEqual(16)
  expect(Buffer.from(hash!, 'base64').length).toBe(32)
  expect(other).not.toBe(one)
  expect(one).not.toContain('龙眼')
})

test('any 8 to 128 characters of any script are one password, to the last character', async () => {
  const character = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
  const password = fc
    .array(character, { minLength: 8, maxLength: 128 })
    .map((characters) => characters.join(''))
    .filter((text) => [...text.normalize('NFC')].length <= 128)
  await fc.assert(
    fc.asyncProperty(password, async (text) => {
      const stored = await hashPassword(text)
      expect(await isPassword(text, stored)).toBe(true)
      expect(await isPassword(text.normalize('NFD'), stored)).toBe(true)
      const points = [...text.normalize('NFC')]
      const otherEnd = [...points.slice(0, -1), points.at(-1) === 'x' ? 'y' : 'x'].join('')
      expect(await isPassword(otherEnd, stored)).toBe(false)
      expect(await isPassword(points.slice(0, -1).join(''), stored)).toBe(false)
    }),
    { numRuns: 25 },
  )
}, 300_000)

test('128 characters that differ only in the last are two passwords', async () => {
  const stored = await hashPassword(`${'田'.repeat(127)}甲`)
  expect(await isPassword(`${'田'.repeat(127)}甲`, stored)).toBe(true)
  expect(await isPassword(`${'田'.repeat(127)}乙`, stored)).toBe(false)
})

test('without an account the answer is no, whatever is tried', async () => {
  expect(await isPassword('鱼塘边的三棵龙眼树', undefined)).toBe(false)
})

test('a hash that was made with less than today is known to be so', () => {
  expect(isOutdated('$argon2id$v=19$m=4096,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA')).toBe(true)
  expect(isOutdated('$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA')).toBe(false)
})
