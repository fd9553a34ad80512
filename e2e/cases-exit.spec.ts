import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { mustBeWithoutBarriers, mustFit, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const VILLAGE = '豹狸村文书'
const HELPER = '帮扶联系人'
const TOWN = '石康镇扶贫专干'
const COUNTY = '合浦县扶贫办'

type Candidate = { readonly subject: { readonly name: string }; readonly openCase: string | null }

/** Two households that the standard lets go and that nobody has opened a case for. */
async function twoWhoMeetIt(page: Page): Promise<readonly [string, string]> {
  const answer = await page.request.get(
    '/api/cases/candidates?region=450521111208&procedure=householdExit&outcome=met&limit=200',
  )
  const { items } = (await answer.json()) as { items: readonly Candidate[] }
  const free = items.filter(({ openCase }) => openCase === null).map(({ subject }) => subject.name)
  const [first, second] = free
  if (first === undefined || second === undefined) throw new Error('no two households meet the standard')
  return [first, second]
}

/** The day of the demo world passes; a notice hangs its full days. */
async function passDaysUntil(page: Page, day: string): Promise<void> {
  const answer = await page.request.post('/api/world/day', { data: { day }, timeout: 120_000 })
  expect(answer.ok(), await answer.text()).toBe(true)
}

/** The inbox at a step, with these ticked. */
async function tickAt(page: Page, step: string, names: readonly string[]): Promise<void> {
  await page.goto(`/cases?procedure=householdExit&step=${step}`)
  await settled(page)
  for (const name of names) await page.getByRole('checkbox', { name: `勾选 ${name}`, exact: true }).click()
  await expect(batch(page)).toContainText(`已勾选 ${names.length} 件`)
}

type Opened = { readonly items: readonly { readonly id: string }[] }

/** A uuid v7 as the office makes one. */
const newId = () => {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** A case whose household was found to meet the standard, through the API: its both sides are to sign. */
async function aCaseToSign(page: Page): Promise<string> {
  await signInAs(page, TOWN)
  const found = await page.request.get(
    '/api/cases/candidates?region=450521111&procedure=householdExit&outcome=met&limit=200',
  )
  const { items } = (await found.json()) as {
    items: readonly { subject: { id: string }; openCase: string | null }[]
  }
  const { subject } = items.find(({ openCase }) => openCase === null)!
  const opened = await page.request.post('/api/cases', {
    data: {
      ...{ procedure: 'householdExit', kind: 'household', channel: 'cadre', reason: '列入本年度脱贫计划' },
      subjects: [{ id: newId(), subject: subject.id }],
    },
  })
  const [one] = ((await opened.json()) as Opened).items
  const decided = await page.request.post('/api/cases/acts', {
    data: {
      act: { kind: 'decided', step: 'homeCheck', outcome: 'meets' },
      cases: [{ id: newId(), case: one!.id }],
    },
  })
  expect(decided.ok(), await decided.text()).toBe(true)
  return one!.id
}

const batch = (page: Page) => page.getByRole('region', { name: '批量办理' })

async function decide(page: Page, step: string, names: readonly string[], outcome: string): Promise<void> {
  await tickAt(page, step, names)
  await batch(page).getByRole('button', { name: '办结环节', exact: true }).click()
  await batch(page).getByText(outcome, { exact: true }).click()
  await batch(page)
    .getByRole('button', { name: `办结环节（${names.length} 件）` })
    .click()
  await expect(batch(page)).toContainText(`办结环节：已办 ${names.length} 件`)
}

/** Hangs the notice, after a look at what it will show. */
async function post(page: Page, step: string, names: readonly string[]): Promise<void> {
  await tickAt(page, step, names)
  await batch(page).getByRole('button', { name: '张贴公示', exact: true }).click()
  const days = batch(page).getByLabel('天数')
  if ((await days.inputValue()) === '') await days.fill('7')
  const preview = page.getByRole('region', { name: '公示预览' })
  for (const name of names) await expect(preview).toContainText(name)
  await expect(preview.getByRole('columnheader')).toHaveText(['序号', '村民小组', '户主姓名', '家庭人口数'])
  await batch(page)
    .getByRole('button', { name: `张贴公示（${names.length} 件）` })
    .click()
  await expect(batch(page)).toContainText(`张贴公示：已办 ${names.length} 件`)
}

const sheet = {
  name: '验收表.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** Signed on the glass with a mouse, as one does with a finger. */
async function draw(page: Page): Promise<void> {
  const glass = page.locator('.pad-glass')
  await glass.scrollIntoViewIfNeeded()
  const box = (await glass.boundingBox())!
  await page.mouse.move(box.x + 60, box.y + 60)
  await page.mouse.down()
  for (let at = 1; at < 20; at++) await page.mouse.move(box.x + 60 + at * 12, box.y + 80 + (at % 5) * 8)
  await page.mouse.up()
}

test.use({ days: 'cases-exit' })
test('a village, its township and the county take two households from the verdict to the announced exit', async ({
  page,
}) => {
  await signInAs(page, VILLAGE)
  const names = await twoWhoMeetIt(page)

  // The village opens both at once.
  await page.goto('/cases/new?procedure=householdExit&outcome=met')
  await settled(page)
  for (const name of names) await page.getByRole('checkbox', { name: `勾选 ${name}`, exact: true }).click()
  await page.getByLabel('理由').fill('列入本年度脱贫计划')
  await page.getByRole('button', { name: '发起（2 件）' }).click()
  await expect(page.getByText('已发起 2 件')).toBeVisible()
  await decide(page, 'homeCheck', names, '达到标准')

  // Both heads sign on the glass, the sheet is attached, the helper signs as the account.
  await tickAt(page, 'dualConfirmation', names)
  await batch(page).getByRole('button', { name: '签字', exact: true }).click()
  await batch(page).getByText('户主', { exact: true }).click()
  await draw(page)
  await batch(page).getByRole('button', { name: '签字（2 件）' }).click()
  await expect(batch(page)).toContainText('签字：已办 2 件')
  await batch(page).getByRole('button', { name: '交附件', exact: true }).click()
  await batch(page).getByRole('combobox', { name: '附件' }).selectOption({ index: 1 })
  await batch(page).locator('input[type=file]').setInputFiles(sheet)
  await expect(batch(page).getByText('验收表.png')).toBeVisible()
  await batch(page).getByRole('button', { name: '交附件（2 件）' }).click()
  await expect(batch(page)).toContainText('交附件：已办 2 件')
  await signInAs(page, HELPER)
  await tickAt(page, 'dualConfirmation', names)
  await batch(page).getByRole('button', { name: '签字', exact: true }).click()
  await batch(page).getByText('帮扶联系人', { exact: true }).click()
  await batch(page).getByText('账号签字', { exact: true }).click()
  await batch(page).getByRole('button', { name: '签字（2 件）' }).click()
  await expect(batch(page)).toContainText('签字：已办 2 件')

  await signInAs(page, VILLAGE)
  await decide(page, 'dualConfirmation', names, '双方已签字')

  // The meeting: all in favour by one press, the minutes proposed from it.
  await tickAt(page, 'villageReview', names)
  await batch(page).getByRole('button', { name: '开会', exact: true }).click()
  await page.getByLabel('地点').fill('豹狸村村委会')
  await page.getByLabel('主持人').fill('麦大')
  await page.getByLabel('记录人').fill('江二')
  await page.getByLabel('到会人员').fill('麦大、江二、丁三、岳四、秋五、铁六、湖七、翠八、海九、')
  await page.getByRole('button', { name: '全部同意（9 票）' }).click()
  await expect(page.getByRole('textbox', { name: '会议记录' })).toHaveValue(/同意 9 票、不同意 0 票/)
  // Nothing is lost on a reload.
  await page.reload()
  await expect(page.getByText('已恢复上次没有提交的内容。')).toBeVisible()
  await expect(page.getByRole('textbox', { name: `${names[1]} 同意 票数` })).toHaveValue('9')
  await mustBeWithoutBarriers(page, 'meeting')
  await page.getByRole('button', { name: '记入会议（2 件）' }).click()
  await expect(page.getByText('会议已记入 2 件事项')).toBeVisible()
  await decide(page, 'villageReview', names, '评议通过')

  // The first notice hangs its seven days: before they are over nobody can go on.
  await post(page, 'firstNotice', names)
  await tickAt(page, 'firstNotice', names)
  await batch(page).getByRole('button', { name: '办结环节', exact: true }).click()
  await batch(page).getByText('无异议', { exact: true }).click()
  await expect(batch(page)).toContainText('2 件中有 2 件不能一起办')
  await passDaysUntil(page, '2017-04-07')
  await decide(page, 'firstNotice', names, '无异议')

  await signInAs(page, TOWN)
  await decide(page, 'townAudit', names, '审核通过')
  await post(page, 'secondNotice', names)
  await passDaysUntil(page, '2017-04-14')
  await decide(page, 'secondNotice', names, '无异议')

  await signInAs(page, COUNTY)
  await decide(page, 'countyApproval', names, '审定通过')
  await post(page, 'announcement', names)
  await decide(page, 'announcement', names, '已公告')

  // Exited by what people decided; the line of the case says by whom and when.
  await page.goto('/cases?procedure=householdExit&state=ended&outcome=exited')
  await page.getByRole('link', { name: names[0], exact: true }).click()
  await expect(page.locator('.case-facts')).toContainText('脱贫')
  await expect(page.locator('.line-step.is-done')).toHaveCount(8)
  await expect(page.locator('.line-step').last()).toContainText('合浦县扶贫办')
  await mustBeWithoutBarriers(page, 'case that ended')
  await page.setViewportSize({ width: 390, height: 844 })
  await mustFit(page, 'case that ended')
})

test('who cannot go along is named, taken out by one press, and the rest goes on', async ({ page }) => {
  await signInAs(page, TOWN)
  const open = async (outcome: string) => {
    const answer = await page.request.get(
      `/api/cases/candidates?region=450521111&procedure=householdExit&outcome=${outcome}&limit=200`,
    )
    const { items } = (await answer.json()) as { items: readonly Candidate[] }
    const name = items.find(({ openCase }) => openCase === null)!.subject.name
    await page.goto(`/cases/new?procedure=householdExit&outcome=${outcome}&search=${name}`)
    await page
      .getByRole('checkbox', { name: `勾选 ${name}`, exact: true })
      .first()
      .click()
    await page.getByLabel('理由').fill('列入本年度脱贫计划')
    await page.getByRole('button', { name: '发起（1 件）' }).click()
    await expect(page.getByText('已发起 1 件')).toBeVisible()
    return name
  }
  const [met, unmet] = [await open('met'), await open('unmet')]
  await page.goto('/cases?procedure=householdExit&step=homeCheck&sort=newest')
  await settled(page)
  // By keyboard alone: the row, then the one below, ticked as a range.
  await page.locator('[data-row-link]').first().focus()
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+X')
  await expect(batch(page)).toContainText('已勾选 2 件')
  await batch(page).getByRole('button', { name: '办结环节', exact: true }).click()
  await batch(page).getByText('达到标准', { exact: true }).click()
  const refused = batch(page).getByRole('alert')
  await expect(refused).toContainText(unmet)
  await expect(refused).toContainText('须为“达标”')
  await expect(refused).not.toContainText(met)
  await mustBeWithoutBarriers(page, 'batch')
  await refused.getByRole('button', { name: '剔除这些，留下 1 件' }).click()
  await batch(page)
    .getByRole('button', { name: /^办结环节$/ })
    .last()
    .click()
  await expect(batch(page)).toContainText('办结环节：已办 1 件')
})

test('what was signed wrongly is taken back within the step, and stays on record', async ({ page }) => {
  await page.goto(`/cases/${await aCaseToSign(page)}`)
  await page.getByRole('link', { name: '签字', exact: true }).first().click()
  await page.getByText('户主', { exact: true }).last().click()
  await draw(page)
  await page.getByRole('button', { name: '签字', exact: true }).click()
  const entries = page.getByRole('region', { name: '办理记录' })
  await expect(entries.getByText('签字：户主 · 屏上签名')).toBeVisible()
  await expect(entries.getByRole('img', { name: '佐证 1' }).first()).toBeVisible()
  await entries.getByRole('link', { name: '撤回填写' }).first().click()
  await page.getByLabel('撤回的理由').fill('签错了户')
  await page.getByRole('button', { name: '撤回填写', exact: true }).click()
  await expect(entries.getByText('已撤回', { exact: true })).toBeVisible()
  await expect(entries).toContainText('签错了户')
})

test('an auditor may look at cases and act on none', async ({ page }) => {
  await aCaseToSign(page)
  await signInAs(page, '北海市审计局')
  await page.goto('/cases')
  await expect(page.getByRole('heading', { level: 1, name: '事项' })).toBeVisible()
  await expect(page.getByRole('link', { name: '发起事项' })).toHaveCount(0)
  await page.locator('[data-row-link]').first().click()
  await expect(page.getByRole('heading', { name: '办理进程' })).toBeVisible()
  await expect(page.getByRole('link', { name: '办结环节' })).toHaveCount(0)
})
