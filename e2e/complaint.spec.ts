// The line 12317, from a villager's old phone to the answer.
import { expect, type Page } from '@playwright/test'
import { keepPicture, mustBeWithoutBarriers, mustFit, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const TOWN = '石康镇'
const VILLAGE = '水车村'
const SAID = '镇里的奖补发了三个月还没有到户，问了几次都不答复。'

/** A page of the site on a phone of long ago: small, and without scripts. */
const oldPhone = { viewport: { width: 320, height: 568 }, javaScriptEnabled: false, hasTouch: true } as const

async function look(page: Page, name: string): Promise<void> {
  await keepPicture(page, `site-${name}-320`)
  expect(await page.locator('script').count(), name).toBe(0)
}

test('a villager complains about the township on an old phone; the inspector answers; the township finds no trace', async ({
  page,
  browser,
  world,
}) => {
  const phone = await (await browser.newContext({ ...oldPhone, baseURL: world })).newPage()
  await phone.goto('/gs')
  await phone.getByRole('link', { name: '反映问题' }).click()
  await phone.getByRole('link', { name: '合浦县' }).click()
  await phone.getByRole('link', { name: TOWN, exact: true }).click()
  await phone.getByRole('link', { name: VILLAGE, exact: true }).click()
  await expect(phone.getByRole('heading', { name: '反映问题' })).toBeVisible()

  // What is missing is named, and what was typed stays.
  await phone.getByLabel('事情的经过').fill(SAID)
  await phone.getByLabel('反映的是不是当地的单位或干部').selectOption({ label: `是：${TOWN}政府、乡镇干部` })
  await phone.getByRole('button', { name: '提交' }).click()
  await expect(phone.getByRole('alert')).toContainText('请看过说明后打勾')
  await expect(phone.getByLabel('事情的经过')).toHaveValue(SAID)
  await look(phone, 'tell-faults')
  await phone.getByLabel('我已看过上面的说明').check()
  await phone.getByLabel('资金、补助、项目').check()
  await phone.getByRole('button', { name: '提交' }).click()
  const number = (await phone.locator('.number').textContent())!.trim()
  expect(number).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)
  await look(phone, 'sent')
  // A finger that taps twice, or a page that is loaded again, sends nothing more.
  await phone.reload()
  await expect(phone.locator('.number')).toHaveText(number)

  // The township: no entry, no figure, no page.
  await signInAs(page, '北海市审计局')
  await page.goto('/complaints?region=450521')
  await settled(page)
  const row = page.getByRole('row').filter({ hasText: VILLAGE })
  await expect(row).toHaveCount(1)
  await expect(row).toContainText(TOWN)
  await row.getByRole('link').click()
  await expect(page.getByText(SAID)).toBeVisible()
  const address = new URL(page.url()).pathname
  await signInAs(page, '石康镇扶贫专干')
  for (const path of ['/complaints', '/complaints?state=all']) {
    await page.goto(path)
    await settled(page)
    await expect(page.getByText('没有来信来访')).toBeVisible()
    await expect(page.getByRole('button', { name: '全部 0' })).toBeVisible()
  }
  await page.goto(address)
  await settled(page)
  await expect(page.getByText(SAID)).toHaveCount(0)
  await expect(page.getByRole('alert')).toBeVisible()

  // The inspector accepts and answers.
  await signInAs(page, '北海市审计局')
  await page.goto(address)
  await page.getByRole('button', { name: '受理' }).click()
  await page.getByText('答复', { exact: true }).first().click()
  await page.getByLabel('内容', { exact: true }).fill('已责成补发，四月五日前到户。')
  await page.getByRole('button', { name: '答复' }).click()
  await expect(page.getByRole('list').getByText('已责成补发，四月五日前到户。')).toBeVisible()
  await expect(page.getByRole('heading', { name: '谁看过' })).toBeVisible()

  // The villager looks it up.
  await phone.getByRole('link', { name: '查询答复' }).first().click()
  await phone.getByLabel('查询号').fill(number.replaceAll(' ', ''))
  await phone.getByRole('button', { name: '查询' }).click()
  await expect(phone.getByRole('status')).toContainText('已答复')
  await expect(phone.getByRole('status')).toContainText('已责成补发，四月五日前到户。')
  await expect(phone.getByText(SAID)).toHaveCount(0)
  await look(phone, 'answered')
})

test('an officer takes a call down and tells the number', async ({ page }) => {
  await signInAs(page, '合浦县扶贫办')
  await page.goto('/complaints')
  await page.getByRole('link', { name: '登记来电来访' }).click()
  await page.getByRole('button', { name: '登记' }).click()
  await expect(page.getByText('请写明反映的内容，至少两个字。')).toBeVisible()
  await page.locator('#content').getByText('线索', { exact: true }).click()
  await page.getByLabel('反映的内容').fill('三组有一家老人住院，家里没有劳力。')
  await page.getByRole('button', { name: '登记' }).click()
  await expect(page.getByRole('status').getByText(/^\d{4} \d{4} \d{4} \d{4}$/)).toBeVisible()
})

test('every page of the public site is whole and without barriers, by day and by night, in both languages', async ({
  browser,
  world,
}) => {
  for (const [colorScheme, lang] of [
    ['light', ''],
    ['dark', 'lang=en'],
  ] as const) {
    // Looking needs scripts, which the site's policy keeps out of its pages.
    const context = await browser.newContext({
      viewport: { width: 320, height: 568 },
      colorScheme,
      bypassCSP: true,
      baseURL: world,
    })
    const page = await context.newPage()
    for (const path of [
      '/gs',
      '/gs/place/450521',
      '/gs/tell?in=450521',
      '/gs/tell/450521111201',
      '/gs/apply/450521111201',
      '/gs/answer',
      '/gs/rules/450521',
      '/gs/nothing',
    ]) {
      const name = `site${path.replaceAll(/\W/g, '-')}-${colorScheme}`
      await page.goto(lang ? `${path}${path.includes('?') ? '&' : '?'}${lang}` : path)
      await mustFit(page, name)
      await mustBeWithoutBarriers(page, name)
    }
    await context.close()
  }
})
