// As the person who carries a plan out: file it, see its arithmetic, accept what it says, correct it.

import { expect, type Page } from '@playwright/test'
import { mustBeWithoutBarriers, mustFit, settled, signInAs } from './office.ts'
import { plan } from './plan-text.ts'
import { test } from './world.ts'

const HEPU_OFFICE = '合浦县扶贫办'
const TOWN = '石康镇扶贫专干'

async function file(page: Page, title: string): Promise<void> {
  await page.goto('/plans?new=plan')
  await page.getByRole('textbox', { name: '文字', exact: true }).fill(plan(title, '110'))
  await page.getByRole('button', { name: '收录并读取' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await settled(page)
}

const card = (page: Page, text: string | RegExp) => page.locator('.card').filter({ hasText: text })
const tab = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: '读出的内容' }).getByRole('link', { name })

test('the county office pastes a plan, sees the sum worked out, and decides sentence by sentence', async ({
  page,
}) => {
  const title = '合浦县2017年脱贫攻坚实施方案'
  await signInAs(page, HEPU_OFFICE)
  await file(page, title)
  await mustBeWithoutBarriers(page, 'the reader of a plan')
  await mustFit(page, 'the reader of a plan')

  await test.step('the wrong sum is worked out beside the text and in its card', async () => {
    await expect(page.locator('.text-note').filter({ hasText: '100' })).toBeVisible()
    await tab(page, /核算/).click()
    const wrong = card(page, /= 100/)
    await expect(wrong).toContainText('110')
    await wrong.getByRole('heading').click()
    await expect(page.locator('.piece.is-lit').filter({ hasText: '110万元' })).toBeVisible()
    await wrong.getByRole('button', { name: '不成立' }).click()
    await page.getByRole('textbox', { name: '为什么不成立' }).fill('另有批复')
    await page.getByRole('button', { name: '不成立' }).click()
    await expect(wrong).toContainText('另有批复')
    await wrong.getByRole('button', { name: '撤回' }).click()
    await expect(wrong).toContainText('待处理')
  })

  await test.step('tasks are accepted at once and taken back again', async () => {
    await tab(page, /任务/).click()
    const acceptAll = page.getByRole('button', { name: /^采纳本页/ })
    await acceptAll.click()
    await expect(page.getByText(/^已采纳 \d+ 条/)).toBeVisible()
    await expect(card(page, '修建屯级道路')).toContainText('已采纳')
    await page.getByRole('button', { name: '撤回这一批' }).click()
    await expect(card(page, '修建屯级道路')).toContainText('待处理')
    await acceptAll.click()
    await expect(card(page, '修建屯级道路')).toContainText('已采纳')
  })

  await test.step('what the document leaves open is asked, not filled in', async () => {
    const cycle = card(page, '每月通报一次进度')
    await expect(cycle).toContainText('周期的起止日期')
    await cycle.getByRole('button', { name: '补全后采纳' }).click()
    await page.getByRole('button', { name: '更正并采纳' }).click()
    await expect(page.getByText('按周期的任务要写明起止日期')).toBeVisible()
    await page.getByRole('textbox', { name: '开始日期' }).fill('2017-04-01')
    await page.getByRole('textbox', { name: '结束日期' }).fill('2017-12-31')
    await page.getByRole('button', { name: '更正并采纳' }).click()
    await expect(cycle).toContainText('更正后采纳')
  })

  await test.step('a target is corrected, and says who did so', async () => {
    await tab(page, /目标/).click()
    const target = card(page, '4,800 人')
    await target.getByRole('button', { name: '更正' }).click()
    await page.getByRole('textbox', { name: '数值' }).fill('4,850')
    await page.reload()
    await expect(page.getByRole('textbox', { name: '数值' })).toHaveValue('4,850')
    await page.getByRole('button', { name: '更正并采纳' }).click()
    await expect(card(page, '4,850 人')).toContainText(`更正后采纳${HEPU_OFFICE}`)
  })

  await test.step('a word of the text selects its card', async () => {
    await page.locator('.piece').filter({ hasText: '12个贫困村' }).first().click()
    await expect(page.locator('.card.is-selected')).toContainText('12 个贫困村')
    await expect(page).toHaveURL(/at=\d+-\d+/)
  })

  await test.step('a corrected version shows what changed and what it touches', async () => {
    await page.getByRole('button', { name: '收录更正版' }).click()
    await page
      .getByRole('textbox', { name: '文字', exact: true })
      .fill(plan(title, '100').replace('屯级道路30公里', '屯级道路32公里'))
    await page.getByRole('textbox', { name: '为什么有新版' }).fill('更正合计数')
    await page.getByRole('button', { name: '收录新版并比较' }).click()
    await expect(page.getByRole('heading', { name: '第 1 版到第 2 版' })).toBeVisible()
    await expect(page.locator('.changes del').first()).toBeVisible()
    await expect(page.locator('.changes ins').first()).toBeVisible()
    await expect(page.locator('.touched')).toContainText('修建')
    await mustBeWithoutBarriers(page, 'what changed between two versions')
    await page.getByRole('link', { name: '回到原文' }).click()
    await settled(page)
    await expect(page.locator('.text-note').filter({ hasText: '= 100' })).toHaveCount(0)
  })
})

test('the statements of a plan are gone through by keyboard alone', async ({ page }) => {
  const title = '合浦县2017年扶贫工作要点'
  await signInAs(page, HEPU_OFFICE)
  await file(page, title)
  await tab(page, /目标/).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const second = page.locator('.card').nth(1)
  await expect(second).toHaveClass(/is-selected/)
  await page.keyboard.press('a')
  await expect(second).toContainText('已采纳')
  await page.keyboard.press('u')
  await expect(second).toContainText('待处理')
  await page.keyboard.press('k')
  await expect(page.locator('.card').first()).toHaveClass(/is-selected/)
  await page.keyboard.press('r')
  await page.keyboard.type('重复')
  await page.keyboard.press('Enter')
  await expect(page.locator('.card').first()).toContainText('不采纳')
})

test('an officer of a township reads the plan of the county and decides nothing; a link opens its sentence', async ({
  page,
}) => {
  const title = '合浦县2017年脱贫摘帽方案'
  await signInAs(page, HEPU_OFFICE)
  await file(page, title)
  const { pathname } = new URL(page.url())
  await tab(page, /任务/).click()
  await card(page, '饮水困难').getByRole('heading').click()
  const at = new URL(page.url()).searchParams.get('at')!

  await signInAs(page, TOWN)
  await page.goto(`${pathname}?part=0&at=${at}&version=1`)
  await settled(page)
  await expect(page.locator('.piece.is-lit').first()).toBeInViewport()
  await expect(page.locator('.card.is-selected')).toContainText('饮水困难')
  await expect(page.getByRole('button', { name: '采纳', exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: '收录更正版' })).toHaveCount(0)
})

test('a text that was not filed yet survives a reload, and a file that cannot be read says what to do', async ({
  page,
}) => {
  await signInAs(page, HEPU_OFFICE)
  await page.goto('/plans')
  await page.getByRole('button', { name: '收录文件' }).click()
  const text = page.getByRole('textbox', { name: '文字', exact: true })
  await text.fill('第一段')
  await page.reload()
  await expect(text).toHaveValue('第一段')
  await page.getByRole('button', { name: '不要了' }).click()
  await expect(text).toHaveValue('')
  await page.getByRole('button', { name: '收录并读取' }).click()
  await expect(page.getByRole('alert')).toContainText('请粘贴文字或选择文件')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '方案.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') })
  await expect(page.getByText('是 PDF，不能直接读取')).toBeVisible()
  await page.locator('input[type=file]').setInputFiles({
    name: '方案.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(plan('合浦县方案', '100')),
  })
  await expect(text).toHaveValue(/合浦县方案/)
  await mustBeWithoutBarriers(page, 'filing a plan')
  await mustFit(page, 'filing a plan')
})
