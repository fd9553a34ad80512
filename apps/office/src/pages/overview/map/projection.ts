// Maps of a province and below are small enough for the plainest projection: longitude narrowed by the latitude.

export type Position = readonly [longitude: number, latitude: number]
export type Polygons = readonly (readonly (readonly Position[])[])[]
export type Point = readonly [x: number, y: number]

/** Where positions lie in a box, north up, the whole within it and in its middle. */
export function fitInto(shapes: readonly Polygons[], width: number, height: number): (at: Position) => Point {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [longitude, latitude] of shapes.flat(3) as Position[]) {
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(width / ((east - west) * narrow || 1), height / (north - south || 1))
  const left = (width - (east - west) * narrow * scale) / 2
  const top = (height - (north - south) * scale) / 2
  return ([longitude, latitude]) => [
    left + (longitude - west) * narrow * scale,
    top + (north - latitude) * scale,
  ]
}

/** Outline for the `d` of a path, to a tenth of a unit. */
export function pathOf(polygons: Polygons, project: (at: Position) => Point): string {
  return polygons
    .flat()
    .map(
      (ring) =>
        `M${ring
          .slice(0, -1)
          .map((at) =>
            project(at)
              .map((value) => Math.round(value * 10) / 10)
              .join(','),
          )
          .join('L')}Z`,
    )
    .join('')
}

/** The middle of the largest part, and how wide that part is: where a name may stand. */
export function labelPlace(
  polygons: Polygons,
  project: (at: Position) => Point,
): { readonly x: number; readonly y: number; readonly width: number } | undefined {
  const boxes = polygons.map((rings) => {
    const points = (rings[0] ?? []).map(project)
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    return { ...centre(points), width: right - left, area: (right - left) * (bottom - top) }
  })
  return boxes.toSorted((a, b) => b.area - a.area)[0]
}

/** Centre of the area of a closed outline. */
function centre(points: readonly Point[]): { x: number; y: number } {
  let [area, x, y] = [0, 0, 0]
  for (let at = 0; at + 1 < points.length; at++) {
    const [[ax, ay], [bx, by]] = [points[at]!, points[at + 1]!]
    const cross = ax * by - bx * ay
    area += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  const [first = [0, 0] as const] = points
  return area === 0 ? { x: first[0], y: first[1] } : { x: x / (3 * area), y: y / (3 * area) }
}
