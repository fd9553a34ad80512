import { describe, expect, test } from 'vitest'
import { observe, secondsLeft } from './time-left.ts'

describe('the time that work may still take', () => {
  const seen = (done: number, part = 'reading') => ({ part, done, total: 10_000 })

  test('is told once it has been watched for a while, by its pace', () => {
    let pace = observe(undefined, seen(1_000), 0)
    expect(secondsLeft(pace, 10_000, 0)).toBeUndefined()
    pace = observe(pace, seen(2_000), 2_000)
    expect(secondsLeft(pace, 10_000, 2_000)).toBeUndefined()
    pace = observe(pace, seen(3_000), 4_000)
    // 2,000 in 4 seconds: 7,000 more take 14.
    expect(secondsLeft(pace, 10_000, 4_000)).toBe(14)
    expect(secondsLeft(pace, 10_000, 6_000)).toBe(12)
  })

  test('is not told of work whose amount is not known, nor before a new part has been watched', () => {
    let pace = observe(undefined, seen(1_000), 0)
    pace = observe(pace, seen(5_000), 4_000)
    expect(secondsLeft(pace, null, 4_000)).toBeUndefined()
    pace = observe(pace, { ...seen(0, 'comparing'), total: 5 }, 5_000)
    expect(secondsLeft(pace, 5, 5_000)).toBeUndefined()
  })

  test('never runs below a second while there is something left', () => {
    let pace = observe(undefined, seen(0), 0)
    pace = observe(pace, seen(9_999), 10_000)
    expect(secondsLeft(pace, 10_000, 60_000)).toBe(1)
  })
})
