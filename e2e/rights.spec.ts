// What persons are told, ask for and take along, and what administrators sign; the clerk's and the administrators' journeys.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { choose, enterAs, HEPU, settled } from './office.ts'
import { test } from './world.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function enterAsAdministrator(page: Page, account: string): Promise<void> {
  await choose(page, {})
  await page.goto('/enter')
  await page.locator('.accounts button', { hasText: account }).click()
  await expect(page.locator('.rail')).toBeVisible()
}

async function someHousehold(page: Page, number: number): Promise<{ id: string; headName: string }> {
  const list = await page.request.get(`/api/households?region=${HEPU}&status=expected&limit=50`)
  return ((await list.json()) as { items: { id: string; headName: string }[] }).items[number]!
}

test('the security administrator publishes a notice, and it can be printed', async ({ page }) => {
  await enterAsAdministrator(page, '安全管理员')
  await page.goto('/rights?tab=notice')
  await page.getByRole('link', { name: '发布新版' }).click()
  const form = page.getByRole('form', { name: '发布新版' })
  await form.getByLabel('个人信息处理者').fill('合浦县扶贫开发办公室')
  await form.getByLabel('联系方式').fill('廉州镇扶贫工作站 李同志')
  await form.getByLabel('为什么发布').fill('联系人变更')
  await form.getByRole('button', { name: '发布新版' }).click()
  const sheet = page.locator('.notice-sheet')
  await expect(sheet).toContainText('合浦县扶贫开发办公室')
  await expect(sheet).toContainText('证件号码')
  await expect(sheet).toContainText('30年')
  await expect(page.getByRole('button', { name: '打印' })).toBeVisible()
})

test('a clerk records that somebody was told, gives a copy for a purpose, and answers a request', async ({
  page,
}) => {
  await enterAs(page, '合浦县扶贫办')
  const { id, headName } = await someHousehold(page, 11)
  await page.goto(`/households/${id}`)
  const tabs = page.getByRole('navigation', { name: '一户一档的内容' })
  await tabs.getByRole('link', { name: '权利' }).click()
  await page.getByRole('navigation', { name: '查看谁' }).getByRole('link', { name: headName }).click()

  const told = page.getByRole('region', { name: '告知' })
  await told.getByRole('button', { name: '登记告知' }).click()
  await told.getByLabel('方式').selectOption({ label: '当面宣读' })
  await told.getByRole('button', { name: '登记', exact: true }).click()
  await expect(told.getByRole('listitem')).toContainText('当面宣读')

  const file = page.getByRole('region', { name: '个人信息副本' })
  await file.getByLabel('用途').fill('本人到村委会申请复制')
  const download = page.waitForEvent('download')
  await file.getByRole('button', { name: '生成副本' }).click()
  expect((await download).suggestedFilename()).toContain(headName)
  await expect(file.getByRole('status')).toBeVisible()

  const asked = page.getByRole('region', { name: '申请与答复' })
  await asked.getByRole('button', { name: '登记申请' }).click()
  await asked.getByLabel('申请', { exact: true }).selectOption({ label: '删除' })
  await asked.getByLabel('本人的要求').fill('请删除我的信息')
  await asked.getByRole('button', { name: '登记', exact: true }).click()
  await expect(asked).toContainText('待答复')

  // The office sees it waiting, and comes back to the person.
  await page.goto('/rights')
  await page.getByRole('link', { name: headName }).first().click()
  await asked.getByRole('button', { name: '答复' }).click()
  await asked.getByLabel('理由或依据').fill('本人申请')
  await asked.getByRole('button', { name: '登记', exact: true }).click()
  // Whoever is registered cannot be deleted, and the office is told why.
  await expect(asked.getByRole('alert')).toContainText('仍在册')
  await asked.getByRole('combobox', { name: '答复' }).selectOption({ label: '不予办理' })
  await asked.getByLabel('理由或依据').fill('仍在册，登记为法定职责所必需')
  await asked.getByRole('button', { name: '登记', exact: true }).click()
  await expect(asked).toContainText('不予办理')
  await page.goto('/rights')
  await expect(page.getByRole('link', { name: headName })).toHaveCount(0)
})

test('a number that identifies somebody never gets into the address of the list', async ({ page }) => {
  await enterAs(page, '合浦县扶贫办')
  await page.goto(`/households?region=${HEPU}`)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.getByRole('searchbox', { name: '查找' }).last().fill('450521199001011234')
  await expect(page.getByText('没有人登记这个号码')).toBeVisible()
  expect([...asked, page.url()].filter((url) => url.includes('450521199001011234'))).toEqual([])
})

test('the pages of rights are without barriers, in both themes, and fit a phone', async ({ page }) => {
  await enterAs(page, '合浦县扶贫办')
  const { id } = await someHousehold(page, 8)
  for (const [name, path] of Object.entries({
    rights: '/rights',
    notice: '/rights?tab=notice',
    'household-rights': `/households/${id}?tab=rights`,
  })) {
    for (const appearance of ['light', 'dark']) {
      await page.evaluate((value) => localStorage.setItem('lika.appearance', value), appearance)
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(path)
      await settled(page)
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
      expect(violations.map(({ id: rule, nodes }) => [name, rule, nodes[0]?.html])).toEqual([])
    }
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  }
})
