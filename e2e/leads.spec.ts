// From a list of a department, and from what somebody said on the telephone, to a case; and to nothing, with a reason.
import { expect, type Page } from '@playwright/test'
import { keepPicture, mustBeWithoutBarriers, mustFit, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const COUNTY = '合浦县扶贫办'
const TOWN = '石康镇扶贫专干'
const CLERK = '豹狸村文书'
const VILLAGE = '450521111208'
const WATER = '450521111201'
const DIAGNOSIS = '慢性肾病'

/** Heads of households of a village that have exited. */
async function exitedOf(page: Page, village: string): Promise<readonly string[]> {
  const answer = await page.request.get(`/api/households?region=${village}&status=exited&limit=20`)
  const { items } = (await answer.json()) as { items: readonly { headName: string }[] }
  return items.map(({ headName }) => headName)
}

/** Which of the rows of the list on the page are about one household: another in the village may bear the name. */
async function matched(page: Page, names: readonly string[]): Promise<readonly string[]> {
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const answer = await page.request.get(`/api/lead-lists/${id}/rows?outcome=matched`)
  const { items } = (await answer.json()) as { items: readonly { line: number }[] }
  return items.flatMap(({ line }) => names[line - 2] ?? [])
}

const sheet = (rows: readonly (readonly string[])[]) => ({
  name: '2017年2月住院.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    `\uFEFF${[['姓名', '村', '病种', '自付金额', '床位'], ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`,
  ),
})

async function upload(page: Page, rows: readonly (readonly string[])[]): Promise<void> {
  await page.goto('/leads/lists?new=upload')
  await page.getByText('新增大病、重病', { exact: true }).click()
  await page.getByLabel('来源单位').selectOption({ label: '合浦县卫生和计划生育局' })
  await page.getByLabel('截至哪一天').fill('2017-02-28')
  await page.locator('input[type=file]').setInputFiles(sheet(rows))
  await page.getByRole('button', { name: '上传并比对' }).click()
  await expect(page.getByRole('heading', { name: '新增大病、重病' })).toBeVisible()
}

test('a list with wrong rows is mended; the township opens cases for three of it and dismisses one with a reason', async ({
  page,
}) => {
  await signInAs(page, COUNTY)
  const heads = await exitedOf(page, WATER)
  const row = (name: string) => [name, WATER, DIAGNOSIS, '23000', '12']

  // Two rows cannot be read: they are named with what would be right, and nothing of them is a lead.
  await upload(page, [...heads.map(row), ['', '', DIAGNOSIS, '1', ''], ['王五', '没有的村', '', '', '']])
  await expect(page.getByRole('alert')).toContainText('有 2 行读不出')
  await expect(page.getByText('没有读的列：床位')).toBeVisible()
  const wrong = page.getByRole('row').filter({ hasText: '没有的村' })
  await expect(wrong).toContainText(`${heads.length + 3}`)
  await expect(wrong).toContainText('村名或12位代码')
  await mustBeWithoutBarriers(page, 'list with wrong rows')

  const names = (await matched(page, heads)).slice(0, 4)

  // Taken back with a reason, and sent again as it should be.
  await page.getByRole('button', { name: '撤回这一份名单' }).click()
  await expect(page.getByText('请写明原因，至少两个字。')).toBeVisible()
  await page.getByLabel('为什么撤回').fill('有两行写错，改好再传')
  await page.getByRole('button', { name: '撤回这一份名单' }).click()
  await expect(page.getByRole('status').filter({ hasText: '有两行写错，改好再传' })).toBeVisible()
  await upload(page, names.map(row))
  await expect(page.getByRole('link', { name: '对上的 4' })).toBeVisible()
  await expect(page.getByRole('link', { name: '读不出 0' })).toBeVisible()

  // The township sees the leads, ticks three by the keyboard and opens their cases at once.
  await signInAs(page, TOWN)
  await page.goto('/leads?kind=criticalIllness')
  await settled(page)
  await expect(page.getByText('4 条，4 户')).toBeVisible()
  await page.locator('[data-row-link]').first().focus()
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+X')
  const batch = page.getByRole('region', { name: '批量处置' })
  await expect(batch).toContainText('已勾选 3 条')
  await batch.getByRole('button', { name: '发起事项' }).click()
  // What is in force on this day of 2017, and what fits whoever has exited: nothing else can be chosen.
  await expect(batch.getByRole('radio', { name: /精准识别贫困户/ })).toBeDisabled()
  await batch.getByText('返贫户重新识别认定').click()
  const reason = batch.getByLabel('理由')
  await expect(reason).toHaveValue('据部门名单发起：新增大病、重病（合浦县卫生和计划生育局，2017-02-28）。')
  await mustBeWithoutBarriers(page, 'leads that are opened')
  await keepPicture(page, 'leads-opening')
  await batch.getByRole('button', { name: '发起（3 件）' }).click()
  await expect(page.getByText('已发起 3 件')).toBeVisible()
  await page.getByRole('button', { name: '继续处置' }).click()

  // The fourth is dismissed, not without saying why.
  await expect(page.getByText('1 条，1 户')).toBeVisible()
  await page.locator('[data-row-link]').first().focus()
  await page.keyboard.press('x')
  await batch.getByRole('button', { name: '排除', exact: true }).click()
  await batch.getByRole('button', { name: '排除（1 条）' }).click()
  await expect(batch.getByText('请写明原因，至少两个字。')).toBeVisible()
  await batch.getByLabel('为什么排除').fill('入户看过，已经报销，不影响生活')
  await batch.getByRole('button', { name: '排除（1 条）' }).click()
  await expect(page.getByText('已排除 1 条。')).toBeVisible()
  await expect(page.getByText('没有符合条件的线索')).toBeVisible()
  await page.goto('/leads?kind=criticalIllness&state=dismissed')
  await page.locator('.lead-what').getByRole('link').last().click()
  await expect(page.getByText('入户看过，已经报销，不影响生活')).toBeVisible()
  // What the list says of somebody's illness is not for the township.
  await expect(page.getByText(DIAGNOSIS)).toHaveCount(0)

  // A case says which list it stands on; the household has no status by it.
  await page.goto('/leads?kind=criticalIllness&state=checking')
  await page.getByRole('link', { name: '看事项' }).first().click()
  const facts = page.locator('.case-facts')
  await expect(facts).toContainText('部门推送')
  await expect(facts).toContainText('新增大病、重病（合浦县卫生和计划生育局，2017-02-28）')
  await expect(facts).toContainText('脱贫')
  await mustFit(page, 'case out of a lead')

  // The list says what became of it, and can be taken back no more. Whoever answers for lists reads what it says.
  await signInAs(page, COUNTY)
  await page.goto('/leads?kind=criticalIllness&state=checking')
  await page.locator('.lead-what').getByRole('link').last().click()
  await expect(page.getByText(DIAGNOSIS)).toBeVisible()
  await page.getByRole('link', { name: '合浦县卫生和计划生育局' }).click()
  await expect(page.getByText('核实中 3')).toBeVisible()
  await expect(page.getByText('已排除 1')).toBeVisible()
  await expect(page.getByRole('button', { name: '撤回这一份名单' })).toHaveCount(0)
})

test('a household shows the leads that wait, and a case is opened from there', async ({ page }) => {
  await signInAs(page, COUNTY)
  const heads = await exitedOf(page, VILLAGE)
  await upload(
    page,
    heads.map((head) => [head, VILLAGE, DIAGNOSIS, '9000', '']),
  )
  const [name] = await matched(page, heads)
  await signInAs(page, CLERK)
  await page.goto('/leads')
  await page.getByRole('link', { name: name!, exact: true }).click()
  await page.getByRole('link', { name: '新增大病、重病（合浦县卫生和计划生育局，2017-02-28）' }).click()
  await expect(page.getByText(DIAGNOSIS)).toHaveCount(0)
  await page.getByRole('link', { name: '发起事项' }).click()
  await page.getByText('返贫户重新识别认定').click()
  await page.getByRole('button', { name: '发起（1 件）' }).click()
  await expect(page.getByText('已发起 1 件')).toBeVisible()
})

const SAID = '三组有一家老人住院，去年脱贫的，现在又困难了。'

test('a clue from the public site becomes a case in one go', async ({ page, browser, world }) => {
  const phone = await (await browser.newContext({ baseURL: world, javaScriptEnabled: false })).newPage()
  await phone.goto(`/gs/tell/${VILLAGE}`)
  await phone.getByLabel('事情的经过').fill(SAID)
  await phone.getByLabel('姓名').fill('陈某某')
  await phone.getByLabel('线索：有人家遇到困难，需要帮助').check()
  await phone.getByLabel('某一户的识别、脱贫或帮扶').check()
  await phone.getByLabel('我已看过上面的说明').check()
  await phone.getByRole('button', { name: '提交' }).click()
  await expect(phone.locator('.number')).toBeVisible()

  await signInAs(page, TOWN)
  const name = (await exitedOf(page, VILLAGE)).at(-1)
  await page.goto('/complaints?kind=clue')
  await page
    .getByRole('link', { name: /^线索 · / })
    .last()
    .click()
  await page.getByRole('link', { name: '发起事项' }).click()
  await expect(page.getByText(SAID)).toBeVisible()
  const find = page.getByRole('main').getByRole('searchbox')
  await find.fill(name!)
  await page.getByRole('link', { name: name!, exact: true }).click()
  // A reload loses nothing of what was chosen.
  await page.reload()
  await expect(page.getByText('目前的状态不适用这个程序').first()).toBeVisible()
  await page.getByRole('link', { name: /返贫户重新识别认定/ }).click()
  await expect(page.getByLabel('由谁提出')).toHaveValue('complaint')
  await expect(page.getByLabel('理由')).not.toHaveValue(/陈某某|老人/)
  await mustBeWithoutBarriers(page, 'case out of a clue')
  await keepPicture(page, 'case-out-of-a-clue')
  await page.getByRole('button', { name: '发起（1 件）' }).click()
  await expect(page.getByText('已发起 1 件')).toBeVisible()
  await page.getByRole('link', { name: '看这件事项' }).click()
  await expect(page.locator('.case-facts')).toContainText('来信来访中的线索或申请')
  await expect(page.getByText('陈某某')).toHaveCount(0)
  await page.getByRole('link', { name: '来信来访中的线索或申请' }).click()
  await expect(page.getByRole('link', { name: '查看事项' })).toBeVisible()
  await expect(page.getByRole('link', { name: '发起事项' })).toHaveCount(0)
})

test('whoever applies without being registered is registered on the way, and the case goes on', async ({
  page,
}) => {
  await signInAs(page, TOWN)
  await page.goto(`/complaints/new?region=${VILLAGE}`)
  await page.getByText('申请', { exact: true }).click()
  await page.getByLabel('反映的内容').fill('家里两个孩子上学，房子塌了，申请评为贫困户。')
  await page.getByLabel('姓名（可不填）').fill('覃新来')
  await page.getByRole('button', { name: '登记' }).click()
  await page.getByRole('link', { name: '回到列表' }).click()
  await page.getByRole('link', { name: /^申请/ }).last().click()
  await page.getByRole('link', { name: '发起事项' }).click()
  await page.getByRole('button', { name: '查找申请人 覃新来' }).click()
  await expect(page.getByText('没有找到这一户')).toBeVisible()
  await page.getByRole('link', { name: '先登记' }).click()
  await expect(page.getByText('家里两个孩子上学，房子塌了，申请评为贫困户。')).toBeVisible()
  await page.getByLabel('户编号').fill('BL-2017-001')
  const head = page.getByRole('region', { name: '第 1 名成员' })
  await head.getByRole('textbox', { name: /^姓名/ }).fill('覃新来')
  await head.getByRole('combobox', { name: /^性别/ }).selectOption({ label: '男' })
  await head.getByRole('textbox', { name: /^出生日期/ }).fill('1980-05-01')
  await page.getByRole('button', { name: '登记并继续发起事项' }).click()
  // Back where the case is opened, with the household chosen.
  await expect(page.getByRole('heading', { name: '发起事项' })).toBeVisible()
  await expect(page.getByRole('link', { name: '覃新来' })).toBeVisible()
  await page.getByRole('link', { name: /精准识别贫困户/ }).click()
  await expect(page.getByLabel('由谁提出')).toHaveValue('household')
  await page.getByRole('button', { name: '发起（1 件）' }).click()
  await expect(page.getByText('已发起 1 件')).toBeVisible()
})
