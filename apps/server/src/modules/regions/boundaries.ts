/** Boundaries of regions: imported out of GeoJSON, simplified, and shown for the regions below one. */
import { readFile } from 'node:fs/promises'
import { isWithin } from '@lika/codes'
import type { Boundary, BoundaryImport } from '@lika/contract'
import { type Db, withTransaction } from '../../platform/db.ts'
import { AppError, invalid, type Message } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { findBoundaries, saveBoundaries } from './boundaries.store.ts'
import { type FeatureProblem, type ReadBoundary, readBoundaries } from './geojson.ts'
import { findPlaces, type Place } from './places.ts'
import { getRegion, type RegionsDeps } from './regions.ts'
import { simplify } from './simplify.ts'

/** For each region: a county of 60 towns is drawn from 24,000 points, some 400 kB that compress to a quarter. */
const POINTS = 400
const MOST_PROBLEMS = 20

export async function listBoundaries(
  deps: Pick<RegionsDeps, 'db' | 'clock'>,
  actor: Actor,
  code: string,
  query: { readonly asOf?: string | undefined },
): Promise<{ items: Boundary[]; missing: Place[] }> {
  const { children } = await getRegion(deps, actor, code, query)
  const rows = await findBoundaries(
    deps.db.pool,
    children.map((child) => child.code),
  )
  const found = new Map(rows.map((row) => [row.code, row.polygons]))
  return {
    items: children.flatMap(({ code: child, name }) => {
      const polygons = found.get(child)
      return polygons ? [{ code: child, name, polygons }] : []
    }),
    missing: children
      .filter((child) => !found.has(child.code))
      .map(({ code: child, name }) => ({ code: child, name })),
  }
}

/** All of a file or nothing of it. */
export async function importBoundaries(
  { db }: { readonly db: Db },
  actor: Actor,
  file: { readonly path: string; readonly filename: string },
  query: { readonly property?: string | undefined },
): Promise<BoundaryImport> {
  const read = readBoundaries(await parsed(file.path), query.property)
  if ('problems' in read) throw wrongFeatures(read.problems)
  const { boundaries, property } = read
  const places = await findPlaces(
    db.pool,
    boundaries.map(({ code }) => code),
  )
  const unknown = boundaries.filter(
    ({ code }) => !places.has(code) || !actor.regions.some((region) => isWithin(code, region)),
  )
  if (unknown.length > 0) throw wrongFeatures(unknown.map((each) => unknownRegion(each, property)))
  const simplified = boundaries.map(({ code, polygons }) => {
    const kept = simplify(polygons, POINTS)
    return { code, polygons: kept, points: kept.flat().reduce((sum, ring) => sum + ring.length, 0) }
  })
  const replaced = await withTransaction(db, (tx) =>
    saveBoundaries(tx, simplified, {
      source: file.filename.slice(0, 200),
      importedBy: actor.role === 'system' ? null : actor.accountId,
    }),
  )
  return {
    imported: simplified.length,
    replaced,
    pointsRead: boundaries.reduce((sum, { points }) => sum + points, 0),
    pointsKept: simplified.reduce((sum, { points }) => sum + points, 0),
    regions: simplified.map(({ code }) => places.get(code)!),
  }
}

async function parsed(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8')
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw invalid(
      'boundaries.notJson',
      { zh: '文件不是 JSON，读不出来。', en: 'The file is not JSON and cannot be read.' },
      {
        field: 'file',
        value: String((error as Error).message).slice(0, 120),
        expected: 'GeoJSON FeatureCollection',
      },
    )
  }
}

function wrongFeatures(problems: readonly FeatureProblem[]): AppError {
  const first = problems[0]!
  const more = problems.length - 1
  const message: Message =
    more === 0
      ? first.message
      : {
          zh: `${first.message.zh}另有 ${more} 处问题。文件未导入。`,
          en: `${first.message.en} There are ${more} more problems. Nothing was imported.`,
        }
  return new AppError('boundaries.features', 422, message, {
    ...first,
    errors: problems.slice(0, MOST_PROBLEMS),
  })
}

function unknownRegion({ at, code }: ReadBoundary, property: string): FeatureProblem {
  return {
    field: `features[${at}].properties.${property}`,
    value: code,
    message: {
      zh: `没有区划 ${code}，或者不在您的范围内。`,
      en: `There is no region ${code}, or it is not within your scope.`,
    },
  }
}

/** The report as a terminal shows it. */
export function boundaryImportText(report: BoundaryImport): Message {
  const { imported, replaced, pointsRead, pointsKept } = report
  return {
    zh: `导入 ${imported} 个区划的边界，其中替换 ${replaced} 个；${pointsRead} 个点简化为 ${pointsKept} 个。`,
    en: `Boundaries of ${imported} regions imported, ${replaced} of them replaced; ${pointsRead} points simplified to ${pointsKept}.`,
  }
}
