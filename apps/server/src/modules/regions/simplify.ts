/**
 * Boundaries reduced to a number of points that a browser draws at once. Points are kept in the order in which the
 * Douglas-Peucker method would take them in, so the outline stays as near to the true one as that number allows.
 */

export type Position = readonly [longitude: number, latitude: number]
/** Closed: its last position is its first. */
export type Ring = readonly Position[]
/** An outer ring and holes. */
export type Polygon = readonly Ring[]

/** More islands than this are more than anybody sees; the largest stay. */
const MOST_POLYGONS = 60
/** The method may take as many steps as the square of the points: longer rings are thinned out before. */
const LONGEST_RING = 20_000

/** About as many points as asked for, and never fewer than a triangle for each ring that stays. */
export function simplify(polygons: readonly Polygon[], points: number): Polygon[] {
  const kept = polygons
    .toSorted((a, b) => areaOf(b[0]!) - areaOf(a[0]!))
    .slice(0, MOST_POLYGONS)
    .map((rings) => rings.slice(0, 1 + MOST_POLYGONS).map(thin))
  const weighed = kept.map((rings) => rings.map((ring) => ({ ring, weights: weigh(ring) })))
  const weights = weighed.flatMap((rings) => rings.flatMap((each) => each.weights)).toSorted((a, b) => b - a)
  const least = weights.length <= points ? 0 : weights[points]!
  return weighed.map((rings) =>
    rings.map(({ ring, weights: own }) => closed(ring.filter((_, at) => own[at]! > least))),
  )
}

/** A ring without its repeated last position, short enough to be weighed. */
function thin(ring: Ring): Ring {
  const open = ring.slice(0, -1)
  const step = Math.ceil(open.length / LONGEST_RING)
  return step === 1 ? open : open.filter((_, at) => at % step === 0)
}

function closed(ring: Ring): Ring {
  const rounded = ring.map(([x, y]): Position => [round(x), round(y)])
  return [...rounded, rounded[0]!]
}

/** To a metre. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5

/** For each point, how far off the outline would be without it; endless for the three that hold the ring open. */
function weigh(ring: Ring): number[] {
  const weights = new Array<number>(ring.length).fill(0)
  const opposite = farthest(ring, 0, 0, ring.length).at
  weights[0] = Number.POSITIVE_INFINITY
  weights[opposite] = Number.POSITIVE_INFINITY
  const spans: [from: number, to: number, above: number][] = [
    [0, opposite, Number.POSITIVE_INFINITY],
    [opposite, ring.length, Number.POSITIVE_INFINITY],
  ]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to, above] = span
    if (to - from < 2) continue
    const { at, distance } = farthest(ring, from, from + 1, to, to % ring.length)
    // A point cannot matter more than the one without which it would not be asked about.
    const weight = Math.min(distance, above)
    weights[at] = weight
    spans.push([from, at, weight], [at, to, weight])
  }
  const third = weights.reduce(
    (best, weight, at) =>
      Number.isFinite(weight) ? (best < 0 || weight > weights[best]! ? at : best) : best,
    -1,
  )
  if (third >= 0) weights[third] = Number.POSITIVE_INFINITY
  return weights
}

/** The point between `start` and `end` that lies farthest from the line of two others. */
function farthest(ring: Ring, from: number, start: number, end: number, to = from) {
  let best = { at: start, distance: -1 }
  for (let at = start; at < end; at++) {
    const distance = distanceTo(ring[at]!, ring[from]!, ring[to]!)
    if (distance > best.distance) best = { at, distance }
  }
  return best
}

/** In degrees of latitude: a degree of longitude is shorter away from the equator. */
function distanceTo(point: Position, from: Position, to: Position): number {
  const narrow = Math.cos((point[1] * Math.PI) / 180)
  const [x, y] = [(point[0] - from[0]) * narrow, point[1] - from[1]]
  const [dx, dy] = [(to[0] - from[0]) * narrow, to[1] - from[1]]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / length))
  return Math.hypot(x - along * dx, y - along * dy)
}

/** Twice the area would do for comparing; it is the area in square degrees of latitude. */
export function areaOf(ring: Ring): number {
  const narrow = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180)
  let twice = 0
  for (let at = 0; at + 1 < ring.length; at++) {
    twice += ring[at]![0] * ring[at + 1]![1] - ring[at + 1]![0] * ring[at]![1]
  }
  return (Math.abs(twice) * narrow) / 2
}
