import { procedureOf } from '@lika/policy'
import { uuidv7 } from '../../../platform/uuid.ts'
import { accountId } from '../../../testing/places.ts'
import {
  county,
  describe,
  expect,
  group,
  otherTown,
  refusalOf,
  test,
  today,
  town,
  village,
} from '../../../testing.ts'
import { digestOf } from './content.ts'
import { titleOf } from './issuer.ts'
import { findNotice, takeDown } from './notices.store.ts'
import { readNumber } from './number.ts'
import { anActor, caseOf, postAlone, procedureInForce, stepNamed } from './testing.ts'

const officer = anActor(accountId('county'), [county])

test('a notice of an exit shows number, group, head and size, and nothing else', async ({
  installation,
  aHousehold,
}) => {
  const second = await aHousehold({ region: group(village(1), 2), members: [{ name: '李四' }, {}, {}] })
  const first = await aHousehold({ region: group(village(1), 1), members: [{ name: '张三' }, {}] })
  const procedure = procedureInForce(installation, 'householdExit')
  const step = stepNamed(procedure, 'firstNotice')
  const id = uuidv7()
  const posted = await postAlone(installation, officer, {
    id,
    procedure,
    step,
    cases: [second, first].map(caseOf),
    from: today,
    days: 7,
  })
  expect(posted).toEqual({ id, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), until: '2017-04-06' })
  const kept = (await findNotice(installation.db.pool, id))!
  expect(kept.regionCode).toBe(village(1))
  expect(kept.content.columns.map((column) => column.label.zh)).toEqual([
    '序号',
    '村民小组',
    '户主姓名',
    '家庭人口数',
  ])
  expect(kept.content.rows.map(({ cells }) => cells)).toEqual([
    ['1', '第01组', '张三', '2'],
    ['2', '第02组', '李四', '3'],
  ])
  expect(kept.content.issuer).toBe('第01村村民委员会')
  expect(kept.content.title).toBe('第01村贫困户脱贫“双认定”公示')
  expect(kept.content.text).toContain('2017年3月31日至2017年4月6日（7 天）')
  expect(kept.content.text).toContain('12317')
  expect(digestOf(kept.content)).toBe(posted.sha256)
  expect(kept.sha256).toBe(posted.sha256)
})

test('the second notice bears the township, the announcement the county', async ({
  installation,
  aHousehold,
}) => {
  const household = caseOf(await aHousehold({ region: group(village(2), 1) }))
  const procedure = procedureInForce(installation, 'householdExit')
  const issuers = []
  for (const name of ['secondNotice', 'announcement']) {
    const id = uuidv7()
    const step = stepNamed(procedure, name)
    await postAlone(installation, officer, { id, procedure, step, cases: [household], from: today, days: 7 })
    const { content } = (await findNotice(installation.db.pool, id))!
    issuers.push([content.kind, content.issuer])
  }
  expect(issuers).toEqual([
    ['notice', '廉州镇人民政府'],
    ['announcement', '合浦县人民政府'],
  ])
})

test('sent again it is the same notice, though the household has grown since; other content is refused', async ({
  installation,
  aHousehold,
  api,
}) => {
  const household = await aHousehold({ region: group(village(3), 1) })
  const procedure = procedureInForce(installation, 'householdExit')
  const step = stepNamed(procedure, 'firstNotice')
  const ask = { id: uuidv7(), procedure, step, cases: [caseOf(household)], from: today, days: 7 }
  const posted = await postAlone(installation, officer, ask)
  await api.appendRecord({
    body: {
      id: uuidv7(),
      subjectKind: 'person',
      subjectId: household.members[0]!,
      observedOn: today,
      facts: { name: '改名' },
    },
  })
  expect(await postAlone(installation, officer, ask)).toEqual(posted)
  expect((await refusalOf(postAlone(installation, officer, { ...ask, days: 8 }))).code).toBe(
    'notice.differentBody',
  )
  const other = caseOf(await aHousehold({ region: group(village(3), 1) }))
  const grown = { ...ask, cases: [...ask.cases, other] }
  expect((await refusalOf(postAlone(installation, officer, grown))).code).toBe('notice.differentBody')
})

test('one that was taken down is not posted again by its id: it would hang nowhere', async ({
  installation,
  aHousehold,
}) => {
  const procedure = procedureInForce(installation, 'householdExit')
  const step = stepNamed(procedure, 'firstNotice')
  const cases = [caseOf(await aHousehold({ region: group(village(3), 1) }))]
  const ask = { id: uuidv7(), procedure, step, cases, from: today, days: 7 }
  await postAlone(installation, officer, ask)
  await takeDown(
    installation.db.pool,
    { countyCode: county, id: ask.id },
    { on: today, by: officer.accountId, at: installation.registry.clock.now(), reason: '名单有误' },
  )
  expect(await refusalOf(postAlone(installation, officer, ask))).toMatchObject({
    status: 409,
    code: 'notice.takenDown',
  })
  expect(await postAlone(installation, officer, { ...ask, id: uuidv7() })).toMatchObject({
    until: '2017-04-06',
  })
})

test('households of two villages cannot stand on one notice of a village: those elsewhere are named', async ({
  installation,
  aHousehold,
}) => {
  const here = [
    caseOf(await aHousehold({ region: group(village(4), 1) })),
    caseOf(await aHousehold({ region: group(village(4), 2) })),
  ]
  const elsewhere = caseOf(await aHousehold({ region: group(village(1, otherTown), 1) }))
  const procedure = procedureInForce(installation, 'householdExit')
  const step = stepNamed(procedure, 'firstNotice')
  const refusal = await refusalOf(
    postAlone(installation, officer, {
      id: uuidv7(),
      procedure,
      step,
      cases: [here[0]!, elsewhere, here[1]!],
      from: today,
      days: 7,
    }),
  )
  expect(refusal).toMatchObject({
    code: 'notice.otherRegion',
    detail: { value: [elsewhere.id], expected: village(4) },
    errors: [{ field: 'cases.1', value: elsewhere.id }],
  })
})

describe('a notice is refused', () => {
  test.for([
    ['from a day that has passed', { from: '2017-03-30' }, 'notice.past'],
    ['by somebody of another county', { regions: ['450512'] }, 'notice.place'],
    ['by somebody of the village next door', { regions: [village(6)] }, 'notice.place'],
    ['for a step without a notice', { step: 'townAudit' }, 'notice.none'],
  ] as const)('%s', async ([, wish, code], { installation, aHousehold }) => {
    const household = caseOf(await aHousehold({ region: group(village(5), 1) }))
    const procedure = procedureInForce(installation, 'householdExit')
    const asked = { from: today, regions: [county], step: 'firstNotice', ...wish }
    const refusal = await refusalOf(
      postAlone(installation, anActor(accountId('county'), asked.regions), {
        id: uuidv7(),
        procedure,
        step: stepNamed(procedure, asked.step),
        cases: [household],
        from: asked.from,
        days: 7,
      }),
    )
    expect(refusal.code).toBe(code)
  })

  test('with a column that nobody may publish, and without any', async ({ installation, aHousehold }) => {
    const household = caseOf(await aHousehold({ region: group(village(5), 1) }))
    const procedure = procedureInForce(installation, 'householdExit')
    const step = stepNamed(procedure, 'firstNotice')
    for (const columns of [['headName', 'idNumber'], ['constructor'], []]) {
      const tampered = { ...step, notice: { ...step.notice!, columns } }
      const ask = { id: uuidv7(), procedure, step: tampered, cases: [household], from: today, days: 7 }
      expect((await refusalOf(postAlone(installation, officer, ask))).code).toBe('notice.columns')
    }
  })

  test('for days worked of a year that nobody has decreed', async ({ installation, aHousehold }) => {
    const household = caseOf(await aHousehold({ region: group(village(5), 1) }))
    const procedure = procedureInForce(installation, 'householdExit')
    const step = stepNamed(procedure, 'firstNotice')
    const worked = { ...step, notice: { ...step.notice!, workingDays: true } }
    const ask = { id: uuidv7(), procedure, step: worked, cases: [household], from: '2098-12-30', days: 7 }
    expect((await refusalOf(postAlone(installation, officer, ask))).code).toBe('notice.calendar')
  })
})

test('villages are listed with what is intended, and a county with what was decided about it', async ({
  installation,
  aVillage,
}) => {
  const { id, code } = await aVillage()
  const about = (subjectKind: string, subjectId: string, regionCode: string) => ({
    id: uuidv7(),
    countyCode: county,
    subjectKind,
    subjectId,
    regionCode,
  })
  const said = async (name: string, stepName: string, cases: Parameters<typeof postAlone>[2]['cases']) => {
    const procedure = procedureInForce(installation, name)
    const step = stepNamed(procedure, stepName)
    const notice = uuidv7()
    await postAlone(installation, officer, { id: notice, procedure, step, cases, from: today, days: 7 })
    const { content, regionCode } = (await findNotice(installation.db.pool, notice))!
    return [regionCode, content.rows.map(({ cells }) => cells), content.issuer]
  }
  const ofVillage = [about('village', id, code)]
  expect(await said('villageExit', 'townNotice', ofVillage)).toEqual([
    town,
    [['1', '第21村', '拟认定为已脱贫摘帽村']],
    '廉州镇人民政府',
  ])
  expect(await said('villageExit', 'announcement', ofVillage)).toEqual([
    town,
    [['1', '第21村', '已脱贫摘帽村']],
    '合浦县人民政府',
  ])
  const exit = procedureInForce(installation, 'countyExit')
  const steps = exit.steps.filter(({ notice, announcement }) => notice ?? announcement)
  for (const step of steps) {
    const [region, rows, issuer] = await said('countyExit', step.id, [about('county', uuidv7(), county)])
    expect(region).toBe(county)
    expect(issuer).toBe('广西壮族自治区扶贫开发领导小组')
    expect(rows).toEqual([['1', step.notice ? '拟批准摘帽' : '批准摘帽']])
  }
})

test('titles read as people would write them, for every procedure that posts something', ({
  installation,
}) => {
  const { policies } = installation.judging()
  const years = [2016, 2017, 2021, 2026]
  const procedures = ['450521', '431022102', '610222', '420921'].flatMap((region) =>
    years.flatMap((year) => policies.at(region, `${year}-12-31`).items.procedures ?? []),
  )
  const titles = procedures
    .map(procedureOf)
    .flatMap((procedure) =>
      procedure.steps
        .filter(({ notice, announcement }) => notice ?? announcement)
        .map((step) => titleOf(procedure, step, '水车村')),
    )
  expect(new Set(titles).size).toBeGreaterThan(6)
  for (const title of titles) expect(title).toMatch(/^水车村.+(公示|公告)(（.+）)?$/)
  for (const title of titles) expect(title).not.toMatch(/程序(公示|公告)|公示公示|公告公告/)
})

describe('children', () => {
  const child = (year: number) => ({ relation: 'head', birthDate: `${year}-05-01` })

  test('are never listed by name, neither alone nor as heads', async ({ installation, aHousehold }) => {
    const region = group(village(7), 1)
    const minors = [
      { ...child(2001), name: '未成年' },
      { relation: 'other', birthDate: '2006-01-01' },
    ]
    const childHead = [
      { ...child(2005), name: '小户主' },
      { relation: 'grandfather', birthDate: '1950-01-01' },
    ]
    const unknownAge = [{ name: '年龄不详', birthDate: null }, {}]
    const grown = [{ name: '成年人' }, {}]
    const households = []
    for (const members of [minors, childHead, unknownAge, grown])
      households.push(caseOf(await aHousehold({ region, members })))
    const procedure = procedureInForce(installation, 'householdExit')
    const step = stepNamed(procedure, 'firstNotice')
    const id = uuidv7()
    await postAlone(installation, officer, { id, procedure, step, cases: households, from: today, days: 7 })
    const { content } = (await findNotice(installation.db.pool, id))!
    expect(content.rows.map(({ cells }) => cells[2])).toEqual([
      '（姓名不公示）',
      '（姓名不公示）',
      '（姓名不公示）',
      '成年人',
    ])
    expect(JSON.stringify(content)).not.toMatch(/未成年|小户主|年龄不详/)
    expect(content.text).toContain('由村民委员会当面说明')
  })
})

describe('numbers', () => {
  test('twenty who post at once each get one of their own', async ({ installation, aHousehold }) => {
    const region = group(village(8), 1)
    const procedure = procedureInForce(installation, 'householdExit')
    const step = stepNamed(procedure, 'firstNotice')
    const household = await aHousehold({ region })
    const ids = Array.from({ length: 20 }, () => uuidv7())
    await Promise.all(
      ids.map((id) =>
        postAlone(installation, officer, {
          id,
          procedure,
          step,
          cases: [caseOf(household)],
          from: today,
          days: 7,
        }),
      ),
    )
    const { rows } = await installation.db.pool.query<{ number: string }>(
      'select number from notice where id = any($1)',
      [ids],
    )
    expect(new Set(rows.map(({ number }) => number)).size).toBe(20)
    for (const { number } of rows) expect(number).toMatch(/^〔2017〕450521-0331-[0-9A-HJKMNP-TV-Z]{4}$/)
  })

  test('one that is sent twenty times at once is posted once', async ({ installation, aHousehold }) => {
    const procedure = procedureInForce(installation, 'householdExit')
    const step = stepNamed(procedure, 'firstNotice')
    const cases = [caseOf(await aHousehold({ region: group(village(9), 1) }))]
    const ask = { id: uuidv7(), procedure, step, cases, from: today, days: 7 }
    const answers = await Promise.all(Array.from({ length: 20 }, () => postAlone(installation, officer, ask)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  test('are read as people type them', () => {
    const number = '〔2017〕450521-0331-7K31'
    for (const typed of [
      number,
      '2017 450521 0331 7k31',
      '[2017]450521-0331-7K3l',
      '２０１７450521－0331－7K3I',
    ])
      expect(readNumber(typed)).toBe(number)
    for (const typed of ['', '7K31', '2017-450521-0331', '合公示第12号', `${number}9`])
      expect(readNumber(typed)).toBeUndefined()
  })
})
