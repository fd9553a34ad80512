import { describe, expect, test } from 'vitest'
import { areaOf, type Position, type Ring, simplify } from './simplify.ts'

function circle(points: number, radius = 0.1, [x, y]: Position = [109, 21]): Ring {
  const ring = Array.from({ length: points }, (_, at): Position => {
    const angle = (2 * Math.PI * at) / points
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}

describe('boundaries made simpler', () => {
  test('keep about as many points as asked for, closed, and nearly the same area', () => {
    const [polygon] = simplify([[circle(5000)]], 200)
    const [ring] = polygon!
    expect(ring!.length).toBeLessThanOrEqual(202)
    expect(ring!.length).toBeGreaterThan(100)
    expect(ring!.at(-1)).toEqual(ring![0])
    expect(areaOf(ring!) / areaOf(circle(5000))).toBeCloseTo(1, 2)
  })

  test('leave a square as it is', () => {
    const square: Ring = [
      [109, 21],
      [110, 21],
      [110, 22],
      [109, 22],
      [109, 21],
    ]
    expect(simplify([[square]], 400)).toEqual([[square]])
  })

  test('drop points that lie on the line between others first', () => {
    const square: Ring = [
      [109, 21],
      [109.5, 21],
      [110, 21],
      [110, 22],
      [109, 22],
      [109, 21],
    ]
    expect(simplify([[square]], 4)[0]![0]).not.toContainEqual([109.5, 21])
  })

  test('keep a triangle of the smallest island, and of thousands only the largest', () => {
    const islands = Array.from({ length: 2000 }, (_, at) => [circle(12, 0.001, [100 + at / 100, 21])])
    const kept = simplify([[circle(1000)], ...islands], 400)
    expect(kept.length).toBe(60)
    expect(areaOf(kept[0]![0]!)).toBeGreaterThan(0.02)
    for (const [ring] of kept) expect(new Set(ring!.map(String)).size).toBeGreaterThanOrEqual(3)
  })

  test('a ring of half a million points is done within seconds', () => {
    expect(simplify([[circle(500_000)]], 400)[0]![0]!.length).toBeLessThan(410)
  })

  test('a ring of one place only does not fail', () => {
    const nowhere: Ring = Array.from({ length: 5 }, (): Position => [109, 21])
    expect(simplify([[nowhere]], 400)[0]![0]!.length).toBeGreaterThan(0)
  })
})
