import { describe, expect, it } from 'vitest'
import { fitInto, labelPlace, type Polygons, pathOf } from './projection.ts'

/** One degree each way around the equator, where a degree is as wide as it is high. */
const square: Polygons = [
  [
    [
      [109, -0.5],
      [110, -0.5],
      [110, 0.5],
      [109, 0.5],
      [109, -0.5],
    ],
  ],
]

describe('the projection of the map', () => {
  it('puts the whole into the middle of the box, north up', () => {
    const project = fitInto([square], 200, 100)
    expect(project([109, 0.5])).toEqual([50, 0])
    expect(project([110, -0.5])).toEqual([150, 100])
  })
  it('narrows a degree of longitude away from the equator', () => {
    const north: Polygons = square.map((rings) =>
      rings.map((ring) => ring.map(([x, y]) => [x, y + 60] as const)),
    )
    const project = fitInto([north], 200, 100)
    expect(project([110, 60])[0] - project([109, 60])[0]).toBeCloseTo(50, 0)
  })
  it('draws closed outlines and places a name in the middle of the largest part', () => {
    const project = fitInto([square], 100, 100)
    expect(pathOf(square, project)).toBe('M0,100L100,100L100,0L0,0Z')
    const place = labelPlace(square, project)
    expect([place?.x, place?.y, place?.width].map((each) => Math.round(each ?? 0))).toEqual([50, 50, 100])
  })
  it('does not fail on a region that is only a point', () => {
    const point: Polygons = [
      [
        [
          [109, 21],
          [109, 21],
          [109, 21],
          [109, 21],
        ],
      ],
    ]
    expect(fitInto([point], 100, 100)([109, 21]).every(Number.isFinite)).toBe(true)
  })
})
