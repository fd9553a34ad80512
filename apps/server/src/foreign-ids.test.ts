// Every route, every parameter and every option of a query, asked by whoever has no business there: with the ids, codes,
// names and numbers of a household of another town. Nothing of it is told, and nothing of it changes.
import { allRoutes, type Route } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'
import { clerkOf, familyRows, readSheetRows, sheetOf, test } from './modules/imports/testing.ts'
import type { Db } from './platform/db.ts'
import { uuidv7 } from './platform/uuid.ts'
import { aJpeg } from './testing/photos.ts'
import type { Builders } from './testing/subjects.ts'
import {
  type AccountName,
  type Api,
  county,
  describe,
  expect,
  idNumberOf,
  otherTown,
  send,
  signIn,
  village,
} from './testing.ts'

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  const?: unknown
  enum?: unknown[]
  items?: Schema
  pattern?: string
  format?: string
  minItems?: number
}

/** Whom nobody else may hear of, and by what it could be found. */
interface Canary {
  readonly ids: readonly string[]
  readonly codes: readonly string[]
  readonly texts: readonly string[]
  /** What an answer must not hold, unless the question held it. */
  readonly secrets: readonly string[]
  /** The newest record of the household, for corrections. */
  readonly sha256: string
}

const place = village(1, otherTown)
const names = ['卡纳瑞', '卡罗琳', '卡西欧']
const number = 'CANARY0001'
const phone = '13900009191'

async function plant({ app, as, aHousehold, aVillage, db }: Omit<Fixtures, 'aDecision'>): Promise<Canary> {
  await aVillage({ code: place })
  await aVillage({ code: village(1) })
  await aHousehold({ region: village(1) })
  const idNumber = idNumberOf(919)
  const { id, members } = await aHousehold({
    region: place,
    number,
    waterMinutes: 45,
    members: [{ name: names[0]!, idNumber, phone }, { name: names[1]! }],
  })
  const officer = await clerkOf(app, 'otherTown')
  const evidence = await uploadPicture(app, await signIn(app, 'otherTown'))
  const record = uuidv7()
  await as('otherTown').appendRecord({
    body: {
      id: record,
      subjectKind: 'household',
      subjectId: id,
      observedOn: '2017-03-01',
      facts: { waterMinutes: 44 },
      evidence: [evidence],
    },
  })
  const rows = familyRows('CANARY0002', 2, { 行政村代码: place }, place).map((row) => ({
    ...row,
    姓名: names[2]!,
  }))
  const sheet = await officer.check(await sheetOf(rows), { region: otherTown })
  const [view, duplicate] = [uuidv7(), uuidv7()]
  await as('otherTown').saveView({
    params: { id: view },
    body: { page: 'households', name: '卡纳瑞的视图', search: { region: otherTown }, shared: false },
  } as never)
  await db.pool.query(
    `insert into duplicate (county_code, id, person_a, person_b, region_code, score, reasons)
     values ($1, $2, least($3::uuid, $4::uuid), greatest($3::uuid, $4::uuid), $5, 90, '[]')`,
    [county, duplicate, members[0], members[1], place],
  )
  return {
    ids: [id, ...members, record, sheet.id, view, duplicate],
    codes: [otherTown, place],
    texts: [number, ...names, idNumber, phone, 'knr'],
    secrets: [id, ...members, record, number, 'CANARY0002', ...names, idNumber, phone],
    sha256: evidence,
  }
}

async function uploadPicture(app: FastifyInstance, cookie: string): Promise<string> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/evidence',
    headers: { cookie, 'content-type': 'multipart/form-data; boundary=b' },
    payload: Buffer.concat([
      Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'),
      aJpeg({ text: 'canary' }),
      Buffer.from('\r\n--b--\r\n'),
    ]),
  })
  return answer.json().sha256
}

/** Values of a schema that speak of the canary, or whatever fits. */
function speaking(schema: Schema, canary: Canary): unknown[] {
  if (schema.const !== undefined) return [schema.const]
  if (schema.enum) return [schema.enum[0]]
  if (schema.anyOf) return schema.anyOf.flatMap((each) => speaking(each, canary)).slice(0, 12)
  if (schema.type === 'boolean') return [true]
  if (schema.type === 'null') return [null]
  if (schema.type === 'integer' || schema.type === 'number') return [1]
  if (schema.type === 'array')
    return speaking(schema.items ?? {}, canary)
      .slice(0, 8)
      .map((each) => Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => each))
  if (schema.properties) return bodiesOf(schema, canary)
  if (schema.type === 'object') return [{ waterMinutes: 3 }]
  if (schema.format === 'date') return ['2017-03-01']
  const known = [
    ...canary.ids,
    ...canary.codes,
    ...canary.texts,
    canary.sha256,
    '2017-03',
    '1',
    'household-exit',
    'asc',
  ]
  const fitting =
    schema.pattern === undefined
      ? [...canary.texts]
      : known.filter((each) => new RegExp(schema.pattern!).test(each))
  return fitting.length > 0 ? fitting : ['1']
}

/** Bodies in which one part after another takes each of its values, and the others their first. */
function bodiesOf(schema: Schema, canary: Canary): Record<string, unknown>[] {
  const parts = Object.entries(schema.properties ?? {}).map(
    ([name, each]) => [name, speaking(each, canary)] as const,
  )
  const first = Object.fromEntries(
    parts
      .filter(([name]) => name === 'id' || schema.required?.includes(name))
      .map(([name, values]) => [name, values[0]]),
  )
  const fresh = 'id' in first ? { ...first, id: uuidv7() } : first
  return [
    fresh,
    ...parts.flatMap(([name, values]) =>
      values.map((value) => ({
        ...fresh,
        [name]: value,
        ...('id' in fresh && name !== 'id' ? { id: uuidv7() } : {}),
      })),
    ),
  ]
}

interface Question {
  readonly method: 'GET'
  readonly url: string
  readonly payload?: object
}

function questionsOf(route: Route, canary: Canary): Question[] {
  const params = bodiesOf((route.params ?? {}) as Schema, canary)
  const queries = [
    ...bodiesOf((route.query ?? {}) as Schema, canary),
    // Options beside one's own region, where a filter could reach beyond it.
    ...bodiesOf((route.query ?? {}) as Schema, canary).map((query) =>
      'region' in query ? { ...query, region: village(1) } : query,
    ),
  ]
  const bodies = route.body ? bodiesOf(route.body as Schema, canary) : [undefined]
  const ids = (route.params as (TSchema & Schema) | undefined)?.properties ? params : [{}]
  const urlOf = (values: Record<string, unknown>, query: Record<string, unknown>) => {
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String(values[name] ?? '1')),
    )
    const text = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) =>
        Array.isArray(value) ? value.map((each) => [name, String(each)]) : [[name, String(value)]],
      ) as [string, string][],
    )
    return text.size > 0 ? `${path}?${text}` : path
  }
  const method = route.method as 'GET'
  const asked = [
    ...ids.flatMap((values) => bodies.slice(0, 1).map((body) => ({ values, query: queries[0]!, body }))),
    ...queries.flatMap((query) => ids.slice(0, 2).map((values) => ({ values, query, body: bodies[0] }))),
    ...bodies.flatMap((body) => ids.slice(0, 4).map((values) => ({ values, query: queries[0]!, body }))),
  ]
  const seen = new Map<string, Question>()
  for (const { values, query, body } of asked) {
    const question = { method, url: urlOf(values, query), ...(body ? { payload: body } : {}) }
    seen.set(JSON.stringify([question.url, body && { ...body, id: '' }]), question)
  }
  return [...seen.values()]
}

/** What an answer tells of the canary that its question did not hold. */
async function told(app: FastifyInstance, cookie: string, question: Question, canary: Canary) {
  const answer = await send(app, { ...question, headers: { cookie } })
  const type = String(answer.headers['content-type'])
  const text = type.includes('spreadsheetml')
    ? JSON.stringify(await readSheetRows(answer.rawPayload))
    : answer.body
  const asked = decodeURIComponent(question.url) + JSON.stringify(question.payload ?? '')
  const leaked = canary.secrets.filter((secret) => text.includes(secret) && !asked.includes(secret))
  return { status: answer.statusCode, leaked }
}

interface Fixtures extends Builders {
  readonly app: FastifyInstance
  readonly as: (account: string) => Api
  readonly db: Db
}

/** Policies speak of nobody, and neither does an empty sheet; one's own account is one's own, and one's sessions are needed. */
const routes = (allRoutes as readonly Route[]).filter(
  ({ id, path, upload, permission }) =>
    !upload &&
    !['public', 'policies.read'].includes(permission) &&
    !/^\/api\/(session|account)/.test(path) &&
    id !== 'getImportTemplate',
)

describe('a household of another town', () => {
  test('is found nowhere by whoever does not answer for it, and stays as it is', async ({
    app,
    as,
    aHousehold,
    aVillage,
    db,
    worker,
  }) => {
    expect(worker).toBeDefined()
    const canary = await plant({ app, as, aHousehold, aVillage, db })
    const journal = async () =>
      (
        await db.pool.query(
          `select (select count(*)::int from record where subject_id = any($1)) as records,
             (select count(*)::int from decision where subject_id = any($1)) as decisions,
             (select count(*)::int from operation where detail::text like '%' || $2 || '%') as operations,
             (select count(*)::int from unmasking where subject_id = any($1)) as unmaskings,
             (select state from import where id = any($1)) as import, (select count(*)::int from saved_view where id = any($1)) as views,
             (select state from duplicate where id = any($1)) as duplicate`,
          [canary.ids, canary.ids[0]],
        )
      ).rows[0]
    const before = await journal()
    for (const account of ['town', 'otherCounty'] as AccountName[]) {
      const cookie = await signIn(app, account)
      const failures: string[] = []
      let asked = 0
      for (const route of routes)
        for (const question of questionsOf(route, canary)) {
          asked++
          const { status, leaked } = await told(app, cookie, question, canary)
          if (leaked.length > 0 || status === 429 || status >= 500)
            failures.push(
              `${route.id} ${question.url} ${JSON.stringify(question.payload)} → ${status} ${leaked}`,
            )
        }
      expect(failures, account).toEqual([])
      expect(asked).toBeGreaterThan(800)
    }
    expect(await journal()).toEqual(before)

    // The same questions of its own officer are answered: the test above could have failed.
    const cookie = await signIn(app, 'otherTown')
    const telling = new Set<string>()
    for (const route of routes.filter(({ id, method }) => method === 'GET' || id === 'search'))
      for (const question of questionsOf(route, canary))
        if ((await told(app, cookie, question, canary)).leaked.length > 0) telling.add(route.id)
    expect([...telling].sort()).toEqual(
      expect.arrayContaining([
        'exportHouseholds',
        'getHousehold',
        'getImport',
        'listDuplicates',
        'listHouseholds',
        'listImportRows',
        'listImports',
        'listTimeline',
        'listViews',
        'search',
      ]),
    )
  }, 240_000)
})
