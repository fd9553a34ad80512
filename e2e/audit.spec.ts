import { expect } from '@playwright/test'
import { choose, findWithoutSafeWater, HEPU, settled, signInAs } from './office.ts'
import { test } from './world.ts'

test('the audit administrator sees who looked at a household, and that a stranger tried to', async ({
  browser,
}) => {
  const county = await (await browser.newContext()).newPage()
  await signInAs(county, '合浦县扶贫办')
  const id = await findWithoutSafeWater(county, HEPU)
  await county.goto(`/households/${id}`)
  await settled(county)

  const page = await (await browser.newContext()).newPage()
  await choose(page, {})
  await page.goto('/enter')
  await page.locator('.accounts button', { hasText: '北海市审计管理员' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '审计' })).toBeVisible()
  const refused = await page.request.get(`/api/households/${id}`)
  expect(refused.status()).toBe(403)

  await page.goto(`/audit?subject=${id}`)
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows.filter({ hasText: '合浦县扶贫办' }).first()).toContainText('完成')
  await expect(rows.filter({ hasText: '北海市审计管理员' }).first()).toContainText('被拒绝')

  await page.getByLabel('结果').selectOption('refused')
  await expect(page).toHaveURL(/result=refused/)
  await expect(rows.filter({ hasText: '合浦县扶贫办' })).toHaveCount(0)
})

test('the checkpoint of the seals is there to be printed', async ({ page }) => {
  await choose(page, {})
  await page.goto('/enter')
  await page.locator('.accounts button', { hasText: '北海市审计管理员' }).click()
  await page.getByRole('link', { name: '封存' }).click()
  await expect(page.getByRole('heading', { name: '最近的检查点' })).toBeVisible({ timeout: 90_000 })
  await expect(page.locator('.audit-fingerprint')).toHaveText(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
})
