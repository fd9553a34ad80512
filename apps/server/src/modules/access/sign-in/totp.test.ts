import { expect, test } from 'vitest'
import { codeAt, newTotp, stepOfCode } from './totp.ts'

const at = (seconds: number) => new Date(seconds * 1000)

test('codes are those of RFC 6238', () => {
  const secret = Buffer.from('12345678901234567890')
  // Appendix B, SHA-1, the last six of eight digits.
  const known = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const
  for (const [second, code] of known) expect(codeAt(secret, at(second))).toBe(code)
})

test('a code is taken now and half a minute beside, five minutes off it is not', () => {
  const { secret } = newTotp('wang.yi')
  const now = at(1_490_000_010)
  for (const off of [0, 30, -30]) {
    expect(
      stepOfCode(secret, codeAt(secret, at(1_490_000_010 + off)), now, undefined),
      `${off} s`,
    ).toBeDefined()
  }
  for (const off of [60, -60, 90, -90, 300, -300]) {
    expect(
      stepOfCode(secret, codeAt(secret, at(1_490_000_010 + off)), now, undefined),
      `${off} s`,
    ).toBeUndefined()
  }
})

test('a code works once, and none of an earlier step after it', () => {
  const { secret } = newTotp('wang.yi')
  const now = at(1_490_000_010)
  const step = stepOfCode(secret, codeAt(secret, now), now, undefined)!
  expect(stepOfCode(secret, codeAt(secret, now), now, step)).toBeUndefined()
  expect(stepOfCode(secret, codeAt(secret, at(1_489_999_980)), now, step)).toBeUndefined()
  const later = at(1_490_000_040)
  expect(stepOfCode(secret, codeAt(secret, later), later, step)).toBe(step + 1)
})

test('a new authenticator has a secret of 160 bits, told as a text and as an address for a QR code', () => {
  const { secret, text, uri } = newTotp('wang.yi')
  expect(secret.length).toBe(20)
  expect(newTotp('wang.yi').secret).not.toEqual(secret)
  const url = new URL(uri)
  expect([url.protocol, url.host]).toEqual(['otpauth:', 'totp'])
  expect(url.searchParams.get('secret')).toBe(text)
  expect(decodeURIComponent(url.pathname)).toContain('wang.yi')
})
