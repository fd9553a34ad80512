// A village, its township, its county and somebody who reads the board: the exit as people live it, day by day.

import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { type Browser, expect, type Page } from '@playwright/test'
import { drawnSignature, scannedSheet } from '../demo/pictures.ts'
import { keepPicture, mustBeWithoutBarriers, mustFit, signInAs } from './office.ts'
import { homeOf, letDaysPass, test } from './world.ts'

const VILLAGE = '450521111208'
const FIRST_DAY = '2017-03-31'

interface People {
  readonly village: Page
  readonly helper: Page
  readonly town: Page
  readonly county: Page
}

async function enterAll(browser: Browser, baseURL: string): Promise<People> {
  const enter = async (account: string) => {
    const page = await (await browser.newContext({ baseURL })).newPage()
    await signInAs(page, account)
    return page
  }
  return {
    village: await enter('豹狸村文书'),
    helper: await enter('帮扶联系人'),
    town: await enter('石康镇扶贫专干'),
    county: await enter('合浦县扶贫办'),
  }
}

/** Ids are made by whoever sends. */
const newId = () => crypto.randomUUID().replace(/^(.{14})./, '$17')

async function ask<T>(page: Page, url: string): Promise<T> {
  const answer = await page.request.get(url)
  expect(answer.ok(), `${url}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

async function send<T>(page: Page, url: string, data: object): Promise<T> {
  const answer = await page.request.post(url, { data, timeout: 120_000 })
  expect(answer.ok(), `${JSON.stringify(data).slice(0, 300)}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

interface Exit {
  readonly case: string
  readonly household: string
  readonly name: string
}

/** The same act for a list, as one of those who may. */
async function act(page: Page, exits: readonly Exit[], said: object, votes?: object): Promise<void> {
  await send(page, '/api/cases/acts', actBody(exits, said, votes))
}

const actBody = (exits: readonly Exit[], said: object, votes?: object) => ({
  act: said,
  cases: exits.map((exit) => ({ id: newId(), case: exit.case, ...(votes ? { votes } : {}) })),
})

const decide = (page: Page, exits: readonly Exit[], step: string, outcome: string, reason?: string) =>
  act(page, exits, { kind: 'decided', step, outcome, ...(reason ? { reason } : {}) })

/** What the engine says against an act: by household, in one sentence each. */
async function refusalOf(page: Page, exits: readonly Exit[], said: object): Promise<Map<string, string>> {
  const answer = await page.request.post('/api/cases/acts', { data: actBody(exits, said) })
  expect(answer.status()).toBe(422)
  const { errors } = (await answer.json()) as {
    errors: { value: string; messages: { zh: string } }[]
  }
  const names = new Map(exits.map((exit) => [exit.case, exit.name]))
  return new Map(errors.map(({ value, messages }) => [names.get(value)!, messages.zh]))
}

async function upload(page: Page, name: string, buffer: Buffer): Promise<string[]> {
  const answer = await page.request.post('/api/cases/evidence', {
    multipart: { file: { name: `${name}.png`, mimeType: 'image/png', buffer } },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return [((await answer.json()) as { sha256: string }).sha256]
}

async function post(page: Page, exits: readonly Exit[], step: string, from: string): Promise<string> {
  const notice = newId()
  await act(page, exits, { kind: 'posted', step, notice, from, days: 7 })
  return notice
}

interface Candidate {
  readonly subject: { readonly id: string; readonly name: string }
  readonly openCase: string | null
}

async function listFree(page: Page, outcome: string): Promise<Candidate[]> {
  const { items } = await ask<{ items: Candidate[] }>(
    page,
    `/api/cases/candidates?region=${VILLAGE}&procedure=householdExit&outcome=${outcome}&limit=500`,
  )
  return items.filter(({ openCase }) => openCase === null)
}

/** What help brings a household: the township saw it today, and the verdict follows. */
const helped = {
  televisionOwned: true,
  broadcastReceived: true,
  houseGrade: 'A',
  houseStable: true,
  houseStructure: 'brickConcrete',
  newHouse: false,
}

/** Fourteen households whose verdict is met: those that meet it already, and some that help has brought so far. */
async function fourteenWhoMeetIt({ village, town }: People): Promise<Candidate[]> {
  for (const { subject } of await listFree(village, 'unmet')) {
    if ((await listFree(village, 'met')).length >= 14) break
    await record(town, subject.id, FIRST_DAY, helped)
  }
  const met = await listFree(village, 'met')
  expect(met.length).toBeGreaterThanOrEqual(14)
  return met.slice(0, 14)
}

const record = (page: Page, household: string, observedOn: string, facts: object) =>
  send(page, '/api/records', {
    id: newId(),
    subjectKind: 'household',
    subjectId: household,
    observedOn,
    facts,
    reason: '入户看到',
  })

async function openExits({ village }: People, candidates: readonly Candidate[]): Promise<Exit[]> {
  const exits = candidates.map(({ subject }) => ({
    case: newId(),
    household: subject.id,
    name: subject.name,
  }))
  await send(village, '/api/cases', {
    procedure: 'householdExit',
    kind: 'household',
    channel: 'cadre',
    reason: '列入2017年脱贫计划',
    subjects: exits.map((exit) => ({ id: exit.case, subject: exit.household })),
  })
  return exits
}

/** From the check in the house to the first notice; answers which it is. */
async function untilFirstNotice({ village, helper }: People, exits: readonly Exit[]): Promise<string> {
  await decide(village, exits, 'homeCheck', 'meets')
  const step = 'dualConfirmation'
  for (const [page, signer] of [
    [village, 'head'],
    [helper, 'helper'],
  ] as const) {
    const evidence = await upload(page, signer, drawnSignature(signer.length))
    await act(page, exits, { kind: 'signed', step, signer, way: 'drawn', evidence })
  }
  const evidence = await upload(helper, '验收表', scannedSheet(1))
  await act(helper, exits, { kind: 'attached', step, attachment: 'dualConfirmationSheet', evidence })
  await decide(helper, exits, step, 'signed')
  const meeting = {
    place: '村委会会议室',
    chair: '麦大',
    recorder: '江二',
    present: ['麦大', '江二', '丁三', '岳四', '秋五', '铁六', '湖七', '翠八', '海九'],
    minutes: '逐户评议，全部同意。',
  }
  const picture = await upload(village, '到会', scannedSheet(2))
  await act(village, exits, { kind: 'met', step: 'villageReview', meeting, evidence: picture }, { agree: 9 })
  await decide(village, exits, 'villageReview', 'passed')
  return post(village, exits, 'firstNotice', FIRST_DAY)
}

/** Somebody of the village, without an account, on an old phone. */
async function objectOnTheBoard(
  browser: Browser,
  baseURL: string,
  notice: string,
  { name }: Exit,
): Promise<{ reader: Page; number: string }> {
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  })
  const reader = await context.newPage()
  await reader.goto(`/gs/notice/${notice}`)
  // Group, head's name and size of the household, and nothing else.
  await expect(reader.getByRole('columnheader')).toHaveText(['序号', '村民小组', '户主姓名', '家庭人口数'])
  await expect(reader.getByRole('row').filter({ hasText: name })).toHaveCount(1)
  await expect(reader.getByRole('row')).toHaveCount(15)
  await reader.goto(`/gs/notice/${notice}/object`)
  const choice = reader.getByRole('option').filter({ hasText: name })
  await reader.getByLabel('对哪一户有意见').selectOption((await choice.getAttribute('value'))!)
  await reader.getByLabel('您的意见和理由').fill('这户去年在县城买了房，请核实。')
  await reader.getByLabel('我已看过上面的说明').check()
  await reader.getByRole('button', { name: '提交异议' }).click()
  const number = (await reader.locator('.number').textContent())!.trim()
  expect(number).not.toBe('')
  return { reader, number }
}

/** The objection is looked into above the village, and found right: the household is taken out. */
async function takeOut({ village, town }: People, exit: Exit): Promise<void> {
  const { objections } = await ask<{ objections: { id: string; text: string }[] }>(
    town,
    `/api/cases/${exit.case}`,
  )
  expect(objections.map(({ text }) => text)).toEqual(['这户去年在县城买了房，请核实。'])
  const step = 'firstNotice'
  const { id } = objections[0]!
  await act(town, [exit], {
    kind: 'answered',
    step,
    objection: id,
    upheld: true,
    text: '经核实，该户在县城有商品房，本次不予退出公示。',
  })
  await decide(village, [exit], step, 'opposed', '异议属实')
  await decide(village, [exit], 'homeCheck', 'fails', '有商品房，另行核查')
}

const statusOf = async (page: Page, { household }: Exit, asOf: string) =>
  (await ask<{ status: string }>(page, `/api/households/${household}?asOf=${asOf}`)).status

test.use({ days: 'exit' })
test.describe.configure({ mode: 'serial', timeout: 900_000 })

test('twelve households of a village go from the verdict to the announced exit; one is taken out by an objection, one is stopped on the way', async ({
  browser,
  baseURL,
}) => {
  const people = await enterAll(browser, baseURL!)
  const { village, town, county } = people
  const exits = await openExits(people, await fourteenWhoMeetIt(people))
  const [opposed, stopped, ...going] = exits as [Exit, Exit, ...Exit[]]
  expect(going).toHaveLength(12)
  const first = await untilFirstNotice(people, exits)
  const { reader, number } = await objectOnTheBoard(browser, baseURL!, first, opposed)

  // Nobody goes on while the notice hangs; when it is over, the one that somebody objected to waits for its answer.
  const unopposed = { kind: 'decided', step: 'firstNotice', outcome: 'unopposed' }
  await letDaysPass(village, '2017-04-06')
  expect([...(await refusalOf(village, going, unopposed)).values()]).toEqual(
    going.map(() => expect.stringContaining('公示至 2017-04-06 止')),
  )
  await letDaysPass(village, '2017-04-07')
  const waiting = await refusalOf(village, exits, unopposed)
  expect([...waiting.keys()]).toEqual([opposed.name])
  expect(waiting.get(opposed.name)).toContain('异议')
  await takeOut(people, opposed)
  await act(village, [stopped, ...going], unopposed)

  // The township looks again at one house and cannot say how sound it is: the verdict turns, and that one stays behind.
  await record(town, stopped.household, '2017-04-07', { houseGrade: null, houseStable: null })
  const passed = { kind: 'decided', step: 'townAudit', outcome: 'passed' }
  const held = await refusalOf(town, [stopped, ...going], passed)
  expect([...held.keys()]).toEqual([stopped.name])
  expect(held.get(stopped.name)).toContain('无法判定')
  await act(town, going, passed)
  const second = await post(town, going, 'secondNotice', '2017-04-07')
  await letDaysPass(town, '2017-04-14')

  // A stamp asks for somebody who has just shown who they are.
  await signInAs(town, '石康镇扶贫专干')
  await decide(town, going, 'secondNotice', 'unopposed')
  await signInAs(county, '合浦县扶贫办')
  await decide(county, going, 'countyApproval', 'approved')
  const announcement = await post(county, going, 'announcement', '2017-04-14')
  await decide(county, going, 'announcement', 'exited')

  for (const exit of going) {
    const days = ['2017-01-01', FIRST_DAY, '2017-04-13', '2017-04-14']
    const found = await Promise.all(days.map((day) => statusOf(county, exit, day)))
    expect(found, exit.name).toEqual(['expected', 'expected', 'expected', 'exited'])
  }
  for (const exit of [opposed, stopped]) expect(await statusOf(county, exit, '2017-04-14')).toBe('expected')

  // What hung is kept as it hung, and who objected learns what came of it.
  for (const notice of [second, announcement]) {
    const kept = await ask<{ rows: unknown[]; columns: { id: string }[] }>(county, `/api/notices/${notice}`)
    expect(kept.columns.map(({ id }) => id)).toEqual(['serial', 'villageGroup', 'headName', 'householdSize'])
    expect(kept.rows).toHaveLength(12)
  }
  await reader.goto('/gs/answer')
  await reader.locator('input[name=number]').fill(number)
  await reader.locator('form').getByRole('button').last().click()
  await expect(reader.locator('main')).toContainText('该户在县城有商品房')
})

test('the page of a case that ended shows who decided what, and when', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  const { items } = await ask<{ items: { id: string; ended: string }[] }>(
    page,
    `/api/cases?region=${VILLAGE}&state=ended&outcome=exited&limit=50`,
  )
  const [last] = items.filter(({ ended }) => ended === '2017-04-14')
  await page.goto(`/cases/${last!.id}`)
  await expect(page.locator('.case-facts')).toContainText('脱贫')
  await expect(page.locator('.line-step').last()).toContainText('合浦县扶贫办')
  await keepPicture(page, 'exit-ended')
  await mustBeWithoutBarriers(page, 'exit that ended')
})

test('the day of the demo world passes from its banner, and the page shows the new one', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto('/?date=2017-04-14')
  const banner = page.getByRole('region', { name: '演示世界' })
  await expect(banner).toContainText('今天是 2017-04-14')
  await banner.getByRole('button', { name: '次日' }).click()
  await expect(banner).toContainText('日子正在过到 2017-04-15')
  await expect(page).toHaveURL(/date=2017-04-15/)
  await expect(banner).toContainText('今天是 2017-04-15')
  await mustBeWithoutBarriers(page, 'banner', ['color-contrast', 'label', 'button-name'])
  await page.setViewportSize({ width: 390, height: 844 })
  await mustFit(page, 'banner of the demo world')
})

test('lika verify makes every status, verdict and case again, and finds the seals whole', ({ world }) => {
  expect(world).toBeTruthy()
  const root = resolve(import.meta.dirname, '..')
  const lika = (...args: string[]) =>
    execFileSync(process.execPath, ['--no-warnings', join(root, 'apps/server/src/cli.ts'), ...args], {
      env: { ...process.env, LIKA_HOME: homeOf(test.info().parallelIndex), LIKA_LANG: 'en' },
      encoding: 'utf8',
    })
  expect(JSON.parse(lika('verify', '--json'))).toMatchObject({ equal: true })
  lika('seal')
  lika('verify', '--seals')
})
