import { expect } from '@playwright/test'
import { enterAs, findHeldBackByWaterTime, findWithoutSafeWater, HEPU, signInAs } from './office.ts'
import { test } from './world.ts'

test('the county office finds how many expected households of Hepu lack safe water, and who they are', async ({
  page,
}) => {
  await enterAs(page, '北海市扶贫办')
  await page.getByRole('row', { name: '合浦县' }).getByRole('link', { name: '合浦县', exact: true }).click()
  await expect(page).toHaveURL(/region=450521/)

  const unmet = page.getByRole('link', { name: /六有：有安全饮水 未达标/ })
  await expect(unmet).toBeVisible()
  const count = Number(((await unmet.textContent()) ?? '').replaceAll(',', ''))
  expect(count).toBeGreaterThan(0)
  await unmet.click()

  await expect(page.getByRole('heading', { level: 1, name: '户' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /^预脱贫 \d/ })).toBeChecked()
  const water = page.getByRole('group', { name: '六有：有安全饮水' })
  await expect(water.getByRole('checkbox', { name: '未达标' })).toBeChecked()
  const said = page.getByRole('status').filter({ hasText: '户' })
  await expect(said).toHaveText(`共 ${count} 户`)
})

test('a household says why it fails, and a new water time changes its verdict and the share of its village', async ({
  page,
}) => {
  await signInAs(page, '合浦县扶贫办')
  const id = await findHeldBackByWaterTime(page, HEPU)
  await page.goto(`/households/${id}`)
  const water = page.locator('[data-criterion="water"]')
  await expect(water).toHaveAttribute('data-outcome', 'unmet')
  await expect(water).toContainText('取水往返时间')
  await expect(water).toContainText('20 分钟')
  await expect(water).toContainText('六有')

  await page.getByRole('link', { name: '记录事实' }).click()
  const form = page.getByRole('dialog', { name: '记录事实' })
  const fact = form.getByRole('combobox', { name: '事实' })
  await fact.fill('取水往返')
  await expect(page.locator('.ant-select-item-option-active')).toHaveText('取水往返时间')
  await fact.press('Enter')
  await form.getByLabel('值', { exact: true }).fill('12')
  await form.getByLabel('理由或说明').fill('新打的水井在院外')
  await form.getByRole('button', { name: '保存并重新判定' }).click()

  await expect(form.getByText('已保存')).toBeVisible()
  const changed = form.getByRole('listitem').filter({ hasText: '六有：有安全饮水' })
  await expect(changed.first()).toContainText('未达标')
  await expect(changed.first()).toContainText('→')
  await expect(changed.first()).toContainText('达标')
  await expect(form.getByText('所在村的达标比例')).toBeVisible()
  await expect(changed.last()).toContainText('%')
  await page.screenshot({ path: 'test-results/pictures/what-changed.png' })

  await form.getByRole('button', { name: '关闭' }).last().click()
  await expect(water).toHaveAttribute('data-outcome', 'met')
  await page.getByRole('link', { name: '记录', exact: true }).click()
  await expect(page.locator('.timeline')).toContainText('新打的水井在院外')
})

test('what is typed into the form of a fact outlives a reload', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  const id = await findWithoutSafeWater(page, HEPU)
  await page.goto(`/households/${id}?record=waterMinutes`)
  await page.getByLabel('值', { exact: true }).fill('8')
  await page.getByLabel('理由或说明').fill('还没有保存')
  await page.reload()
  await expect(page.getByLabel('值', { exact: true })).toHaveValue('8')
  await expect(page.getByLabel('理由或说明')).toHaveValue('还没有保存')
  await page.getByLabel('值', { exact: true }).fill('99999')
  await page.getByRole('button', { name: '保存并重新判定' }).click()
  await expect(page.getByRole('alert')).toContainText('应在')
})

test('the verdict as of the end of 2016 is given by the standard of 2016', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto(`/households/${await findWithoutSafeWater(page, HEPU)}`)
  await expect(page.getByRole('heading', { name: /脱贫摘帽标准.*2017/ })).toBeVisible()
  await page.getByLabel('截至日期').fill('2016-12-31')
  await expect(page).toHaveURL(/date=2016-12-31/)
  await expect(page.getByRole('heading', { name: /脱贫摘帽标准.*2016/ })).toBeVisible()
  await page.getByRole('button', { name: '回到今天' }).click()
  await expect(page.getByRole('heading', { name: /脱贫摘帽标准.*2017/ })).toBeVisible()
})

test('an auditor may look at everything and record nothing', async ({ page }) => {
  await signInAs(page, '北海市审计局')
  const id = await findWithoutSafeWater(page, HEPU)
  await page.goto(`/households/${id}`)
  await expect(page.locator('[data-criterion="water"]')).toBeVisible()
  await expect(page.getByRole('link', { name: '记录事实' })).toHaveCount(0)
})

test('another county is not found, and the page says where to go', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto('/?region=450502')
  await expect(page.getByRole('alert')).toContainText('没有找到')
  await page.getByRole('link', { name: '回到合浦县' }).click()
  await expect(page.locator('.overview')).toBeVisible()
})
