import { expect, test } from 'vitest'
import { hashOfCode, newCode } from './one-time-code.ts'

test('a code has 96 bits, in groups that can be read over the telephone', () => {
  const codes = new Set(Array.from({ length: 500 }, newCode))
  expect(codes.size).toBe(500)
  for (const code of codes)
    expect(code).toMatch(/^([BCDFGHJKLMNPQRSTVWXZ2-9]{4}-){4}[BCDFGHJKLMNPQRSTVWXZ2-9]{4}$/)
})

test('small letters, spaces and full-width letters do not matter', () => {
  const code = newCode()
  for (const typed of [code.toLowerCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('-', '')} `]) {
    expect(hashOfCode(typed)).toEqual(hashOfCode(code))
  }
  expect(hashOfCode(newCode())).not.toEqual(hashOfCode(code))
})
