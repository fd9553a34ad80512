// What hangs, until when; what a case leaves behind as paper; what a look-back found.

import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { mustBeWithoutBarriers, mustFit, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const VILLAGE = '豹狸村文书'
const HELPER = '帮扶联系人'
const COUNTY = '合浦县扶贫办'
const REGION = '450521111208'

const newId = () => {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

async function ask<T>(page: Page, path: string, data?: object): Promise<T> {
  const answer = data ? await page.request.post(path, { data }) : await page.request.get(path)
  expect(answer.ok(), `${path} ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const upload = async (page: Page) => {
  const file = { name: '扫描件.png', mimeType: 'image/png', buffer: picture }
  const answer = await page.request.post('/api/cases/evidence', { multipart: { file } })
  expect(answer.ok(), await answer.text()).toBe(true)
  return ((await answer.json()) as { sha256: string }).sha256
}

const act = (page: Page, id: string, said: object, votes?: object) =>
  ask(page, '/api/cases/acts', {
    act: said,
    cases: [{ id: newId(), case: id, ...(votes ? { votes } : {}) }],
  })

type Candidates = {
  readonly items: readonly { subject: { id: string; name: string }; openCase: string | null }[]
}

async function openCase(page: Page, procedure: string, outcome = ''): Promise<{ id: string; name: string }> {
  const filter = outcome && `&outcome=${outcome}`
  const path = `/api/cases/candidates?region=${REGION}&procedure=${procedure}&limit=200${filter}`
  const { items } = await ask<Candidates>(page, path)
  const free = items.find(({ openCase }) => openCase === null)
  if (!free) throw new Error(`nobody in ${REGION} for ${procedure}`)
  const id = newId()
  const subjects = [{ id, subject: free.subject.id }]
  await ask(page, '/api/cases', {
    procedure,
    subjects,
    kind: 'household',
    channel: 'cadre',
    reason: '入户摸排',
  })
  return { id, name: free.subject.name }
}

/** An exit that has come to its first notice and hangs for seven days; what is not the point goes by the API. */
async function aNoticeHangs(page: Page) {
  await signInAs(page, VILLAGE)
  const found = await openCase(page, 'householdExit', 'met')
  const sheet = await upload(page)
  await act(page, found.id, { kind: 'decided', step: 'homeCheck', outcome: 'meets' })
  const step = 'dualConfirmation'
  await act(page, found.id, {
    kind: 'attached',
    step,
    attachment: 'dualConfirmationSheet',
    evidence: [sheet],
  })
  const signed = { kind: 'signed', step, way: 'drawn', evidence: [sheet] }
  await act(page, found.id, { ...signed, signer: 'head', name: found.name })
  await signInAs(page, HELPER)
  await act(page, found.id, { kind: 'signed', step, signer: 'helper', way: 'account', evidence: [] })
  await act(page, found.id, { kind: 'decided', step, outcome: 'signed' })
  await signInAs(page, VILLAGE)
  const present = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬']
  const meeting = {
    place: '村委会',
    chair: '韦支书',
    recorder: '黄文书',
    present,
    minutes: '逐户评议，无异议。',
  }
  const votes = { agree: 9, disagree: 0, abstain: 0 }
  await act(page, found.id, { kind: 'met', step: 'villageReview', meeting, evidence: [sheet] }, votes)
  await act(page, found.id, { kind: 'decided', step: 'villageReview', outcome: 'passed' })
  const notice = newId()
  const { today } = await ask<{ today: string }>(page, '/api/session')
  await act(page, found.id, { kind: 'posted', step: 'firstNotice', notice, from: today, days: 7 })
  return { ...found, notice, today }
}

/** A look-back that ends: the household is rightly where it is. */
async function aLookBackEnds(page: Page) {
  await signInAs(page, VILLAGE)
  const { id, name } = await openCase(page, 'lookBack')
  const sheet = await upload(page)
  const paper = { kind: 'signed', way: 'paper', name: '签字人', evidence: [sheet] }
  await act(page, id, { kind: 'attached', step: 'homeCheck', attachment: 'checkSheet', evidence: [sheet] })
  await act(page, id, { ...paper, step: 'homeCheck', signer: 'verifier' })
  await act(page, id, { kind: 'decided', step: 'homeCheck', outcome: 'checked' })
  await signInAs(page, COUNTY)
  const scan = { ...paper, evidence: [await upload(page)] }
  for (const signer of ['povertyOffice', 'civilAffairs', 'disabledFederation'])
    await act(page, id, { ...scan, step: 'jointVerification', signer })
  await act(page, id, { kind: 'decided', step: 'jointVerification', outcome: 'foundCorrect' })
  for (const signer of ['countyPartySecretary', 'countyHead'])
    await act(page, id, { ...scan, step: 'correctConfirmation', signer })
  await act(page, id, { kind: 'decided', step: 'correctConfirmation', outcome: 'correct' })
  return { id, name }
}

test('a village clerk reads what hangs, prints it to put it up, and takes it down for a mistake', async ({
  page,
}) => {
  const { name, notice, id } = await aNoticeHangs(page)
  await page.goto('/notices')
  const row = page.getByRole('row').filter({ has: page.locator(`a[href*="${notice}"]`) })
  await expect(row).toContainText('还有 7 天')
  await row.getByRole('link').first().click()

  await test.step('it stands as it was published, with the case behind its row', async () => {
    const table = page.getByRole('table').first()
    await expect(table.getByRole('columnheader')).toHaveText(['序号', '村民小组', '户主姓名', '家庭人口数'])
    await expect(table).toContainText(name)
    await expect(page.getByRole('link', { name: '打开第 1 行的事项' })).toHaveAttribute(
      'href',
      new RegExp(id),
    )
    await expect(page.getByText('还没有人提出异议。')).toBeVisible()
  })

  await test.step('the poster bears the code of its public page and fits the sheet that is chosen', async () => {
    await page.getByRole('link', { name: '打印张贴稿' }).click()
    const poster = page.getByRole('article')
    await expect(poster.getByRole('img', { name: /公开页面的二维码/ })).toBeVisible()
    await expect(poster).toContainText('12317')
    await page.getByText('A4 竖版').click()
    await expect(page).toHaveURL(/size=a4/)
    // A4 in points; one household fits on one page.
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(paper).toMatch(/\/MediaBox \[0 0 59[45]\.?\d* 84[12]/)
  })

  await page.getByRole('link', { name: '回到这份公示' }).click()
  await page.getByRole('link', { name: '撤下公示' }).click()
  await page.getByRole('button', { name: '确认撤下' }).click()
  await expect(page.getByText('请写原因，至少两个字')).toBeVisible()
  await page.getByRole('textbox', { name: '撤下原因' }).fill('人口数有误，更正后重新公示')
  await page.getByRole('button', { name: '确认撤下' }).click()
  await expect(page.getByText('人口数有误，更正后重新公示')).toBeVisible()
  await page.goto('/notices?state=takenDown')
  await expect(page.getByRole('row').filter({ has: page.locator(`a[href*="${notice}"]`) })).toBeVisible()
})

test('the calendar says when a notice ends, which days are free, and is walked through by keyboard', async ({
  page,
}) => {
  const { notice, today } = await aNoticeHangs(page)
  await page.goto(`/calendar?day=${today}`)
  const panel = page.getByRole('region', { name: today })
  await expect(panel.locator(`a[href*="${notice}"]`).first()).toContainText('第一次公示')
  await page.goto('/calendar?month=2017-04')
  await expect(page.getByRole('cell').filter({ hasText: '休 清明' }).first()).toBeVisible()
  const [first] = [page.locator('[data-day="2017-04-03"]')]
  await first.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[data-day="2017-04-10"]')).toBeFocused()
  await page.keyboard.press('PageDown')
  await expect(page.locator('[data-day="2017-05-10"]')).toBeFocused()
  await expect(page).toHaveURL(/month=2017-05/)
  await page.goto('/calendar?month=2031-05')
  await expect(page.getByText('2031 年的放假和调休安排还不知道')).toBeVisible()
})

test('the county counts what a look-back found, opens the rows behind it, and prints the file', async ({
  page,
}) => {
  const { id, name } = await aLookBackEnds(page)
  await page.goto(`/cases/rates?region=${REGION}`)
  const rate = page.locator('.rates-figures > div').filter({ hasText: '漏评率' })
  await expect(rate, 'nobody who is not registered was surveyed').toContainText('无法计算')
  await page.goto('/cases/archive')
  const row = page.getByRole('row').filter({ has: page.locator(`a[href*="${id}"]`) })
  await expect(row).toContainText(name)
  await row.getByRole('link', { name: /打印案卷/ }).click()
  for (const part of ['申请或发起', '决定当日的判定', '签字（双认定）', '各环节的决定', '附件清单'])
    await expect(page.getByRole('heading', { name: part })).toBeVisible()
  await settled(page)
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(paper.match(/\/Type\s*\/Page\b/g)?.length, 'the cover is a page of its own').toBeGreaterThan(1)
})

test('a household shows its cases and where each stands', async ({ page }) => {
  const { id, name } = await aNoticeHangs(page)
  const { subject } = await ask<{ subject: { id: string } }>(page, `/api/cases/${id}`)
  await page.goto(`/households/${subject.id}?tab=cases`)
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  const item = page.locator('.subject-cases > li').first()
  await expect(item).toContainText('第一次公示')
  await expect(item).toContainText(/公示至 2017-04-\d\d/)
})

test('notices, calendar, archive and rates are without barriers and fit a telephone', async ({ page }) => {
  await signInAs(page, VILLAGE)
  // High enough that the pages at the bottom of the window cover nothing half.
  await page.setViewportSize({ width: 390, height: 2400 })
  for (const address of ['/notices?state=all', '/calendar', '/cases/archive?form=register', '/cases/rates']) {
    await page.goto(address)
    await settled(page)
    await mustFit(page, address)
    await mustBeWithoutBarriers(page, address)
  }
})
