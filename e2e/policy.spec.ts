// What is in force, what was, how it is tested, and what another poverty line would change.
import { expect, type Page } from '@playwright/test'
import { defaultLimits, openSheet } from '../apps/server/src/modules/imports/sheet/index.ts'
import { enterAs, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const pictures = 'test-results/pictures'

/** All rows of a sheet as texts, read back by the reader that uploads go through. */
async function readBack(path: string, sheet: string): Promise<string[][]> {
  const book = await openSheet(path, defaultLimits)
  const rows: string[][] = []
  for await (const batch of book.rows(sheet))
    rows.push(...batch.map(({ cells }) => cells.map((cell) => String(cell ?? ''))))
  book.close()
  return rows
}

async function numberIn(page: Page, selector: string): Promise<number> {
  return Number(((await page.locator(selector).textContent()) ?? '').replaceAll(/[^\d]/g, ''))
}

test('a county officer compares the standard of 2016 with that of 2017, and takes the comparison away', async ({
  page,
}, testInfo) => {
  await enterAs(page, '合浦县扶贫办')
  await page.getByRole('link', { name: '政策', exact: true }).click()
  await expect(page.getByRole('link', { name: /条未经确认/ }).first()).toBeVisible()
  await page.getByRole('link', { name: '政策包', exact: true }).click()
  await expect(page.locator('.pack-card', { hasText: '八有一超，2017年' })).toContainText(
    '继承 cn/household-exit',
  )
  await page.getByRole('link', { name: '版本对比' }).click()
  const from = page.getByRole('group', { name: '原来' })
  await expect(from.getByLabel('日期')).toHaveValue('2016-12-31')
  await from.getByLabel('日期').selectOption('2016-01-01')
  await expect(page).toHaveURL(/fromDate=2016-01-01/)
  await page.getByLabel('修改').check()
  const water = page
    .getByRole('row')
    .filter({ hasText: '六有' })
    .filter({ has: page.locator('ins') })
  await expect(water.first()).toContainText('cn/guangxi/household-exit')
  await expect(water.first()).toContainText('2016.1')
  await expect(water.first()).toContainText('2017.1')
  await page.screenshot({ path: `${pictures}/policy-compare.png` })

  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出对比表' }).click()
  const path = testInfo.outputPath('comparison.xlsx')
  await (await saving).saveAs(path)
  const rows = await readBack(path, '差异')
  expect(rows.some((row) => row.includes('新增') && row.includes('waterMinutesMax'))).toBe(true)
})

test('an item has its rule, its clause, its history and its tests at an address of its own', async ({
  page,
}) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto('/policy/items/criteria/income?of=household-exit')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('一超')
  await expect(page.getByText('perCapitaNetIncome > povertyLine')).toBeVisible()
  await page.getByRole('link', { name: '国家扶贫标准（年人均纯收入）' }).click()
  await expect(page).toHaveURL(/\/policy\/items\/parameters\/povertyLine/)
  await expect(page.locator('.item-history')).toContainText('4,000.00 元/人')
  await page.goBack()
  await expect(page.locator('.tests tr[data-passed="true"]').first()).toBeVisible()
  await expect(page.locator('.tests tr[data-passed="false"]')).toHaveCount(0)

  await page.getByRole('link', { name: '这个政策包的全部测试' }).click()
  await page.getByLabel('检验什么').selectOption('water')
  const first = page.locator('.tests tbody tr').first()
  await first.getByText('全部输入').click()
  await expect(first.locator('.is-all li').first()).toBeVisible()
  await page.screenshot({ path: `${pictures}/policy-tests.png` })
})

test('a county officer moves the line to 4,000 yuan, sees who changes side and where, and takes the list away', async ({
  page,
}, testInfo) => {
  await enterAs(page, '合浦县扶贫办')
  await page.getByRole('link', { name: '政策', exact: true }).click()
  await page.getByPlaceholder('按名称、条款、规则查找').fill('povertyLine')
  await page.getByRole('link', { name: '推演：国家扶贫标准（年人均纯收入）' }).click()
  await expect(page).toHaveURL(/\/simulation\?.*change=povertyLine:/)
  await expect(page.getByText('按现行值，没有变化')).toBeVisible()
  expect(await numberIn(page, '[data-side="lost"] a')).toBe(0)

  await page.getByLabel('国家扶贫标准（年人均纯收入），数值').fill('4000')
  await expect(page).toHaveURL(/change=povertyLine:4000/)
  await expect(page.getByText(/^已按 .* 户推算$/)).toBeVisible()
  const lost = await numberIn(page, '[data-side="lost"] a')
  expect(lost).toBeGreaterThan(0)
  await expect(page.locator('[data-cost="gap.povertyLine"]')).toContainText('∑')
  await expect(page.locator('[data-part="curve"] svg')).toBeVisible()
  await page.screenshot({ path: `${pictures}/simulation-4000.png` })

  // The towns add up to the county, and each opens its own households.
  const towns = await page.locator('[data-region] td:nth-child(4)').allTextContents()
  expect(towns.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)).toBe(lost)
  await page
    .locator('[data-region="450521100"]')
    .getByRole('link', { name: /不再达标/ })
    .click()
  await expect(page).toHaveURL(/within=450521100/)
  const list = page.locator('[data-part="list"]')
  await expect(list).toContainText('廉州镇')
  await expect(list).toContainText(`共 ${towns[0]} 户`)
  await page.screenshot({ path: `${pictures}/simulation-list.png` })

  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出结果' }).click()
  const path = testInfo.outputPath('simulation.xlsx')
  await (await saving).saveAs(path)
  const summary = await readBack(path, '汇总')
  expect(summary.find((row) => row[0] === '国家扶贫标准（年人均纯收入）')).toEqual(
    expect.arrayContaining(['2952', '4000.00']),
  )
  const households = await readBack(path, '变化的户')
  expect(households.filter((row) => row.includes('达标') && row.includes('未达标')).length).toBe(lost)

  await list
    .getByRole('link')
    .filter({ hasNotText: /收起|整个/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/households\//)
  await expect(page.locator('[data-criterion="income"]')).toHaveAttribute('data-outcome', 'met')
  await page.goBack()
  await expect(page).toHaveURL(/change=povertyLine:4000/)
})

test('a line below nothing is not taken, and says what would be', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto('/simulation?change=povertyLine:3000')
  const field = page.getByLabel('国家扶贫标准（年人均纯收入），数值')
  await field.fill('-100')
  await expect(page.getByRole('alert')).toContainText('可填 0 至')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(page).toHaveURL(/change=povertyLine:3000/)
  await page.getByRole('button', { name: /^现行/ }).click()
  await expect(field).toHaveValue('2952')
})

test('the slider goes by keyboard, and a link shows a colleague the same', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto('/simulation?change=povertyLine:3500&status=expected')
  await settled(page)
  const slider = page.getByRole('slider')
  await slider.focus()
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/simulations'))
  await page.keyboard.press('ArrowRight')
  await expect(page).not.toHaveURL(/povertyLine:3500/)
  await answered
  await expect(page.locator('.simulation-results')).toHaveAttribute('aria-busy', 'false')
  const lost = await numberIn(page, '[data-side="lost"] a')
  await page.goto(page.url())
  await settled(page)
  expect(await numberIn(page, '[data-side="lost"] a')).toBe(lost)
})

test('who may not simulate is told so, and is not offered it', async ({ page }) => {
  await enterAs(page, '北海市审计局')
  await expect(page.getByRole('link', { name: '推演', exact: true })).toHaveCount(0)
  await page.goto('/simulation')
  await expect(page.getByText('没有权限看这里')).toBeVisible()
  await page.goto('/policy?part=parameters')
  await expect(page.getByRole('link', { name: /^推演/ })).toHaveCount(0)
})
