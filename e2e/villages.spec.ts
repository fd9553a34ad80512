import { expect, type Page } from '@playwright/test'
import { enterAs, settled } from './office.ts'
import { test } from './world.ts'

/** What the search box would open. */
const offered = (page: Page) => page.locator('.search-option[aria-selected=true]')

/** Types into the search box of every page and waits for what it offers. */
async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: /^查找/ })).toBeFocused()
  await page.keyboard.type(text)
  await expect(offered(page)).toBeVisible()
}

test('a leader finds a village by its pinyin, sees its gaps, and opens the households behind a share', async ({
  page,
}) => {
  await enterAs(page, '北海市领导')
  await find(page, 'shizicun')
  await expect(offered(page)).toContainText('十字村')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '十字村' })).toBeVisible()

  await page.getByRole('link', { name: '短板', exact: true }).click()
  const road = page.getByRole('row', { name: /待建通村通屯道路/ })
  await expect(road).toContainText('公里')
  await expect(road).toContainText('三(二)2.1')
  await page.screenshot({ path: 'test-results/pictures/village-gaps.png' })

  await page.getByRole('link', { name: '户的达标比例' }).click()
  const unmet = page.getByRole('link', { name: /六有：有安全饮水 未达标/ })
  const count = (await unmet.textContent())?.trim()
  await unmet.click()
  await expect(page.getByRole('heading', { level: 1, name: '户' })).toBeVisible()
  await expect(page).toHaveURL(/criterion=water|criteria=.*water/)
  await settled(page)
  await expect(page.getByRole('status').filter({ hasText: '户' }).first()).toContainText(count ?? '')
})

test('a gap that is chosen becomes a column, with its sum above the table and the largest on top', async ({
  page,
}) => {
  await enterAs(page, '合浦县扶贫办')
  await page.getByRole('link', { name: '村', exact: true }).click()
  await page.getByRole('link', { name: /^待建通村通屯道路/ }).click()
  await expect(page).toHaveURL(/indicator=roadGapKm/)
  await expect(page.getByText(/待建通村通屯道路合计 [\d.,]+ 公里/)).toBeVisible()

  await page.getByRole('link', { name: /待建通村通屯道路（公里）/ }).click()
  await expect(page).toHaveURL(/sort=-indicator.roadGapKm/)
  await expect(page.getByRole('columnheader', { name: /待建通村通屯道路/ })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await settled(page)
  const shown = await page.locator('.village-table tbody td.number').allTextContents()
  const values = shown.map((text) => Number(text.replaceAll(',', '')))
  expect(values.length).toBeGreaterThan(3)
  expect(values).toEqual(values.toSorted((a, b) => b - a))

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 csv' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('村名单.csv')
})

test('by keyboard alone: search, list, page and dictionary', async ({ page }) => {
  await enterAs(page, '合浦县扶贫办')
  const focused = page.locator(':focus')

  await page.keyboard.press('g')
  await page.keyboard.press('v')
  await expect(page.getByRole('heading', { level: 1, name: '村' })).toBeVisible()
  await settled(page)
  await page.locator('[data-row-link]').first().focus()
  await page.keyboard.press('ArrowDown')
  const second = await focused.textContent()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: second ?? '' })).toBeVisible()

  await find(page, 'qushui')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  const fact = page.getByRole('option', { name: /取水往返时间.*waterMinutes/ })
  while ((await fact.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/dictionary\?.*entry=fact:household.waterMinutes/)
  await expect(page.getByRole('heading', { level: 2, name: '取水往返时间' })).toBeVisible()
  await expect(page.getByText('household_snapshot')).toBeVisible()

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '键盘快捷键' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.getByRole('button', { name: '这一页怎么看' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('代码表是它能取的值', { exact: false }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: '这一页怎么看' })).toBeFocused()
})

test('an id number never gets into the address', async ({ page }) => {
  await enterAs(page, '合浦县扶贫办')
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  const number = '459999197505018011'
  await page.keyboard.press('/')
  await page.keyboard.type(number)
  await expect(page.getByText('没有找到', { exact: false })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.locator('.overview')).toBeVisible()
  expect(page.url()).not.toContain(number)
  expect(addresses.filter((address) => address.includes(number))).toEqual([])
})

test('single keys can be turned off; Ctrl+K still finds', async ({ page }) => {
  await enterAs(page, '合浦县扶贫办')
  await page.keyboard.press('?')
  await page.getByRole('checkbox', { name: /单键快捷键/ }).uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: /^查找/ })).not.toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: /^查找/ })).toBeFocused()
})
