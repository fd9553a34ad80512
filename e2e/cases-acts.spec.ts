// What happens to a case besides going on: withdrawn, opened again, help first, and another version of its procedure.

import { expect, type Page } from '@playwright/test'
import { act, ask, newId, openCase, REGION, VILLAGE } from './notice.ts'
import { mustBeWithoutBarriers, mustFit, settled, signInAs } from './office.ts'
import { letDaysPass, test } from './world.ts'

const TOWN = '石康镇扶贫专干'
const COUNTY = '合浦县扶贫办'

type Listed = {
  readonly items: readonly { readonly id: string; readonly subject: { readonly id: string } }[]
}

/** What the engine says against an act, in Chinese. */
async function refusalOf(page: Page, id: string, said: object): Promise<string> {
  const answer = await page.request.post('/api/cases/acts', {
    data: { act: said, cases: [{ id: newId(), case: id }] },
  })
  expect(answer.status(), await answer.text()).toBe(422)
  const { messages, errors } = (await answer.json()) as {
    messages: { zh: string }
    errors?: readonly { messages: { zh: string } }[]
  }
  return errors?.[0]?.messages.zh ?? messages.zh
}

const statusOn = async (page: Page, household: string, day: string) =>
  (await ask<{ status: { code: string } | string | null }>(page, `/api/households/${household}?asOf=${day}`))
    .status

/** Years pass in steps of 400 days, which is the most that a demo world lets pass at once. */
async function letYearsPass(page: Page, until: string): Promise<void> {
  const { today } = await ask<{ today: string }>(page, '/api/session')
  const next = new Date(Date.parse(today) + 400 * 86_400_000).toISOString().slice(0, 10)
  await letDaysPass(page, next < until ? next : until)
  if (next < until) await letYearsPass(page, until)
}

const now = (page: Page) => page.locator('.case-now').first()

// The last of them lets years pass, which no other journey wants.
test.use({ days: 'cases-acts' })

test('an exit in error is opened again by the county with a reason, and the household is as before', async ({
  page,
}) => {
  await signInAs(page, TOWN)
  const path = `/api/cases?region=${REGION}&procedure=householdExit&state=ended&outcome=exited&limit=1`
  const [exited] = (await ask<Listed>(page, path)).items
  await page.goto(`/cases/${exited!.id}`)
  await settled(page)
  await expect(now(page)).toContainText('办结')
  await expect(page.getByRole('link', { name: '重新办理' })).toHaveCount(0)
  const reopened = { kind: 'reopened', step: 'countyApproval', reason: '收入核算有误' }
  expect(await refusalOf(page, exited!.id, reopened)).toBe('“贫困户脱贫‘双认定’：重新办理”须由县级办理。')

  await signInAs(page, COUNTY)
  await page.goto(`/cases/${exited!.id}`)
  await page.getByLabel('可以从这一环节起重新办理').selectOption({ label: '县级审定' })
  await page.getByRole('link', { name: '重新办理' }).click()
  await page.getByRole('button', { name: '重新办理', exact: true }).click()
  await expect(page.getByText('请写明理由，至少两个字。')).toBeVisible()
  await page.getByLabel('重新办理的理由').fill('收入核算有误，转移性收入重复计算')
  await mustBeWithoutBarriers(page, 'reopening')
  await page.getByRole('button', { name: '重新办理', exact: true }).click()
  await expect(page.getByRole('status').first()).toContainText('重新办理：已办理')
  await expect(page.locator('.case-facts')).toContainText('预脱贫')
  await expect(now(page)).toContainText('现在：县级审定')
  await expect(page.getByRole('region', { name: '办理记录' })).toContainText('转移性收入重复计算')
  const household = exited!.subject.id
  expect(await statusOn(page, household, '2017-03-30')).toBe('exited')
  expect(await statusOn(page, household, '2017-03-31')).toBe('expected')
})

test('a case is withdrawn with a reason, nobody changes by it, and another may be opened', async ({
  page,
}) => {
  await signInAs(page, VILLAGE)
  const { id, name } = await openCase(page, 'householdExit', 'unmet')
  await page.goto(`/cases/${id}`)
  await page.getByRole('link', { name: '撤销事项' }).click()
  await page.getByRole('button', { name: '撤销事项', exact: true }).click()
  await expect(page.getByText('请写明理由，至少两个字。')).toBeVisible()
  await page.getByLabel('撤销的理由').fill('户主外出务工，年底再核')
  await page.getByRole('button', { name: '撤销事项', exact: true }).click()
  await expect(now(page)).toContainText('事项已撤销，没有改变任何身份。')
  await expect(page.getByRole('link', { name: '办结环节' })).toHaveCount(0)
  await expect(page.getByRole('region', { name: '办理记录' })).toContainText('户主外出务工，年底再核')
  const withdrawn = { kind: 'withdrawn', step: 'homeCheck', reason: '再撤一次' }
  expect(await refusalOf(page, id, withdrawn)).toBe('事项已经结束。')
  await page.goto(`/cases/new?procedure=householdExit&outcome=unmet&search=${name}`)
  await expect(page.getByRole('checkbox', { name: `勾选 ${name}`, exact: true }).first()).toBeEnabled()
})

test('what somebody else entered, or what a decision has passed, is not taken back', async ({ page }) => {
  await signInAs(page, VILLAGE)
  const { id } = await openCase(page, 'householdExit', 'met')
  const decided = { kind: 'decided', step: 'homeCheck', outcome: 'meets' }
  await act(page, id, decided)
  await page.goto(`/cases/${id}`)
  const entries = page.getByRole('region', { name: '办理记录' })
  await expect(entries.getByText('办结环节：达到标准')).toBeVisible()
  await expect(entries.getByRole('link', { name: '撤回填写' })).toHaveCount(0)
  const { entries: all } = await ask<{ entries: readonly { id: string; kind: string }[] }>(
    page,
    `/api/cases/${id}`,
  )
  const entry = all.find(({ kind }) => kind === 'decided')!.id
  const takenBack = { kind: 'takenBack', step: 'dualConfirmation', entry, reason: '填错了' }
  expect(await refusalOf(page, id, takenBack)).toBe('只能撤回本环节中自己填写的内容。')
})

test('in a disaster help comes first; a case of five years ago goes over to the rules of today', async ({
  page,
}) => {
  await signInAs(page, VILLAGE)
  await letYearsPass(page, '2021-06-01')
  const { id } = await openCase(page, 'monitoringRecognition')

  // The check in the house is made good later, and the case says so until it is.
  await page.goto(`/cases/${id}`)
  await page.getByRole('link', { name: '先办后补' }).click()
  await page.getByRole('button', { name: '先办后补', exact: true }).click()
  await expect(page.getByText('请写明理由，至少两个字。')).toBeVisible()
  await page.getByLabel('先办后补的理由').fill('台风倒房，先安置')
  await page.getByRole('button', { name: '先办后补', exact: true }).click()
  await expect(page.locator('.case-head')).toContainText('绿色通道')
  await expect(now(page)).toContainText('村级初选')
  await expect(page.locator('.case-now', { hasText: '入户核实' })).toContainText('缺附件：核查表')
  await mustBeWithoutBarriers(page, 'green channel')

  // Only the steps that the procedure allows: an audit is never made good later.
  await page.getByRole('link', { name: '先办后补' }).click()
  await page.getByLabel('先办后补的理由').fill('台风倒房，先安置')
  await page.getByRole('button', { name: '先办后补', exact: true }).click()
  await expect(now(page)).toContainText('乡级审核')
  await signInAs(page, TOWN)
  await page.goto(`/cases/${id}`)
  await settled(page)
  await expect(page.getByRole('link', { name: '先办后补' })).toHaveCount(0)
  const deferred = { kind: 'deferred', step: 'townAudit', reason: '先安置' }
  expect(await refusalOf(page, id, deferred)).toBe('“乡级审核”不能后补，须先办结。')

  // Under the version it began with, until the county moves it with a reason.
  await letYearsPass(page, '2026-03-02')
  await page.goto(`/cases/${id}`)
  const { newer } = await ask<{ newer: { pack: string; version: string } }>(page, `/api/cases/${id}`)
  const { pack, version } = newer
  expect([pack, version.split('.')[0]]).toEqual(['cn/monitoring-procedure', '2026'])
  await expect(page.getByText(`现行的是 ${pack} ${version}`)).toBeVisible()
  await expect(page.getByRole('link', { name: '改用现行程序' })).toHaveCount(0)
  const moved = { kind: 'moved', step: 'townAudit', reason: '统一口径' }
  expect(await refusalOf(page, id, moved)).toContain('县')
  await signInAs(page, COUNTY)
  await page.goto(`/cases/${id}`)
  await page.getByRole('link', { name: '改用现行程序' }).click()
  await page.getByLabel('改用现行程序的理由').fill('2026年起统一称防止返贫致贫对象')
  await page.getByRole('button', { name: '改用现行程序', exact: true }).click()
  await expect(page.locator('.case-facts')).toContainText(`${pack} ${version}`)
  await expect(page.locator('.case-head')).toContainText('防止返贫致贫对象识别')
  await expect(page.getByRole('region', { name: '办理记录' })).toContainText('统一称防止返贫致贫对象')
  await expect(page.getByRole('link', { name: '改用现行程序' })).toHaveCount(0)
  await page.setViewportSize({ width: 390, height: 844 })
  await mustFit(page, 'case that was moved')
})
