// A notice on the public site, on a phone of long ago, and what somebody has to say to it.
import { expect } from '@playwright/test'
import { act, aNoticeHangs, ask, REGION } from './notice.ts'
import { keepPicture, mustBeWithoutBarriers, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const TOWN = '石康镇扶贫专干'
const SAID = '他家去年盖了楼房，还没有脱贫的说法不对，请再核实。'

type Case = {
  readonly steps: readonly { readonly gates: readonly { readonly gate: string }[] }[]
  readonly objections: readonly { readonly id: string; readonly text: string; readonly name: string | null }[]
}

test('the public page shows group, head and size alone; an objection holds the case until it is answered', async ({
  page,
  browser,
  world,
}) => {
  const { id, name, notice } = await aNoticeHangs(page)
  const viewport = { width: 320, height: 568 }
  const phone = await (
    await browser.newContext({ viewport, javaScriptEnabled: false, baseURL: world })
  ).newPage()

  await test.step('a villager finds the notice from the county down, with its days left', async () => {
    await phone.goto('/gs')
    await phone.getByRole('link', { name: /^合浦县/ }).click()
    await phone.getByRole('link', { name: /^石康镇/ }).click()
    await phone.locator(`a[href="/gs/place/${REGION}"]`).click()
    await phone.locator(`a[href*="${notice}"]`).click()
    await expect(phone.getByText('还有 7 天')).toBeVisible()
    await expect(phone.getByRole('columnheader')).toHaveText(['序号', '村民小组', '户主姓名', '家庭人口数'])
    await expect(phone.getByRole('cell', { name, exact: true })).toBeVisible()
    expect(await phone.content()).not.toContain(id)
    await keepPicture(phone, 'site-notice-320')
  })

  let number = ''
  await test.step('and objects to the household, without a name', async () => {
    await phone.getByRole('link', { name: '提出异议' }).click()
    await phone.getByLabel('对哪一户有意见').selectOption('1')
    await phone.getByRole('button', { name: '提交异议' }).click()
    await expect(phone.getByRole('alert')).toContainText('请写明情况')
    await expect(phone.getByLabel('对哪一户有意见')).toHaveValue('1')
    await phone.getByLabel('您的意见和理由').fill(SAID)
    await phone.getByLabel('我已看过上面的说明').check()
    await phone.getByRole('button', { name: '提交异议' }).click()
    number = (await phone.locator('.number').textContent())!.trim()
    await phone.reload()
    await expect(phone.locator('.number')).toHaveText(number)
  })

  await test.step('the case waits; the township reads and answers', async () => {
    await signInAs(page, TOWN)
    const found = await ask<Case>(page, `/api/cases/${id}`)
    expect(found.objections).toMatchObject([{ text: SAID, name: null }])
    expect(found.steps[0]!.gates.map(({ gate }) => gate)).toContain('objection')
    await page.goto(`/cases/${id}`)
    await settled(page)
    await expect(page.getByText(SAID)).toBeVisible()
    await act(page, id, {
      kind: 'answered',
      step: 'firstNotice',
      objection: found.objections[0]!.id,
      upheld: false,
      text: '经核实，该户住房为危房改造所建，符合标准。',
    })
  })

  await test.step('the villager looks the answer up by the number', async () => {
    await phone.getByRole('link', { name: '查询答复' }).first().click()
    await phone.getByLabel('查询号').fill(number)
    await phone.getByRole('button', { name: '查询' }).click()
    await expect(phone.getByRole('status')).toContainText('已答复')
    await expect(phone.getByRole('status')).toContainText('异议不成立')
    await expect(phone.getByRole('status')).toContainText('危房改造')
    expect(await phone.content()).not.toContain(SAID)
  })

  // Looking needs scripts, which the site's policy keeps out of its pages.
  const eyes = await (await browser.newContext({ viewport, bypassCSP: true, baseURL: world })).newPage()
  for (const path of [`/gs/notice/${notice}`, `/gs/notice/${notice}/object?lang=en`, `/gs/place/${REGION}`]) {
    await eyes.goto(path)
    await mustBeWithoutBarriers(eyes, path)
  }
})
