import type { Decision, Statement } from '@lika/contract'
import { withTransaction } from '../../../platform/db.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import {
  type Api,
  county,
  describe,
  expect,
  otherCounty,
  otherTown,
  refusalOf,
  test,
  town,
  village,
} from '../../../testing.ts'
import { aFundLine, aPlan, aTarget, aTask, placeOf, planText } from '../testing.ts'
import { refoldPlans, verifyPlans } from './fold.ts'
import { listStatements } from './statements.store.ts'

type Draft = Omit<Decision, 'id' | 'decision'> & Partial<Pick<Decision, 'id' | 'decision'>>

const decided = (draft: Draft): Decision => ({ id: uuidv7(), decision: 'accepted', ...draft }) as Decision

async function decide(api: Api, plan: string, ...drafts: Draft[]): Promise<Statement[]> {
  const body = { decisions: drafts.map(decided) }
  return (await api.decideStatements({ params: { id: plan }, body })).statements
}

const theTarget: Draft = { kind: 'target', place: placeOf('1200户农户饮水改造'), target: { ...aTarget } }
const theTask: Draft = {
  kind: 'task',
  place: placeOf('10月底前完成水源点建设'),
  task: structuredClone(aTask),
}
const theFundLine: Draft = {
  kind: 'fundLine',
  place: placeOf('1200户需补助资金600万元'),
  fundLine: structuredClone(aFundLine) as never,
}

describe('what people accept', () => {
  test('is in force, with its author and its place, and nothing else is', async ({ api, db }) => {
    const { id } = await aPlan(api)
    const statements = await decide(api, id, theTarget, theTask, theFundLine, {
      kind: 'finding',
      place: placeOf('共需资金900万元'),
      finding: { rule: 'fundsGap', stated: '900' },
    })
    expect(statements).toHaveLength(4)
    expect(statements[0]).toMatchObject({
      kind: 'target',
      state: 'accepted',
      version: 1,
      target: aTarget,
      by: 'county',
      reason: '',
    })
    for (const { range, here } of statements) expect(here).toEqual(range)
    expect((await api.getPlan({ params: { id } })).accepted).toEqual({ targets: 1, tasks: 1, fundLines: 1 })
    const [document] = (await api.getPlan({ params: { id } })).documents
    expect(document!.decided).toBe(3)
    const part = await api.getPlanPart({ params: { id, part: '0' } })
    expect(part.statements.map((each) => each.id).sort()).toEqual(statements.map((each) => each.id).sort())
    const { rows } = await db.pool.query(
      `select t.text, t.due_on, (select array_agg(u.role || ' ' || u.name || ' ' || coalesce(u.department, '') order by u.role, u.name)
         from task_unit u where u.task_id = t.id) as units from task t where t.plan_id = $1`,
      [id],
    )
    expect(rows).toEqual([
      {
        text: '完成水源点建设',
        due_on: '2017-10-31',
        units: ['cooperating 县扶贫办 poverty', 'cooperating 县财政局 finance', 'lead 县水利局 water'],
      },
    ])
  })

  test('nothing is in force that nobody accepted', async ({ api, db }) => {
    const { id } = await aPlan(api)
    const { rows } = await db.pool.query('select from plan_statement where plan_id = $1', [id])
    expect(rows).toEqual([])
  })

  test('is corrected, rejected, taken back and accepted again under one id', async ({ api }) => {
    const { id } = await aPlan(api)
    const [first] = await decide(api, id, theTarget)
    const statement = first!.id
    const [corrected] = await decide(api, id, {
      kind: 'target',
      statement,
      after: first!.decision,
      target: { ...aTarget, value: '1250' },
      reason: '  应为1250户  ',
    })
    expect(corrected).toMatchObject({
      id: statement,
      target: { value: '1250' },
      reason: '应为1250户',
      range: first!.range,
    })
    const [rejected] = await decide(api, id, {
      kind: 'target',
      statement,
      decision: 'rejected',
      reason: '不是目标',
    })
    expect(rejected).toMatchObject({ id: statement, state: 'rejected', range: first!.range })
    expect((await api.getPlan({ params: { id } })).accepted.targets).toBe(0)
    expect(await decide(api, id, { kind: 'target', statement, decision: 'takenBack' })).toEqual([])
    const [again] = await decide(api, id, {
      kind: 'target',
      statement,
      place: theTarget.place!,
      target: { ...aTarget },
    })
    expect(again).toMatchObject({ id: statement, state: 'accepted', target: aTarget })
    expect(
      await refusalOf(
        decide(api, id, { kind: 'target', statement, after: first!.decision, decision: 'takenBack' }),
      ),
    ).toMatchObject({ status: 409, code: 'plan.decidedSince' })
  })

  test('sent again it is answered again, and never twice', async ({ api, db }) => {
    const { id } = await aPlan(api)
    const body = { decisions: [decided(theTarget), decided(theTask)] }
    const first = await api.decideStatements({ params: { id }, body })
    const again = await Promise.all(
      Array.from({ length: 5 }, () => api.decideStatements({ params: { id }, body })),
    )
    for (const answer of again) expect(answer).toEqual(first)
    const count = async () =>
      (await db.pool.query('select count(*) as n from decision where subject_id = $1', [id])).rows[0].n
    expect(await count()).toBe(2)
    const other = { decisions: [{ ...body.decisions[0]!, reason: '另一个' }] }
    expect(await refusalOf(api.decideStatements({ params: { id }, body: other }))).toMatchObject({
      status: 409,
    })
    const elsewhere = await aPlan(api)
    expect(await refusalOf(api.decideStatements({ params: { id: elsewhere.id }, body }))).toMatchObject({
      status: 409,
      code: 'decision.differentBody',
    })
    expect(await refusalOf(decide(api, id, theTarget))).toMatchObject({
      status: 409,
      code: 'plan.acceptedAlready',
    })
    expect(await count()).toBe(2)
  })
})

describe('a batch with a fault stores nothing and names every fault', () => {
  const faults: readonly [string, Draft, string][] = [
    ['no content', { kind: 'target', place: theTarget.place! }, 'target'],
    ['content of another kind', { ...theTarget, task: structuredClone(aTask) }, 'task'],
    [
      'a version that is not there',
      { ...theTarget, place: { ...theTarget.place!, version: 9 } },
      'place.version',
    ],
    ['a document that is not there', { ...theTarget, place: { ...theTarget.place!, part: 9 } }, 'place.part'],
    [
      'a range beyond the text',
      { ...theTarget, place: { ...theTarget.place!, range: [0, planText.length + 1] } },
      'place.range',
    ],
    ['an empty range', { ...theTarget, place: { ...theTarget.place!, range: [5, 5] } }, 'place.range'],
    ['a region outside', { ...theTarget, target: { ...aTarget, region: otherCounty } }, 'target.region'],
    [
      'a region that is not there',
      { ...theTarget, target: { ...aTarget, region: '450521999' } },
      'target.region',
    ],
    ['an end before its beginning', { ...theTarget, target: { ...aTarget, to: '2016-01-01' } }, 'target.to'],
    ['a range without its end', { ...theTarget, target: { ...aTarget, bound: 'between' } }, 'target.upTo'],
    ['an end of no range', { ...theTarget, target: { ...aTarget, upTo: '1300' } }, 'target.upTo'],
    [
      'an end below its beginning',
      { ...theTarget, target: { ...aTarget, bound: 'between', upTo: '999.5' } },
      'target.upTo',
    ],
    ['a part of what is not there', { ...theTarget, target: { ...aTarget, of: uuidv7() } }, 'target.of'],
    [
      'a cycle without an end',
      { ...theTask, task: { ...structuredClone(aTask), every: 'month', to: null } },
      'task.from',
    ],
    [
      'a unit that is not there',
      { ...theTask, task: { ...structuredClone(aTask), lead: [{ name: '县水利局', unit: uuidv7() }] } },
      'task.lead.0.unit',
    ],
    [
      'money below zero',
      { ...theFundLine, fundLine: { ...aFundLine, terms: [], yuan: '-1' } },
      'fundLine.yuan',
    ],
    ['taking back of nothing', { kind: 'target', decision: 'takenBack' }, 'statement'],
    ['a statement that is not there', { ...theTarget, statement: uuidv7() }, 'statement'],
  ]
  for (const [name, draft, field] of faults)
    test(name, async ({ api, db }) => {
      const { id } = await aPlan(api)
      const refusal = await refusalOf(decide(api, id, theFundLine, draft))
      expect(refusal).toMatchObject({ status: 422, code: 'plan.decisions', field: `decisions.1.${field}` })
      expect(refusal.messages.zh).toContain('第 2 条')
      const { rows } = await db.pool.query('select from decision where subject_id = $1', [id])
      expect(rows).toEqual([])
    })

  test('the same statement twice in a batch', async ({ api }) => {
    const { id } = await aPlan(api)
    const [{ id: statement }] = (await decide(api, id, theTarget)) as [Statement]
    const back: Draft = { kind: 'target', statement, decision: 'takenBack' }
    expect(await refusalOf(decide(api, id, back, back))).toMatchObject({ field: 'decisions.1.statement' })
  })

  test('targets that are parts of each other', async ({ api }) => {
    const { id } = await aPlan(api)
    const [upper, lower] = [uuidv7(), uuidv7()]
    const part = (own: string, of: string): Draft => ({ id: own, kind: 'target', target: { ...aTarget, of } })
    expect(await refusalOf(decide(api, id, part(upper, lower), part(lower, upper)))).toMatchObject({
      code: 'plan.circle',
    })
    expect(await refusalOf(decide(api, id, part(upper, upper)))).toMatchObject({
      field: 'decisions.0.target.of',
    })
  })
})

describe('levels', () => {
  test('a county reads what the city accepted, and cannot decide for it', async ({ api, as }) => {
    const { id } = await aPlan(as('city'), { region: '4505' })
    const [target] = await decide(as('city'), id, theTarget)
    const { statements } = await api.getPlanPart({ params: { id, part: '0' } })
    expect(statements.map((each) => each.id)).toContain(target!.id)
    for (const draft of [theTask, { kind: 'target', statement: target!.id, decision: 'takenBack' } as Draft])
      expect(await refusalOf(decide(api, id, draft))).toMatchObject({ status: 403, code: 'plan.notYours' })
  })

  test('a county breaks a target of the city down in its own region, unseen by the next county', async ({
    api,
    as,
    installation,
  }) => {
    const { id } = await aPlan(as('city'), { region: '4505' })
    const [whole] = await decide(as('city'), id, { ...theTarget, target: { ...aTarget, region: '4505' } })
    const below = (region: string, ...drafts: Draft[]) =>
      api.decideStatements({ params: { id }, body: { region, decisions: drafts.map(decided) } })
    const part: Draft = {
      kind: 'target',
      target: { ...aTarget, kind: 'assigned', value: '700', region: town, of: whole!.id },
    }
    const { statements } = await below(county, part)
    expect(statements).toMatchObject([
      { state: 'accepted', version: null, range: null, target: { region: town } },
    ])
    for (const [wrong, field] of [
      [{ ...theTask, place: undefined }, 'kind'],
      [{ kind: 'target', target: { ...aTarget } }, 'target.of'],
      [{ ...part, place: theTarget.place! }, 'place'],
      [{ kind: 'target', statement: whole!.id, decision: 'takenBack' }, 'statement'],
      [{ ...part, target: { ...part.target!, region: otherCounty } }, 'target.region'],
    ] as [Draft, string][])
      expect(await refusalOf(below(county, JSON.parse(JSON.stringify(wrong)))), field).toMatchObject({
        status: 422,
        field: `decisions.0.${field}`,
      })
    expect(await refusalOf(below(otherCounty, part))).toMatchObject({ status: 404, code: 'region.notFound' })
    const seenBy = async (account: 'city' | 'otherCounty' | 'registrar') =>
      (await as(account).getPlanPart({ params: { id, part: '0' } })).statements.map((each) => each.id)
    expect(await seenBy('city')).toContain(statements[0]!.id)
    expect(await seenBy('registrar')).toContain(statements[0]!.id)
    expect(await seenBy('otherCounty')).toEqual([whole!.id])
    // The query itself tells no more where row-level security does not hold.
    const told = await listStatements(installation.db.pool, { plans: [id], regions: [otherCounty] })
    expect(told.map((each) => each.id)).toEqual([whole!.id])
    expect(await refusalOf(decide(as('registrar'), id, theTask))).toMatchObject({ status: 403 })
  })

  test('a township files and decides for itself', async ({ as }) => {
    const { id } = await aPlan(as('town'), { region: town })
    const [target] = await decide(as('town'), id, {
      ...theTarget,
      target: { ...aTarget, region: village(1) },
    })
    expect(target).toMatchObject({ target: { region: village(1) } })
    expect(
      await refusalOf(decide(as('town'), id, { ...theTarget, target: { ...aTarget, region: otherTown } })),
    ).toMatchObject({ field: 'decisions.0.target.region' })
  })
})

describe('a corrected version', () => {
  test('keeps what stands in it, at its new place, and names what was changed', async ({ api }) => {
    const { id } = await aPlan(api)
    const [target, task, fundLine] = await decide(api, id, theTarget, theTask, theFundLine)
    const text = planText
      .replace('一、目标任务', '一、总体要求和目标任务')
      .replace('1200户需补助资金600万元', '1200户需补助资金610万元')
    await api.addPlanVersion({ params: { id }, body: { version: 2, text, reason: '更正资金' } })
    const { statements } = await api.getPlanPart({ params: { id, part: '0' } })
    const here = new Map(statements.map((each) => [each.id, each.here]))
    expect(text.slice(...here.get(target!.id)!)).toBe('1200户农户饮水改造')
    expect(text.slice(...here.get(task!.id)!)).toBe('10月底前完成水源点建设')
    expect(here.get(fundLine!.id)).toBeNull()
    const { touched } = await api.comparePlanVersions({ params: { id }, query: { from: '1', to: '2' } })
    expect(touched.map((each) => each.id)).toEqual([fundLine!.id])
    const plan = await api.getPlan({ params: { id } })
    expect(plan.accepted).toEqual({ targets: 1, tasks: 1, fundLines: 1 })
    expect(plan.documents[0]!.decided).toBe(2)
    const place = placeOf('1200户需补助资金610万元', text, 2)
    const [mended] = await decide(api, id, {
      kind: 'fundLine',
      statement: fundLine!.id,
      place,
      fundLine: { ...aFundLine, terms: [], yuan: '6100000' },
    })
    expect(mended).toMatchObject({ id: fundLine!.id, version: 2, here: place.range })
  })
})

describe('a plan that is withdrawn', () => {
  test('has nothing in force, takes no decisions, and comes back whole', async ({ api, db }) => {
    const { id } = await aPlan(api)
    await decide(api, id, theTarget, theTask, theFundLine)
    const rows = async () =>
      (
        await db.pool.query(
          `select (select count(*) from target where plan_id = $1) as targets, (select count(*) from task where plan_id = $1) as tasks,
             (select count(*) from fund_line where plan_id = $1) as lines, (select count(*) from plan_statement where plan_id = $1) as statements`,
          [id],
        )
      ).rows[0]
    const change = (ended: boolean, own = uuidv7()) =>
      api.changePlan({ params: { id }, body: { id: own, ended, reason: '另有新文件' } })
    const own = uuidv7()
    expect(await change(true, own)).toMatchObject({
      ended: true,
      accepted: { targets: 0, tasks: 0, fundLines: 0 },
    })
    expect(await change(true, own)).toMatchObject({ ended: true })
    expect(await rows()).toEqual({ targets: 0, tasks: 0, lines: 0, statements: 3 })
    expect(await refusalOf(decide(api, id, theTask))).toMatchObject({ status: 422, code: 'plan.ended' })
    expect(await refusalOf(change(true))).toMatchObject({ code: 'plan.isSoAlready' })
    const listed = async (ended?: 'with') =>
      (await api.listPlans({ query: { region: county, ...(ended ? { ended } : {}) } })).items.map(
        (plan) => plan.id,
      )
    expect(await listed()).not.toContain(id)
    expect(await listed('with')).toContain(id)
    expect(await change(false)).toMatchObject({
      ended: false,
      accepted: { targets: 1, tasks: 1, fundLines: 1 },
    })
    expect(await rows()).toEqual({ targets: 1, tasks: 1, lines: 1, statements: 3 })
  })
})

describe('the fold', () => {
  test('after any decisions in any order it is what the journal yields', async ({ api, installation }) => {
    const { id } = await aPlan(api)
    const open = new Map<string, Draft>()
    let seed = 20170331
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return seed % below
    }
    for (let step = 0; step < 40; step++) {
      const drafts: Draft[] = []
      const known = [...open.keys()]
      if (known.length < 4 || next(3) === 0) {
        const draft = [theTarget, theTask, theFundLine][next(3)]!
        const place = { ...draft.place!, range: [step, step + 5] as [number, number] }
        drafts.push({ ...draft, id: uuidv7(), place })
      } else {
        const statement = known[next(known.length)]!
        const { kind, place: _place, ...content } = open.get(statement)!
        const decision = (['accepted', 'rejected', 'takenBack'] as const)[next(3)]!
        const { id: _id, ...what } = content
        drafts.push({ kind, statement, decision, ...(decision === 'takenBack' ? {} : what) })
      }
      await decide(api, id, ...drafts)
      for (const draft of drafts) if (draft.id) open.set(draft.id, draft)
      if (next(12) === 0)
        for (const ended of [true, false])
          await api.changePlan({ params: { id }, body: { id: uuidv7(), ended, reason: '试撤下' } })
    }
    const equal = () => withTransaction(installation.db, verifyPlans)
    for (const { fold, missing, extra, examples } of await equal())
      expect([fold, missing, extra, examples]).toEqual([fold, 0, 0, []])
    const rows = async () =>
      (await installation.db.pool.query('select * from task_unit order by task_id, role, name')).rows
    const before = await rows()
    await withTransaction(installation.db, (tx) => refoldPlans(tx, installation.clock.today()))
    expect(await rows()).toEqual(before)
    for (const { fold, missing, extra } of await equal()) expect([fold, missing, extra]).toEqual([fold, 0, 0])
    await installation.db.pool.query(`update target set value = value + 1 where plan_id = $1`, [id])
    expect((await equal()).find(({ fold }) => fold === 'target')!.extra).toBeGreaterThan(0)
  })
})
