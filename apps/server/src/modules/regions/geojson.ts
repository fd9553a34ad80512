/** Boundaries out of a GeoJSON file: checked feature by feature, so that somebody can put the file right. */
import { isRegionCode } from '@lika/codes'
import type { Message } from '../../platform/errors.ts'
import type { Polygon, Ring } from './simplify.ts'

export interface FeatureProblem {
  readonly field: string
  readonly value?: string | number
  readonly message: Message
}

export interface ReadBoundary {
  /** Place in the file, from 0. */
  readonly at: number
  readonly code: string
  readonly polygons: readonly Polygon[]
  readonly points: number
}

export type ReadBoundaries =
  | { readonly boundaries: readonly ReadBoundary[]; readonly property: string }
  | { readonly problems: readonly FeatureProblem[] }

const MOST_FEATURES = 5000

type Feature = { properties?: unknown; geometry?: unknown }
type Properties = Readonly<Record<string, unknown>>

/** Without a property the one is taken whose values are region codes in the most features. */
export function readBoundaries(file: unknown, property?: string): ReadBoundaries {
  const features = featuresOf(file)
  if ('problems' in features) return features
  const named = property ?? codeProperty(features.list)
  if (named === undefined) {
    return problem('features[0].properties', undefined, {
      zh: '没有一个属性的值是区划代码；请给要素加上代码（如 adcode），或写明属性名。',
      en: 'No property holds region codes; add one (such as adcode), or say which it is.',
    })
  }
  const boundaries: ReadBoundary[] = []
  const problems: FeatureProblem[] = []
  const first = new Map<string, number>()
  for (const [at, feature] of features.list.entries()) {
    const code = codeOf(propertiesOf(feature)[named])
    const field = `features[${at}].properties.${named}`
    if (code === undefined) {
      problems.push(wrongCode(field, propertiesOf(feature)[named]))
      continue
    }
    const twin = first.get(code)
    if (twin !== undefined) problems.push(twice(field, code, twin))
    first.set(code, twin ?? at)
    const read = polygonsOf(feature.geometry, `features[${at}].geometry`)
    if ('problem' in read) problems.push(read.problem)
    else boundaries.push({ at, code, ...read })
  }
  return problems.length > 0 ? { problems } : { boundaries, property: named }
}

function featuresOf(file: unknown): { list: readonly Feature[] } | { problems: readonly FeatureProblem[] } {
  const { type, features } = (file ?? {}) as { type?: unknown; features?: unknown }
  if (type !== 'FeatureCollection' || !Array.isArray(features)) {
    return problem('type', textOf(type), {
      zh: '文件应是 GeoJSON 的 FeatureCollection。',
      en: 'The file has to be a FeatureCollection of GeoJSON.',
    })
  }
  if (features.length === 0 || features.length > MOST_FEATURES) {
    return problem('features', features.length, {
      zh: `应有 1 至 ${MOST_FEATURES} 个要素。`,
      en: `Between 1 and ${MOST_FEATURES} features are expected.`,
    })
  }
  return { list: features.map((each) => (typeof each === 'object' && each !== null ? each : {})) }
}

function problem(field: string, value: string | number | undefined, message: Message) {
  return { problems: [{ field, ...(value === undefined ? {} : { value }), message }] }
}

function propertiesOf(feature: Feature): Properties {
  return ((typeof feature.properties === 'object' ? feature.properties : undefined) as Properties) ?? {}
}

function codeProperty(features: readonly Feature[]): string | undefined {
  const counts = new Map<string, number>()
  for (const feature of features) {
    for (const [name, value] of Object.entries(propertiesOf(feature))) {
      if (codeOf(value) !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0]
}

/** 450500 and 450521000000 are how statistics write 4505 and 450521. */
export function codeOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (!/^\d{2,14}$/.test(text)) return undefined
  const code = shorten(text)
  return isRegionCode(code) ? code : undefined
}

function shorten(text: string): string {
  if (text.length === 12 && text.endsWith('000')) return shorten(text.slice(0, 9))
  if (text.length === 9 && text.endsWith('000')) return shorten(text.slice(0, 6))
  if (text.length === 6 && text.endsWith('0000')) return text.slice(0, 2)
  if (text.length === 6 && text.endsWith('00')) return text.slice(0, 4)
  return text
}

function wrongCode(field: string, value: unknown): FeatureProblem {
  const shown = textOf(value)
  return {
    field,
    ...(shown === undefined ? {} : { value: shown }),
    message: {
      zh: '不是区划代码；应为 2、4、6、9、12 或 14 位数字。',
      en: 'This is no region code; it has 2, 4, 6, 9, 12 or 14 digits.',
    },
  }
}

function twice(field: string, code: string, first: number): FeatureProblem {
  return {
    field,
    value: code,
    message: {
      zh: `${code} 出现两次，第一次在 features[${first}]；一个区划只能有一个要素（可用 MultiPolygon）。`,
      en: `${code} is there twice, first in features[${first}]; a region has one feature (a MultiPolygon if need be).`,
    },
  }
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value).slice(0, 80)
}

type ReadPolygons = { polygons: readonly Polygon[]; points: number } | { problem: FeatureProblem }

function polygonsOf(geometry: unknown, field: string): ReadPolygons {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return wrong(`${field}.type`, textOf(type), {
      zh: '几何类型应为 Polygon 或 MultiPolygon。',
      en: 'The geometry has to be a Polygon or a MultiPolygon.',
    })
  }
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return empty(`${field}.coordinates`)
  let points = 0
  for (const [p, polygon] of polygons.entries()) {
    const path = `${field}.coordinates${type === 'Polygon' ? '' : `[${p}]`}`
    if (!Array.isArray(polygon) || polygon.length === 0) return empty(path)
    for (const [r, ring] of polygon.entries()) {
      const found = ringProblem(ring, `${path}[${r}]`)
      if (found) return found
      points += ring.length
    }
  }
  const flat = (polygons as number[][][][]).map((polygon) =>
    polygon.map((ring): Ring => ring.map(([x, y]) => [x!, y!])),
  )
  return { polygons: flat, points }
}

function ringProblem(ring: unknown, path: string): { problem: FeatureProblem } | undefined {
  if (!Array.isArray(ring) || ring.length < 4) {
    return wrong(path, Array.isArray(ring) ? ring.length : undefined, {
      zh: '一个环至少有 4 个点，首尾相同。',
      en: 'A ring has at least 4 positions, the last the same as the first.',
    })
  }
  for (const [at, position] of ring.entries()) {
    const [x, y] = Array.isArray(position) ? position : []
    const isPosition = Number.isFinite(x) && Number.isFinite(y) && Math.abs(x) <= 180 && Math.abs(y) <= 90
    if (isPosition) continue
    return wrong(`${path}[${at}]`, JSON.stringify(position)?.slice(0, 80), {
      zh: '坐标应为经度、纬度（度），如 [109.2, 21.7]；投影坐标须先换算。',
      en: 'A position is longitude and latitude in degrees, such as [109.2, 21.7]; projected ones are to be converted first.',
    })
  }
  const [head, tail] = [ring[0], ring.at(-1)]
  if (head[0] === tail[0] && head[1] === tail[1]) return undefined
  return wrong(path, undefined, {
    zh: '环没有闭合：最后一个点应与第一个点相同。',
    en: 'The ring is not closed: its last position has to be its first.',
  })
}

function wrong(field: string, value: string | number | undefined, message: Message) {
  return { problem: { field, ...(value === undefined ? {} : { value }), message } }
}

function empty(field: string) {
  return wrong(field, undefined, { zh: '没有坐标。', en: 'There are no coordinates.' })
}
