import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { HEPU, signInAs } from './office.ts'
import { test } from './world.ts'

const count = async (page: Page) => {
  const text = await page.getByRole('status').filter({ hasText: /^共/ }).textContent()
  return Number((text ?? '').replaceAll(/\D/g, ''))
}
const facet = (page: Page, name: string) => page.getByRole('group', { name })

async function pressUntil(page: Page, key: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 20 && !(await isThere()); attempt++) {
    await page.keyboard.press(key)
    await page.waitForTimeout(250)
  }
}

test('an officer narrows the list by facets, and each count is what the list then holds', async ({
  page,
}) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto(`/households?region=${HEPU}`)
  const status = facet(page, '状态').getByText('预脱贫').locator('xpath=..')
  const promised = Number((await status.locator('.figure').textContent())!.replaceAll(',', ''))
  await status.click()
  await expect.poll(() => count(page)).toBe(promised)
  await expect(page).toHaveURL(/status=expected/)

  const unmet = facet(page, '六有：有安全饮水').getByRole('checkbox', { name: /^未达标/ })
  // The counts of the facets follow a moment after the list's own.
  await expect(unmet).toHaveAccessibleName(/^未达标 3\d\d$/)
  const without = Number((await unmet.getAttribute('aria-label'))!.replaceAll(/\D/g, ''))
  await unmet.check()
  await expect.poll(() => count(page)).toBe(without)
  const illness = facet(page, '主要致贫原因').getByRole('checkbox', { name: /^因病/ })
  await illness.check()
  await facet(page, '主要致贫原因').getByRole('checkbox', { name: /^因残/ }).check()
  await expect(page).toHaveURL(/cause=illness,disability/)
  await expect.poll(() => count(page)).toBeLessThan(without)
  // The link alone says it all.
  await page.reload()
  await expect(illness).toBeChecked()
  await page.getByRole('button', { name: '清除条件' }).click()
  await expect.poll(() => count(page)).toBeGreaterThan(7_000)
})

test('names are found as they are typed, whole names first', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto(`/households?region=${HEPU}`)
  const first = page.locator('tr[data-index="0"] [data-row-link]')
  await expect(first).toHaveAttribute('href', /households/)
  const name = (await first.textContent())!
  await page.getByRole('searchbox', { name: '查找' }).fill(name)
  await expect(page).toHaveURL(/search=/)
  await expect(first).toHaveText(name)
  await page.getByRole('searchbox', { name: '查找' }).fill('没有这样的人')
  await expect(page.getByText('没有符合条件的户')).toBeVisible()
})

test('a view is saved with its columns, found again, deleted, and the deletion taken back', async ({
  page,
}) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto(`/households?region=${HEPU}&status=expected&criteria=water.unmet`)
  await page.getByRole('button', { name: '选择列' }).click()
  const chooser = page.getByRole('region', { name: '选择列' })
  await chooser.getByRole('searchbox', { name: '查找可选的列' }).fill('取水往返')
  await chooser.getByRole('checkbox', { name: /取水往返时间/ }).click()
  await chooser.getByRole('searchbox', { name: '查找可选的列' }).fill('人均纯收入')
  await chooser.getByRole('checkbox', { name: /^人均纯收入（/ }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader', { name: '取水往返时间（分钟）' })).toBeVisible()
  await expect(page).toHaveURL(/fact\.waterMinutes,derived\.perCapitaNetIncome/)

  await page.getByRole('button', { name: '视图', exact: true }).click()
  await page.getByRole('textbox', { name: '把现在的条件、排序和列存为视图' }).fill('预脱贫缺水户')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  const view = page.getByRole('link', { name: '预脱贫缺水户' })
  const renamed = page.getByRole('link', { name: '缺水的预脱贫户' })
  await expect(view).toBeVisible()
  await page.goto(`/households?region=${HEPU}`)
  await view.click()
  await expect(page).toHaveURL(
    /status=expected.*criteria=water\.unmet|criteria=water\.unmet.*status=expected/,
  )
  await expect(page.getByRole('columnheader', { name: '取水往返时间（分钟）' })).toBeVisible()

  await page.getByRole('button', { name: '视图', exact: true }).click()
  await page.getByRole('textbox', { name: '视图“预脱贫缺水户”的名称' }).fill('缺水的预脱贫户')
  await page.getByRole('button', { name: '改名' }).click()
  await expect(renamed).toBeVisible()
  await page.getByRole('button', { name: '删除视图 缺水的预脱贫户' }).click()
  await expect(renamed).toHaveCount(0)
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click()
  await expect(renamed).toBeVisible()
})

test('what is exported is what is seen', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto(
    `/households?region=${HEPU}&status=expected&criteria=water.unmet&columns=number,fact.waterMinutes,criterion.water&sort=-number`,
  )
  const shown = await count(page)
  await page.getByRole('button', { name: '导出' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '文本表格（.csv）' }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  const lines = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
  expect(lines[0]).toBe('户主,户编号,取水往返时间（分钟）,六有：有安全饮水')
  expect(lines).toHaveLength(shown + 1)
  expect(lines.slice(1).every((line) => line.endsWith(',未达标'))).toBe(true)
  const numbers = lines.slice(1).map((line) => line.split(',')[1]!)
  expect(numbers).toEqual(numbers.toSorted().reverse())
  await expect(page.locator('tr[data-index="0"]')).toContainText(numbers[0]!)
})

test('the keyboard alone goes to the end of the list and opens a household there', async ({ page }) => {
  await signInAs(page, '北海市扶贫办')
  await page.goto('/households?region=4505')
  const total = await count(page)
  expect(total).toBeGreaterThan(10_000)
  await page.getByRole('region', { name: '户的列表' }).focus()
  const last = page.locator(`tr[data-index="${total - 1}"] a[data-row-link]`)
  await pressUntil(page, 'End', async () => (await last.count()) > 0)
  await expect(last).toBeFocused()
  // Only what is near the window is drawn, however long the list.
  expect(await page.locator('tr[data-index]').count()).toBeLessThan(80)
  const name = await last.textContent()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowDown')
  await expect(last).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name!)
})

test('one fact is recorded for many households, and taken back from all of them', async ({ page }) => {
  await signInAs(page, '石康镇扶贫专干')
  await page.goto('/households?status=poor')
  const row = (index: number) => page.locator(`tr[data-index="${index}"]`)
  await row(0).getByRole('checkbox').click()
  await row(3)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  await expect(page.getByText('已选 4 户')).toBeVisible()
  await row(5).locator('[data-row-link]').focus()
  await page.keyboard.press(' ')
  await expect(page.getByText('已选 5 户')).toBeVisible()
  await page.getByRole('button', { name: '批量填写', exact: true }).click()

  const form = page.getByRole('dialog', { name: '批量填写' })
  const fact = form.getByRole('combobox', { name: '事实' })
  await fact.fill('取水往返')
  await expect(page.locator('.ant-select-item-option-active')).toHaveText('取水往返时间')
  await fact.press('Enter')
  await form.getByLabel('值', { exact: true }).fill('57')
  await expect(form.getByText('将改变 5 户')).toBeVisible()
  await form.getByLabel('理由', { exact: true }).fill('水源干涸，入户核实')
  await page.screenshot({ path: 'test-results/pictures/households-assign.png' })
  await form.getByRole('button', { name: '为 5 户填写' }).click()
  const item = form.getByRole('listitem').filter({ hasText: '57 分钟' })
  await expect(item).toContainText('已完成')

  await page.goto('/households?status=poor&columns=fact.waterMinutes')
  await expect(row(3)).toContainText('57')
  await expect(row(5)).toContainText('57')
  await page.getByRole('button', { name: '批量填写记录' }).click()
  await form.getByLabel('撤销的理由').fill('测错了井')
  await item.getByRole('button', { name: '撤销' }).click()
  await expect(item).toContainText('已撤销')
  await page.keyboard.press('Escape')
  await expect(row(3)).not.toContainText('57')
})
