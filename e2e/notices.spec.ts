// What hangs, until when; what a case leaves behind as paper; what a look-back found.

import { expect, type Page } from '@playwright/test'
import { act, aNoticeHangs, ask, openCase, REGION, upload, VILLAGE } from './notice.ts'
import { mustBeWithoutBarriers, mustFit, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const COUNTY = '合浦县扶贫办'

/** A look-back that ends: the household is rightly where it is. */
async function aLookBackEnds(page: Page) {
  await signInAs(page, VILLAGE)
  const { id, name } = await openCase(page, 'lookBack')
  const sheet = await upload(page)
  const paper = { kind: 'signed', way: 'paper', name: '签字人', evidence: [sheet] }
  await act(page, id, { kind: 'attached', step: 'homeCheck', attachment: 'checkSheet', evidence: [sheet] })
  await act(page, id, { ...paper, step: 'homeCheck', signer: 'verifier' })
  await act(page, id, { kind: 'decided', step: 'homeCheck', outcome: 'checked' })
  await signInAs(page, COUNTY)
  const scan = { ...paper, evidence: [await upload(page)] }
  for (const signer of ['povertyOffice', 'civilAffairs', 'disabledFederation'])
    await act(page, id, { ...scan, step: 'jointVerification', signer })
  await act(page, id, { kind: 'decided', step: 'jointVerification', outcome: 'foundCorrect' })
  for (const signer of ['countyPartySecretary', 'countyHead'])
    await act(page, id, { ...scan, step: 'correctConfirmation', signer })
  await act(page, id, { kind: 'decided', step: 'correctConfirmation', outcome: 'correct' })
  return { id, name }
}

test('a village clerk reads what hangs, prints it to put it up, and takes it down for a mistake', async ({
  page,
}) => {
  const { name, notice, id } = await aNoticeHangs(page)
  await page.goto('/notices')
  const row = page.getByRole('row').filter({ has: page.locator(`a[href*="${notice}"]`) })
  await expect(row).toContainText('还有 7 天')
  await row.getByRole('link').first().click()

  await test.step('it stands as it was published, with the case behind its row', async () => {
    const table = page.getByRole('table').first()
    await expect(table.getByRole('columnheader')).toHaveText(['序号', '村民小组', '户主姓名', '家庭人口数'])
    await expect(table).toContainText(name)
    await expect(page.getByRole('link', { name: '打开第 1 行的事项' })).toHaveAttribute(
      'href',
      new RegExp(id),
    )
    await expect(page.getByText('还没有人提出异议。')).toBeVisible()
  })

  await test.step('the poster bears the code of its public page and fits the sheet that is chosen', async () => {
    await page.getByRole('link', { name: '打印张贴稿' }).click()
    const poster = page.getByRole('article')
    await expect(poster.getByRole('img', { name: /公开页面的二维码/ })).toBeVisible()
    await expect(poster).toContainText('12317')
    await page.getByText('A4 竖版').click()
    await expect(page).toHaveURL(/size=a4/)
    // A4 in points; one household fits on one page.
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(paper).toMatch(/\/MediaBox \[0 0 59[45]\.?\d* 84[12]/)
  })

  await page.getByRole('link', { name: '回到这份公示' }).click()
  await page.getByRole('link', { name: '撤下公示' }).click()
  await page.getByRole('button', { name: '确认撤下' }).click()
  await expect(page.getByText('请写原因，至少两个字')).toBeVisible()
  await page.getByRole('textbox', { name: '撤下原因' }).fill('人口数有误，更正后重新公示')
  await page.getByRole('button', { name: '确认撤下' }).click()
  await expect(page.getByText('人口数有误，更正后重新公示')).toBeVisible()
  await page.goto('/notices?state=takenDown')
  await expect(page.getByRole('row').filter({ has: page.locator(`a[href*="${notice}"]`) })).toBeVisible()
})

test('the calendar says when a notice ends, which days are free, and is walked through by keyboard', async ({
  page,
}) => {
  const { notice, today } = await aNoticeHangs(page)
  await page.goto(`/calendar?day=${today}`)
  const panel = page.getByRole('region', { name: today })
  await expect(panel.locator(`a[href*="${notice}"]`).first()).toContainText('第一次公示')
  await page.goto('/calendar?month=2017-04')
  await expect(page.getByRole('cell').filter({ hasText: '休 清明' }).first()).toBeVisible()
  const [first] = [page.locator('[data-day="2017-04-03"]')]
  await first.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[data-day="2017-04-10"]')).toBeFocused()
  await page.keyboard.press('PageDown')
  await expect(page.locator('[data-day="2017-05-10"]')).toBeFocused()
  await expect(page).toHaveURL(/month=2017-05/)
  await page.goto('/calendar?month=2031-05')
  await expect(page.getByText('2031 年的放假和调休安排还不知道')).toBeVisible()
})

test('the county counts what a look-back found, opens the rows behind it, and prints the file', async ({
  page,
}) => {
  const { id, name } = await aLookBackEnds(page)
  await page.goto(`/cases/rates?region=${REGION}`)
  const rate = page.locator('.rates-figures > div').filter({ hasText: '漏评率' })
  await expect(rate, 'nobody who is not registered was surveyed').toContainText('无法计算')
  await page.goto('/cases/archive')
  const row = page.getByRole('row').filter({ has: page.locator(`a[href*="${id}"]`) })
  await expect(row).toContainText(name)
  await row.getByRole('link', { name: /打印案卷/ }).click()
  for (const part of ['申请或发起', '决定当日的判定', '签字（双认定）', '各环节的决定', '附件清单'])
    await expect(page.getByRole('heading', { name: part })).toBeVisible()
  await settled(page)
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(paper.match(/\/Type\s*\/Page\b/g)?.length, 'the cover is a page of its own').toBeGreaterThan(1)
})

test('a household shows its cases and where each stands', async ({ page }) => {
  const { id, name } = await aNoticeHangs(page)
  const { subject } = await ask<{ subject: { id: string } }>(page, `/api/cases/${id}`)
  await page.goto(`/households/${subject.id}?tab=cases`)
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  const item = page.locator('.subject-cases > li').first()
  await expect(item).toContainText('第一次公示')
  await expect(item).toContainText(/公示至 2017-04-\d\d/)
})

test('notices, calendar, archive and rates are without barriers and fit a telephone', async ({ page }) => {
  await signInAs(page, VILLAGE)
  // High enough that the pages at the bottom of the window cover nothing half.
  await page.setViewportSize({ width: 390, height: 2400 })
  for (const address of ['/notices?state=all', '/calendar', '/cases/archive?form=register', '/cases/rates']) {
    await page.goto(address)
    await settled(page)
    await mustFit(page, address)
    await mustBeWithoutBarriers(page, address)
  }
})
