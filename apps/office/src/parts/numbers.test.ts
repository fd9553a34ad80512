import { describe, expect, it } from 'vitest'
import { grouped } from './numbers.ts'

describe('numbers as they are shown', () => {
  it('separates thousands and keeps every digit', () => {
    expect(grouped(10236)).toBe('10,236')
    expect(grouped('1234567.80')).toBe('1,234,567.80')
    expect(grouped('-2500.5')).toBe('-2,500.5')
    expect(grouped(999)).toBe('999')
    expect(grouped('')).toBe('')
  })
})
