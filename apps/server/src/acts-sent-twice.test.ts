// Acts sent twenty times at once, sent again after the answer was lost, and sent with another body: imports, facts for
// many households, decisions on duplicates, boundaries and regions, numbers seen in full, and everything of access.
// What people record is in sent-twice.test.ts.

import type { FastifyInstance } from 'fastify'
import { test as base, familyRows, sheetOf } from './modules/imports/testing.ts'
import type { Db } from './platform/db.ts'
import { uuidv7 } from './platform/uuid.ts'
import { accountId } from './testing/places.ts'
import { cutAnswer, type Sent, sendOnce, sendTwenty } from './testing/sent.ts'
import { county, expect, idNumberOf, signIn, today, town, village } from './testing.ts'

interface Act extends Sent {
  readonly what: string
  readonly account?: string
  /** Of the twenty, so many may be answered so besides 200; a code is told once. */
  readonly alsoAnswers?: number
  /** What is changed of the body or the file; nothing where another body is another state, not another act. */
  readonly other?: object | undefined
  readonly otherFile?: Sent['file']
  /** How many rows it made, and how many there must be. */
  readonly rows: string
  readonly made?: number
}

const test = base.extend('port', { scope: 'file' }, async ({ app }): Promise<number> => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as { port: number }).port
})

async function actTwice(app: FastifyInstance, db: Db, port: number, acts: () => Promise<Act>): Promise<void> {
  const count = async (act: Act) => Number((await db.pool.query(act.rows)).rows[0].n)
  const many = await acts()
  const cookie = await signIn(app, many.account ?? 'county')
  const answers = await sendTwenty(app, cookie, many)
  const statuses = new Set(answers.map(({ statusCode }) => statusCode))
  statuses.delete(many.alsoAnswers ?? 200)
  expect([...statuses], `${many.what}: ${answers[0]?.body}`).toEqual(many.alsoAnswers ? [200] : [])
  expect(await count(many), many.what).toBe(many.made ?? 1)
  if (many.other || many.otherFile) {
    const file = many.otherFile ?? many.file
    const other = await sendOnce(app, cookie, {
      ...many,
      body: many.body && { ...many.body, ...many.other },
      file,
    })
    expect(other.statusCode, `${many.what} with another body: ${other.body}`).toBe(409)
    expect(await count(many), many.what).toBe(many.made ?? 1)
  }
  const one = await acts()
  const again = await signIn(app, one.account ?? 'county')
  await cutAnswer(port, again, one)
  const answer = await sendOnce(app, again, one)
  expect(answer.statusCode, `${one.what}, cut off: ${answer.body}`).toBe(one.alsoAnswers ?? 200)
  expect(await count(one), `${one.what}, cut off`).toBe(one.made ?? 1)
}

const reason = '人事调整'
let number = 0
const fresh = (prefix: string) => `${prefix}${++number}`

test('an upload of a sheet is one import', { timeout: 300_000 }, async ({ app, db, port }) => {
  await actTwice(app, db, port, async () => {
    const id = uuidv7()
    return {
      what: 'an upload',
      method: 'POST',
      path: `/api/imports?id=${id}&kind=households&region=${county}`,
      file: { name: 'a.xlsx', bytes: await sheetOf(familyRows(fresh('ST'), 2, {}, village(30))) },
      otherFile: { name: 'a.xlsx', bytes: await sheetOf(familyRows(fresh('ST'), 1, {}, village(30))) },
      rows: `select count(*) as n from import where id = '${id}'`,
    }
  })
})

test('a sheet is committed once and undone once, however often it is asked for', {
  timeout: 180_000,
}, async ({ app, db, port, clerk }) => {
  const committed: string[] = []
  await actTwice(app, db, port, async () => {
    const { id } = await clerk.check(await sheetOf(familyRows(fresh('SC'), 2, {}, village(31))))
    committed.push(id)
    return {
      what: 'a commit',
      method: 'POST',
      path: `/api/imports/${id}/commit`,
      body: {},
      other: { leaveOutErrors: true },
      rows: `select count(*) as n from job_progress where result->>'importId' = '${id}' and result->>'step' = 'committing'`,
    }
  })
  for (const id of committed) expect((await clerk.settled(id)).state).toBe('committed')
  await actTwice(app, db, port, async () => {
    const id = committed.pop()!
    return {
      what: 'an undo',
      method: 'POST',
      path: `/api/imports/${id}/undo`,
      body: { reason: '录错了' },
      other: { reason: '另一个原因' },
      rows: `select count(*) as n from job_progress where result->>'importId' = '${id}' and result->>'step' = 'undoing'`,
    }
  })
})

test('a fact for many households is recorded once', { timeout: 300_000 }, async ({
  app,
  db,
  port,
  aHousehold,
}) => {
  await actTwice(app, db, port, async () => {
    const id = uuidv7()
    const household = await aHousehold()
    return {
      what: 'an assignment',
      method: 'POST',
      path: '/api/assignments',
      body: {
        id,
        region: county,
        among: { households: [household.id] },
        fact: 'waterMinutes',
        value: 77,
        observedOn: '2017-03-30',
        reason,
        changed: 1,
      },
      other: { reason: '另一个原因' },
      rows: `select count(*) as n from import where id = '${id}'`,
    }
  })
})

test('two persons who are one are merged once, and not the other way round', { timeout: 300_000 }, async ({
  app,
  db,
  port,
  aHousehold,
}) => {
  await actTwice(app, db, port, async () => {
    const id = uuidv7()
    const members = (await Promise.all([aHousehold({ members: 2 }), aHousehold({ members: 2 })])).map(
      (each) => each.members[1]!,
    )
    const [a, b] = members.sort() as [string, string]
    await db.pool.query(
      `insert into duplicate (county_code, id, person_a, person_b, region_code, score, reasons) values ($1, $2, $3, $4, $5, 90, '[]')`,
      [county, id, a, b, village(1)],
    )
    return {
      what: 'a merge',
      method: 'POST',
      path: '/api/duplicates/decisions',
      body: { reason, decisions: [{ id, decision: 'merge', keep: a }] },
      other: { decisions: [{ id, decision: 'merge', keep: b }] },
      rows: `select count(*) as n from operation where kind = 'mergePersons' and detail->>'keptId' = '${a}'`,
    }
  })
  await actTwice(app, db, port, async () => {
    const id = uuidv7()
    return {
      what: 'a search for duplicates',
      method: 'POST',
      path: '/api/duplicates/search',
      body: { id, region: village(40) },
      other: { region: village(41) },
      rows: `select count(*) as n from job_progress where id = '${id}'`,
    }
  })
})

test('a village is renamed once, and boundaries are there once', { timeout: 300_000 }, async ({
  app,
  db,
  port,
}) => {
  await actTwice(app, db, port, async () => {
    const id = uuidv7()
    const name = fresh('更名村')
    return {
      what: 'a renamed village',
      method: 'POST',
      path: '/api/region-changes',
      body: { id, kind: 'rename', from: village(36 + (number % 2)), name, effectiveOn: '2017-03-30', reason },
      other: { name: '另一个名字' },
      rows: `select count(*) as n from region_change where id = '${id}'`,
    }
  })
  const ring = [
    [109, 21],
    [109.1, 21],
    [109.1, 21.1],
    [109, 21],
  ]
  const features = [
    {
      type: 'Feature',
      properties: { adcode: village(39) },
      geometry: { type: 'Polygon', coordinates: [ring] },
    },
  ]
  await actTwice(app, db, port, async () => ({
    what: 'boundaries',
    method: 'POST',
    path: '/api/region-boundaries',
    file: { name: 'b.geojson', bytes: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })) },
    rows: `select count(*) as n from region_boundary where code = '${village(39)}'`,
  }))
})

test('a number that is seen in full after a lost answer is counted and kept once', async ({
  app,
  db,
  port,
  aHousehold,
}) => {
  const used = async () =>
    Number(
      (await db.pool.query(`select coalesce(sum(used), 0) as n from budget where kind = 'unmaskings'`))
        .rows[0].n,
    )
  const before = await used()
  await actTwice(app, db, port, async () => {
    const id = uuidv7()
    const { members } = await aHousehold({ members: [{ idNumber: idNumberOf(7_000 + ++number) }] })
    return {
      what: 'an unmasking',
      method: 'POST',
      path: '/api/unmaskings',
      body: { id, subjectKind: 'person', subjectId: members[0]!, fact: 'idNumber', purpose: '核对医保' },
      other: { purpose: '另一个用途' },
      rows: `select count(*) as n from unmasking where id = '${id}'`,
    }
  })
  expect((await used()) - before).toBe(2)
})

test('whatever is changed of access is changed once', { timeout: 300_000 }, async ({ app, db, port, as }) => {
  const security = as('security')
  const changes = (id: string) => `select count(*) as n from access_change where id = '${id}'`
  const unit = uuidv7()
  const aUnit = async () => {
    const id = uuidv7()
    await security.addUnit({ body: { id, kind: 'office', name: fresh('单位'), region: county, reason } })
    return id
  }
  await security.addUnit({ body: { id: unit, kind: 'office', name: '工作站', region: county, reason } })
  const account = () => {
    const name = fresh('twice.')
    const staff = { id: uuidv7(), name: `干部${name}` }
    return { id: uuidv7(), name, displayName: name, unit, staff, grants: [], reason }
  }
  const anAccount = async () => {
    const body = account()
    await security.addAccount({ body })
    return body.id
  }
  const aGrant = () => ({ id: uuidv7(), role: 'leader', region: town, validFrom: today, reason })
  const aRole = () => ({
    key: `twice${String.fromCharCode(97 + (++number % 26))}${String.fromCharCode(97 + (Math.floor(number / 26) % 26))}`,
    label: { zh: fresh('角色'), en: 'A role' },
    basedOn: 'leader',
    permissions: ['registry.read'],
    reason,
  })
  const acts: (() => Promise<Act>)[] = [
    async () => {
      const id = uuidv7()
      const body = { id, kind: 'office', name: fresh('新单位'), region: county, reason }
      const rows = `select count(*) as n from access_change where unit_id = '${id}'`
      return {
        what: 'a unit',
        method: 'POST',
        path: '/api/units',
        body,
        other: { name: fresh('别的') },
        rows,
      }
    },
    async () => {
      const id = uuidv7()
      const path = `/api/units/${await aUnit()}/changes`
      const body = { id, name: fresh('改名'), reason }
      return {
        what: 'a renamed unit',
        method: 'POST',
        path,
        body,
        other: { name: '别名' },
        rows: changes(id),
      }
    },
    async () => {
      const body = account()
      const rows = `select count(*) as n from access_change where account_id = '${body.id}' and kind = 'accountMade'`
      const other = { displayName: '别人' }
      return {
        what: 'an account',
        method: 'POST',
        path: '/api/accounts',
        body,
        other,
        rows,
        alsoAnswers: 409,
      }
    },
    async () => {
      const id = uuidv7()
      const path = `/api/accounts/${await anAccount()}/invitations`
      const body = { id, reason }
      return { what: 'an invitation', method: 'POST', path, body, rows: changes(id), alsoAnswers: 409 }
    },
    async () => {
      const id = uuidv7()
      const path = `/api/accounts/${await anAccount()}/state`
      const body = { id, state: 'disabled', reason }
      const other = { state: 'active' }
      return { what: 'a disabled account', method: 'POST', path, body, other, rows: changes(id) }
    },
    async () => {
      const id = uuidv7()
      const path = `/api/accounts/${await anAccount()}/sessions/end`
      const other = { reason: '另一个原因' }
      return { what: 'ended sessions', method: 'POST', path, body: { id, reason }, other, rows: changes(id) }
    },
    async () => {
      const body = aGrant()
      const path = `/api/accounts/${await anAccount()}/grants`
      const rows = `select count(*) as n from access_change where grant_id = '${body.id}'`
      return { what: 'a grant', method: 'POST', path, body, other: { role: 'registrar' }, rows }
    },
    async () => {
      const id = uuidv7()
      const grant = aGrant()
      await security.grantRole({ params: { id: await anAccount() }, body: grant })
      const path = `/api/grants/${grant.id}/revocation`
      const other = { reason: '另一个原因' }
      return { what: 'a revoked grant', method: 'POST', path, body: { id, reason }, other, rows: changes(id) }
    },
    async () => {
      const body = aRole()
      const rows = `select count(*) as n from access_change where role = '${body.key}'`
      const other = { label: { zh: '别的', en: 'Other' } }
      return { what: 'a role', method: 'POST', path: '/api/roles', body, other, rows }
    },
    async () => {
      const id = uuidv7()
      const role = aRole()
      await security.addRole({ body: role })
      const path = `/api/roles/${role.key}/changes`
      const body = { id, retired: true, reason }
      return {
        what: 'a retired role',
        method: 'POST',
        path,
        body,
        other: { retired: false },
        rows: changes(id),
      }
    },
  ]
  for (const act of acts)
    await actTwice(app, db, port, async () => ({ account: 'security', ...(await act()) }))
})

test('a plan is filed, corrected, decided about and withdrawn once', { timeout: 300_000 }, async ({
  app,
  db,
  port,
  as,
}) => {
  const text = '合浦县饮水方案\n一、目标\n2017年底前完成1200户改造。'
  const filed = async () =>
    (await as('county').addPlan({ body: { id: uuidv7(), region: county, text: `${text}${fresh('甲')}` } })).id
  await actTwice(app, db, port, async () => {
    const id = uuidv7()
    const rows = `select count(*) as n from plan where id = '${id}'`
    return {
      what: 'a plan',
      method: 'POST',
      path: '/api/plans',
      body: { id, region: county, text },
      other: { text: '另一份' },
      rows,
    }
  })
  await actTwice(app, db, port, async () => {
    const id = await filed()
    return {
      what: 'a version',
      method: 'POST',
      path: `/api/plans/${id}/versions`,
      body: { version: 2, text: `${text}更正`, reason },
      other: { text: `${text}另一种更正` },
      rows: `select count(*) as n from plan_version where plan_id = '${id}' and version = 2`,
    }
  })
  await actTwice(app, db, port, async () => {
    const id = await filed()
    const decision = {
      id: uuidv7(),
      kind: 'finding',
      decision: 'accepted',
      finding: { rule: 'sum', stated: null },
    }
    return {
      what: 'a decision about a statement',
      method: 'POST',
      path: `/api/plans/${id}/decisions`,
      body: { decisions: [decision] },
      other: { decisions: [{ ...decision, decision: 'rejected' }] },
      rows: `select count(*) as n from decision where subject_id = '${id}'`,
    }
  })
  await actTwice(app, db, port, async () => {
    const id = await filed()
    return {
      what: 'a withdrawal',
      method: 'POST',
      path: `/api/plans/${id}/changes`,
      body: { id: uuidv7(), ended: true, reason },
      other: { ended: false },
      rows: `select count(*) as n from decision where subject_id = '${id}'`,
    }
  })
})

test('sessions that were begun after an ending are not ended when it is sent again', async ({ app, db }) => {
  const cookie = await signIn(app, 'security')
  await signIn(app, 'helper')
  const end: Sent = {
    method: 'POST',
    path: `/api/accounts/${accountId('helper')}/sessions/end`,
    body: { id: uuidv7(), reason },
  }
  const live = async () =>
    Number(
      (
        await db.pool.query(`select count(*) as n from session where account_id = $1 and ended_at is null`, [
          accountId('helper'),
        ])
      ).rows[0].n,
    )
  await sendOnce(app, cookie, end)
  expect(await live()).toBe(0)
  await signIn(app, 'helper')
  expect((await sendOnce(app, cookie, end)).statusCode).toBe(200)
  expect(await live()).toBe(1)
})
