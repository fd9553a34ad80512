/** What the plan above asks and this one leaves out, or sets laxer or later: both are read as they stand now. */
import type { routes } from '@lika/contract'
import type { Static } from 'typebox'
import { AppError, notFound } from '../../../../platform/errors.ts'
import type { Actor } from '../../../../platform/http.ts'
import { findPlaces } from '../../../regions/index.ts'
import type { PlansDeps } from '../../deps.ts'
import { findText } from '../../plans.store.ts'
import { mustFindVersion, mustSeePlan } from '../../plans.ts'
import { findPart, listParts } from '../../reading/readings.store.ts'
import { mustBeRead } from '../../reading/readings.ts'
import { codesByName } from '../../reading/regions.ts'
import { titlesOf } from '../origins.ts'
import { compareWithAbove } from './compare.ts'
import type { ComparedPart } from './document.ts'

type Answer = Static<(typeof routes.targets.comparePlanWithAbove)['response'][200]>

export async function comparePlanWithAbove(
  deps: PlansDeps,
  actor: Actor,
  id: string,
  query: {
    readonly with?: string | undefined
    readonly part?: string | undefined
    readonly withPart?: string | undefined
  },
): Promise<Answer> {
  const { pool } = deps.db
  const plan = await mustSeePlan(deps, actor, id)
  const aboveId = query.with ?? plan.aboveId
  if (aboveId === null) throw noAbove()
  const above = await mustSeePlan(deps, actor, aboveId, 'with')
  const here = await readParts(deps, plan.id, plan.regionCode, query.part, 'part')
  const there = await readParts(deps, above.id, above.regionCode, query.withPart, 'withPart')
  const places = await findPlaces(pool, [above.regionCode])
  const titles = await titlesOf(pool, [above.id])
  const own =
    query.withPart === undefined ? undefined : titles.get(`${above.id} ${there.version} ${query.withPart}`)
  return {
    above: {
      id: above.id,
      title: own || (titles.get(above.id) ?? ''),
      region: places.get(above.regionCode) ?? { code: above.regionCode, name: above.regionCode },
      version: there.version,
    },
    version: here.version,
    ...spread(compareWithAbove(there.parts, { region: plan.regionCode, parts: here.parts })),
  }
}

function spread({ differences, matched, asked }: ReturnType<typeof compareWithAbove>) {
  return { differences: [...differences], matched, asked }
}

/** The documents of the newest version. */
async function readParts(
  deps: PlansDeps,
  plan: string,
  region: string,
  part: string | undefined,
  field: string,
): Promise<{ version: number; parts: ComparedPart[] }> {
  const { pool } = deps.db
  const version = await mustFindVersion(deps, plan, undefined)
  const place = { plan, version }
  await mustBeRead(deps, place)
  const numbers = (await listParts(pool, place)).map((each) => each.part)
  const wanted = part === undefined ? numbers : numbers.filter((each) => String(each) === part)
  if (wanted.length === 0 && part !== undefined) throw unknownPart(part, field)
  const text = (await findText(pool, place)) ?? ''
  const parts: ComparedPart[] = []
  for (const number of wanted) {
    const found = await findPart(pool, { ...place, part: number })
    if (!found) continue
    const { read, rangeFrom, rangeTo } = found
    const codes = await codesByName(
      deps,
      region,
      read.targets.flatMap((target) => target.region ?? []),
    )
    parts.push({
      part: number,
      text: text.slice(rangeFrom, rangeTo),
      range: [rangeFrom, rangeTo],
      outline: read.outline,
      times: read.times,
      targets: read.targets.map((target) => ({
        ...target,
        regionCode: target.region === null ? null : (codes.get(target.region) ?? null),
        indicator: null,
      })),
    })
  }
  return { version, parts }
}

function noAbove(): AppError {
  return new AppError(
    'plan.noAbove',
    422,
    {
      zh: '这份方案没有指明上级文件，请选择与哪一份对照。',
      en: 'This plan names no plan above; choose the one to compare it with.',
    },
    { field: 'with' },
  )
}

function unknownPart(part: string, field: string): AppError {
  return notFound(
    'plan.partNotFound',
    { zh: '方案里没有这份文件。', en: 'There is no such document in the plan.' },
    { field, value: part },
  )
}
