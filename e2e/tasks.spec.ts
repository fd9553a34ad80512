// As those who answer for what a plan asks: see what one's department owes, report it, take a wrong report back, and
// have on paper what was agreed.
import { expect, type Page } from '@playwright/test'
import { mustBeWithoutBarriers, mustFit, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const HEPU_OFFICE = '合浦县扶贫办'
const WATER = '合浦县水利局'

const stateOf = (page: Page) => page.locator('.task-head .duty-mark')

test('the county office sees what each department owes this month, and opens the tasks behind a number', async ({
  page,
}) => {
  await signInAs(page, HEPU_OFFICE)
  await page.goto('/tasks')
  await expect(page.getByRole('heading', { level: 1, name: '任务' })).toBeVisible()
  await settled(page)
  await mustBeWithoutBarriers(page, 'the board of tasks')
  await mustFit(page, 'the board of tasks')

  const late = page.getByRole('link', { name: /逾期 \d+ 项/ }).first()
  const number = Number(await late.textContent())
  expect(number).toBeGreaterThan(0)
  await late.click()
  await expect(page).toHaveURL(/unit=.*state=late/)
  await expect(page.getByText(`共 ${number} 项`, { exact: true })).toBeVisible()
  await expect(page.locator('.duty-table tbody tr')).toHaveCount(number)
  await settled(page)
  await mustBeWithoutBarriers(page, 'the list of tasks')

  await test.step('the sentence that a task came from stands on its page, and opens in its document', async () => {
    await page.locator('.duty-table [data-row-link]').first().press('Enter')
    await expect(page.locator('.task-quote mark')).not.toBeEmpty()
    const sentence = (await page.locator('.task-quote mark').textContent()) ?? ''
    await settled(page)
    await mustBeWithoutBarriers(page, 'a task')
    await page.getByRole('region', { name: '原文' }).getByRole('link').click()
    await expect(page).toHaveURL(/\/plans\/.*at=[0-9a-f-]{36}/)
    await expect(page.locator('main')).toContainText(sentence.slice(0, 8))
  })
})

test('a department reports what it did, and takes back what it reported by mistake', async ({ page }) => {
  await signInAs(page, WATER)
  await page.goto('/tasks?view=list&month=all')
  // Whoever works in a department begins with what is still to be done.
  await page.locator('.duty-table [data-row-link]').first().click()
  const before = await stateOf(page).first().textContent()

  await test.step('what is left out is said at its field, and what was typed outlives a reload', async () => {
    await page.getByRole('radio', { name: '受阻' }).check({ force: true })
    await page.getByRole('button', { name: '提交' }).click()
    await expect(page.getByText('请写说明，至少两个字。')).toBeVisible()
    await page.getByRole('textbox', { name: '说明' }).fill('管材没有到货')
    await page.reload()
    await expect(page.getByRole('textbox', { name: '说明' })).toHaveValue('管材没有到货')
  })

  await page.getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('已填报。')).toBeVisible()
  const report = page.getByRole('listitem').filter({ hasText: '管材没有到货' })
  await expect(report).toContainText('受阻')
  await expect(stateOf(page)).toContainText('受阻')

  await report.getByRole('button', { name: '撤回' }).click()
  await page.getByRole('textbox', { name: '撤回原因' }).fill('填错了任务')
  await page.getByRole('button', { name: '确认撤回' }).click()
  await expect(report).toContainText('已撤回：填错了任务')
  await expect(stateOf(page)).toHaveText(before ?? '')
})

test('a letter of responsibility is chosen and stands as it is printed, and the bulletin is a document', async ({
  page,
}) => {
  await signInAs(page, HEPU_OFFICE)
  await page.goto('/tasks')
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: /通报（docx）/ }).click()
  expect((await saved).suggestedFilename()).toMatch(/合浦县任务进展通报（2017-03）\.docx/)

  await page.getByRole('link', { name: '责任书' }).click()
  await expect(page.getByText('选一个单位，或一个下级地区')).toBeVisible()
  const signer = page.getByRole('combobox', { name: '签订方' })
  await expect(signer.locator('optgroup')).toHaveCount(2)
  await signer.selectOption({ label: WATER })
  const letter = page.getByRole('article')
  await expect(letter.getByRole('heading', { name: '2017年任务责任书' })).toBeVisible()
  await expect(letter.getByRole('row')).not.toHaveCount(0)
  await expect(letter).toContainText('负责人签字')
  await settled(page)
  await mustBeWithoutBarriers(page, 'a letter of responsibility')
  await mustFit(page, 'a letter of responsibility')
})

test('on a telephone the board fits the window', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signInAs(page, HEPU_OFFICE)
  for (const address of ['/tasks', '/tasks?view=list', '/tasks?view=month', '/tasks/letter']) {
    await page.goto(address)
    await settled(page)
    await mustFit(page, address)
  }
})
