/** What the tests of regions share: a small county, a household in it, and the routes over HTTP. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { regionLevelOf } from '@lika/codes'
import { type Problem, type Region, type RegionChange, type RegionChangeAnswer, routes } from '@lika/contract'
import type { Fact } from '@lika/policy'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { openAuditJournal } from '../../platform/audit.ts'
import { fixedClock } from '../../platform/clock.ts'
import { type Db, withTransaction } from '../../platform/db.ts'
import { type Actor, buildHttp, createLogger } from '../../platform/http.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import {
  addFactColumns,
  type Catalogue,
  type Changed,
  refoldHouseholds,
  refoldPersons,
  refoldVillages,
} from '../registry/index.ts'
import { regionsRoutes } from './regions.routes.ts'

export const today = '2017-10-01'

const textFact = (subject: string, id: string) =>
  ({ subject, id, type: 'text', scale: 0, label: { zh: id, en: id }, flow: false }) as unknown as Fact

/** Facts that the folds themselves name, and nothing of any policy. */
export const catalogue: Catalogue = {
  household: [textFact('household', 'cause'), { ...textFact('household', 'wages'), flow: true }],
  person: [
    textFact('person', 'name'),
    textFact('person', 'relation'),
    { ...textFact('person', 'birthDate'), type: 'date' },
  ],
  village: [textFact('village', 'road')],
}

/** Codes with names; the national lists would bring the same. */
export const county: Readonly<Record<string, string>> = {
  45: '广西壮族自治区',
  4505: '北海市',
  450512: '铁山港区',
  450512101: '南康镇',
  450512101201: '水鸣村委会',
  450521: '合浦县',
  450521100: '廉州镇',
  450521100201: '大江村委会',
  450521100202: '马江村委会',
  450521100203: '青山村委会',
  450521101: '党江镇',
  450521101201: '木案村委会',
}

export async function plantRegions(db: Db, regions = county): Promise<void> {
  for (const [code, name] of Object.entries(regions)) {
    const above = [2, 4, 6, 9].filter((length) => length < code.length).at(-1)
    await db.pool.query('insert into region (code, parent_code, level, name) values ($1, $2, $3, $4)', [
      code,
      above ? code.slice(0, above) : null,
      regionLevelOf(code),
      name,
    ])
  }
  await withTransaction(db, (tx) => addFactColumns(tx, catalogue))
}

export function anActor(regions: readonly string[], permissions = ['regions.read', 'regions.edit']): Actor {
  const accountId = '01890000-0000-7000-8000-000000000001'
  return { accountId, name: 'clerk', role: 'countyOffice', permissions: new Set(permissions), regions }
}

/** Whatever the routes answer; a test that reads a part which is not there fails by itself. */
export type Body = Omit<Region & Problem & RegionChangeAnswer, 'id'> & {
  readonly items: readonly RegionChange[]
}
export interface Answer {
  readonly status: number
  readonly body: Body
}

export interface Api {
  readonly get: (url: string, actor?: Actor) => Promise<Answer>
  readonly post: (url: string, body: unknown, actor?: Actor) => Promise<Answer>
  /** Whom the changes handed on to be judged again. */
  readonly changed: Changed[]
  readonly close: () => Promise<void>
}

export async function openApi(db: Db): Promise<Api> {
  const changed: Changed[] = []
  const deps = {
    db,
    clock: fixedClock(`${today}T02:00:00Z`),
    catalogue,
    afterChange: async (_: unknown, each: Changed) => void changed.push(each),
  }
  const actors = new Map<string, Actor>()
  const app: FastifyInstance = await buildHttp({
    handled: regionsRoutes(deps),
    contract: Object.values(routes.regions),
    authenticate: async (request) => {
      const actor = actors.get(String(request.headers['x-actor']))
      return actor && { actor, token: '' }
    },
    audit: openAuditJournal(db.pool),
    uploadFolder: mkdtempSync(join(tmpdir(), 'lika-regions-test-')),
    logger: createLogger({ level: 'silent' }),
    about: { title: 'Lika', version: '0' },
  })
  const send = async (options: InjectOptions, actor = anActor(['450521'])) => {
    const key = uuidv7()
    actors.set(key, actor)
    const answer = await app.inject({ ...options, headers: { 'x-actor': key } })
    return { status: answer.statusCode, body: answer.json<Body>() }
  }
  return {
    get: (url, actor) => send({ method: 'GET', url }, actor),
    post: (url, body, actor) => send({ method: 'POST', url, payload: body as object }, actor),
    changed,
    close: () => app.close(),
  }
}

/** A household with its head, registered in a village or group since a day. */
export async function aHousehold(db: Db, region: string, since = '2015-12-31'): Promise<string> {
  const [household, person] = [uuidv7(), uuidv7()]
  const countyCode = region.slice(0, 6)
  await db.pool.query('insert into household (county_code, id, number) values ($1, $2, $3)', [
    countyCode,
    household,
    household.slice(-12),
  ])
  await db.pool.query('insert into person (county_code, id) values ($1, $2)', [countyCode, person])
  await aRecord(db, 'household', household, region, since, { householdNumber: household.slice(-12) })
  await aRecord(db, 'person', person, region, since, {
    householdId: household,
    relation: 'head',
    name: '测试人',
  })
  await withTransaction(db, async (tx) => {
    await refoldPersons(tx, catalogue, [{ countyCode, id: person }])
    await refoldHouseholds(tx, catalogue, [{ countyCode, id: household }])
  })
  return household
}

export async function aVillage(db: Db, code: string): Promise<string> {
  const id = uuidv7()
  const countyCode = code.slice(0, 6)
  await db.pool.query('insert into village (county_code, id, code) values ($1, $2, $3)', [
    countyCode,
    id,
    code,
  ])
  await aRecord(db, 'village', id, code, '2015-12-31', {})
  await withTransaction(db, (tx) => refoldVillages(tx, catalogue, [{ countyCode, id }]))
  return id
}

/** A record that says where somebody is registered, with whatever else. */
export async function aRecord(
  db: Db,
  kind: string,
  id: string,
  region: string,
  day: string,
  facts: object,
): Promise<void> {
  await db.pool.query(
    `insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts)
     values ($1, $2, $3, $4, $5, $6, '2017-01-01', $2, 'form', $7)`,
    [region.slice(0, 6), uuidv7(), kind, id, region, day, JSON.stringify({ regionCode: region, ...facts })],
  )
}

/** Where a subject is registered on a day. */
export async function regionOn(db: Db, kind: string, id: string, day: string): Promise<string | undefined> {
  const { rows } = await db.pool.query(
    `select region_code from ${kind}_snapshot
     where ${kind}_id = $1 and valid_from <= $2::date and $2::date < valid_to and ended_because is null`,
    [id, day],
  )
  return rows[0]?.region_code
}
