import { expect, type Locator, type Page } from '@playwright/test'
import { settled, signInAs } from './office.ts'
import { test } from './world.ts'

const TOWN = '石康镇扶贫专干'
const NUMBER = '450521111201-9901'
const keep = (page: Page, name: string) => page.screenshot({ path: `test-results/pictures/${name}.png` })

/** Goes to the household of these journeys by its number, as somebody would. */
async function openOurs(page: Page): Promise<void> {
  const list = await page.request.get(`/api/households?region=450521111&search=${NUMBER}`)
  const { items } = (await list.json()) as { items: { id: string; number: string }[] }
  const id = items.find(({ number }) => number === NUMBER)?.id
  await page.goto(`/households/${id}`)
  await settled(page)
}

/** By the Tab key, as far as it takes. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 100; presses++) {
    if (await target.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('it cannot be reached by the Tab key')
}

test.describe.configure({ mode: 'serial' })

test('a township officer registers a household, and is told who may be registered already', async ({
  page,
}) => {
  await signInAs(page, TOWN)
  await page.goto('/households?region=450521111')
  await page.getByRole('link', { name: '登记新户' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '登记新户' })).toBeVisible()

  await page.getByRole('combobox', { name: '所在村、组' }).selectOption({ label: '水车村' })
  const head = page.getByRole('region', { name: '第 1 名成员' })
  await head.getByRole('textbox', { name: /^姓名/ }).fill('欧阳青果')
  await head.getByRole('combobox', { name: /^性别/ }).selectOption({ label: '男' })
  await head.getByRole('textbox', { name: /^出生日期/ }).fill('1980-05-06')
  await page.getByRole('button', { name: '再加一名成员' }).click()
  const son = page.getByRole('region', { name: '第 2 名成员' })
  await son.getByRole('textbox', { name: /^姓名/ }).fill('欧阳麦')

  // Nothing that was typed is lost, and nothing half is saved.
  await page.reload()
  await expect(page.getByText('已恢复上次没有保存的内容')).toBeVisible()
  await page.getByRole('button', { name: '登记并继续填报' }).click()
  await expect(page.getByText('请填户编号')).toBeVisible()

  await page.getByRole('textbox', { name: '户编号' }).fill(NUMBER)
  await page.getByRole('radiogroup', { name: '成员名单完整' }).getByText('是').click()
  await son.getByRole('combobox', { name: /^与户主关系/ }).selectOption({ label: '之子' })
  await son.getByRole('combobox', { name: /^性别/ }).selectOption({ label: '男' })
  await son.getByRole('textbox', { name: /^出生日期/ }).fill('2001-02-03')
  await keep(page, 'register')
  await page.getByRole('button', { name: '登记并继续填报' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '分步填报' })).toBeVisible()
  await expect(page.getByRole('link', { name: `欧阳青果 ${NUMBER}` })).toBeVisible()
})

test('the same head a second time is named as somebody who is registered', async ({ page }) => {
  await signInAs(page, TOWN)
  await page.goto('/households/new?region=450521111201')
  const head = page.getByRole('region', { name: '第 1 名成员' })
  await head.getByRole('textbox', { name: /^姓名/ }).fill('欧阳青果')
  await head.getByRole('textbox', { name: /^出生日期/ }).fill('1980-05-06')
  await expect(page.getByText('可能已在册')).toBeVisible()
  await expect(page.getByRole('link', { name: new RegExp(NUMBER) })).toBeVisible()
})

test('facts are filled in by steps, reviewed from what to what, and change the verdict', async ({ page }) => {
  await signInAs(page, TOWN)
  await openOurs(page)
  await expect(page.locator('[data-criterion="water"]')).toHaveAttribute('data-outcome', 'undetermined')
  await page.getByRole('link', { name: '分步填报' }).click()
  await page.getByRole('link', { name: /^饮水/ }).click()
  await page.getByRole('combobox', { name: '饮用水源' }).selectOption({ label: '受保护的井水和泉水' })
  await page.getByRole('radiogroup', { name: '水质达标' }).getByText('是').click()
  await page.getByRole('textbox', { name: '取水往返时间' }).fill('35')
  await page.getByRole('textbox', { name: '每人每天供水量' }).fill('40')
  await page.getByRole('textbox', { name: '供水保证率' }).fill('95')
  await page.locator('.question summary').first().click()
  await page.reload()
  await expect(page.getByRole('textbox', { name: '取水往返时间' })).toHaveValue('35')
  await page.getByRole('button', { name: '去核对' }).click()
  await expect(page.getByRole('row', { name: /取水往返时间/ })).toContainText('35 分钟')
  await keep(page, 'steps-review')
  await page.getByLabel('理由或说明').fill('入户查看')
  await page.getByRole('button', { name: '保存并重新判定' }).click()
  const changed = page.locator('.changed-set').getByRole('listitem').filter({ hasText: '六有：有安全饮水' })
  await expect(changed).toContainText('未达标')
  await page.getByRole('link', { name: '回到这一户' }).click()
  await expect(page.locator('[data-criterion="water"]')).toHaveAttribute('data-outcome', 'unmet')
})

test('the page says what would make the water met, and doing just that does', async ({ page }) => {
  await signInAs(page, TOWN)
  await openOurs(page)
  const water = page.locator('[data-criterion="water"]')
  await expect(water).toContainText('怎样才能达标')
  const way = water.locator('.what-if')
  await expect(way).toContainText('取水往返时间')
  await expect(way).toContainText('应不超过 20 分钟')
  await keep(page, 'what-if')
  await way.getByRole('link', { name: /填写/ }).click()
  const form = page.getByRole('dialog', { name: '记录事实' })
  await form.getByLabel('值', { exact: true }).fill('20')
  await form.getByRole('button', { name: '保存并重新判定' }).click()
  await expect(form.locator('.changed-set').getByRole('listitem').filter({ hasText: '六有' })).toContainText(
    '达标',
  )
  await form.getByRole('button', { name: '关闭' }).last().click()
  await expect(water).toHaveAttribute('data-outcome', 'met')
})

test('a photo is kept with a record, and a record is corrected with its reason', async ({ page }) => {
  await signInAs(page, TOWN)
  await openOurs(page)
  await page.getByRole('link', { name: '记录', exact: true }).click()
  const first = page.locator('.timeline > li').first()
  await expect(first).toContainText('35 分钟')
  await expect(first).toContainText('20 分钟')
  await first.getByRole('link', { name: '更正' }).click()
  const form = page.getByRole('dialog', { name: '更正或撤回一条记录' })
  await form.getByRole('textbox', { name: '取水往返时间' }).fill('18')
  await form.getByRole('button', { name: '保存更正' }).click()
  await expect(form.getByText('请写明理由')).toBeVisible()
  await form.getByLabel('更正或撤回的理由').fill('抄错了')
  await form.getByLabel('佐证（照片、文件）').setInputFiles({
    name: '水井.png',
    mimeType: 'image/png',
    // The smallest picture that there is: one pixel.
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  })
  await expect(form.getByText('水井.png')).toBeVisible()
  await form.getByRole('button', { name: '保存更正' }).click()
  await form.getByRole('button', { name: '关闭' }).last().click()
  await expect(first).toContainText('18 分钟')
  await expect(first).toContainText('抄错了')
  await expect(first.getByRole('img', { name: /水井/ })).toBeVisible()
  await expect(page.locator('.timeline > li.is-corrected')).toHaveCount(1)
  await keep(page, 'timeline-corrected')
})

test('an id number is shown for a purpose, and the page says that this is kept', async ({ page }) => {
  await signInAs(page, TOWN)
  const list = await page.request.get('/api/households?region=450521111201&status=expected&limit=1')
  const { items } = (await list.json()) as { items: { id: string }[] }
  await page.goto(`/households/${items[0]!.id}?tab=members`)
  await page
    .getByRole('button', { name: /查看完整号码/ })
    .first()
    .click()
  await expect(page.getByText('谁、何时、为何查看都会留下记录')).toBeVisible()
  await page.getByLabel('用途').fill('核对医保参保')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('timer')).toContainText('秒后遮盖')
  await expect(page.locator('.unmask strong').first()).toHaveText(/^\d{17}[\dX]$/)
  await page.getByRole('button', { name: '遮盖' }).click()
  await expect(page.locator('.unmask strong')).toHaveCount(0)
})

test('the son becomes a household of his own, after a look at what that does', async ({ page }) => {
  await signInAs(page, TOWN)
  await openOurs(page)
  await page.getByRole('link', { name: '分户', exact: true }).click()
  const form = page.getByRole('dialog', { name: '分户' })
  await form.getByRole('button', { name: '预览结果' }).click()
  await expect(form.getByRole('alert')).toContainText('请选择分出去的人')
  await form.getByRole('checkbox', { name: '欧阳麦' }).check()
  await form.getByLabel('理由').fill('成家分户')
  await form.getByRole('button', { name: '预览结果' }).click()
  await expect(form.getByText('办理后的样子')).toBeVisible()
  await expect(form.getByText('新户', { exact: true })).toBeVisible()
  await keep(page, 'split-preview')
  await form.getByRole('button', { name: '确认办理' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '欧阳麦' })).toBeVisible()
  await expect(page.getByText(`${NUMBER}-1`)).toBeVisible()
})

test('by keyboard alone a fact is filled in by steps and saved', async ({ page }) => {
  await signInAs(page, TOWN)
  await openOurs(page)
  const steps = page.getByRole('link', { name: '分步填报' })
  await steps.focus()
  await page.keyboard.press('Enter')
  const power = page.getByRole('link', { name: /^用电与通讯/ })
  await power.focus()
  await page.keyboard.press('Enter')
  const connected = page.getByRole('radiogroup', { name: '通生活用电' }).getByRole('radio').first()
  await connected.focus()
  await page.keyboard.press('Space')
  await expect(connected).toBeChecked()
  const review = page.getByRole('button', { name: '去核对' })
  await tabTo(page, review)
  await page.keyboard.press('Enter')
  const save = page.getByRole('button', { name: '保存并重新判定' })
  await tabTo(page, save)
  await page.keyboard.press('Enter')
  await expect(page.getByText('已保存')).toBeVisible()
})
