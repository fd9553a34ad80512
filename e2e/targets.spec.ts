// Targets, fund lines and the plan above, as a city office works with them.
import { randomBytes } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { mustBeWithoutBarriers, mustFit, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const CITY = '4505'
const above = '合成区2017年脱贫意见\n一、基础设施\n到2020年，农村自来水普及率达到90%以上。'
const text =
  '合成市2017年脱贫方案\n一、目标\n2017年全市修建蓄水池100座。到2020年，农村自来水普及率达到85%以上。\n二、资金\n投入产业补助120万元。'

/** A uuid v7, as the office makes them. */
function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

async function post(page: Page, path: string, data: unknown): Promise<void> {
  const answer = await page.request.post(path, { data })
  expect(answer.ok(), await answer.text()).toBe(true)
}

const placeOf = (words: string) => ({
  version: 1,
  part: 0,
  range: [text.indexOf(words), text.indexOf(words) + words.length],
})

/** Two plans, one carrying out the other, with a target and two fund lines accepted. */
async function filePlans(page: Page): Promise<string> {
  const [upper, plan] = [newId(), newId()]
  await post(page, '/api/plans', { id: upper, region: CITY, text: above })
  await post(page, '/api/plans', { id: plan, region: CITY, text, above: upper })
  const line = { title: '产业补助', nature: 'grant', bound: 'exact', terms: [], clause: '二' }
  await post(page, `/api/plans/${plan}/decisions`, {
    decisions: [
      {
        id: newId(),
        kind: 'target',
        decision: 'accepted',
        place: placeOf('2017年全市修建蓄水池100座'),
        target: {
          label: '修建蓄水池',
          indicator: null,
          region: CITY,
          from: '2017-01-01',
          to: '2017-12-31',
          kind: 'plan',
          bound: 'exact',
          value: '100',
          unit: '座',
          clause: '一',
        },
      },
      ...[
        { ...line, side: 'use', yuan: '1200000' },
        { ...line, side: 'source', yuan: '1150000' },
      ].map((fundLine) => ({
        id: newId(),
        kind: 'fundLine',
        decision: 'accepted',
        place: placeOf('投入产业补助120万元'),
        fundLine,
      })),
    ],
  })
  return plan
}

test('a city office breaks a target down, sees at once that the parts do not make the whole, and undoes it', async ({
  page,
}) => {
  await signInAs(page, '北海市扶贫办')
  const plan = await filePlans(page)
  await page.goto(`/targets?plan=${plan}`)
  const row = page.getByRole('row', { name: /修建蓄水池/ }).first()
  await expect(row).toContainText('100 座')
  await row.getByRole('link', { name: /^分解 / }).click()
  await page.getByLabel('海城区的目标值').fill('40')
  await page.getByLabel('合浦县的目标值').fill('五十')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('应为数字')).toBeVisible()
  await page.getByLabel('合浦县的目标值').fill('５０')
  await expect(page.getByText('✕ 与总数不符')).toBeVisible()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存 2 项')).toBeVisible()
  await expect(row).toContainText('比总数少 10')
  await row.getByRole('link', { name: /2 个下级/ }).click()
  await expect(page.getByRole('table', { name: /修建蓄水池.*分解/ })).toContainText('合浦县')
  await settled(page)
  await mustBeWithoutBarriers(page, 'the targets of a plan')
  await mustFit(page, 'the targets of a plan')
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(page.getByText('已撤销')).toBeVisible()
  await expect(row).toContainText('未分解')
})

test('what was assigned counts before what was planned, and both are shown', async ({ page }) => {
  await signInAs(page, '北海市扶贫办')
  const plan = await filePlans(page)
  await page.goto(`/targets?plan=${plan}`)
  await page.getByRole('link', { name: /^填下达数 / }).click()
  await page.getByLabel('数值').fill('120')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('row', { name: /120 座/ })).toContainText('以此为准')
  await expect(page.getByRole('row', { name: /100 座/ })).toContainText('以下达数为准')
})

test('sources and uses are added up, and each line opens its sentence', async ({ page }) => {
  await signInAs(page, '北海市扶贫办')
  const plan = await filePlans(page)
  await page.goto(`/fund-lines?plan=${plan}`)
  await expect(page.getByText('115 − 120 = −5')).toBeVisible()
  await expect(page.getByText('来源比用途少 5 万元')).toBeVisible()
  await settled(page)
  await mustBeWithoutBarriers(page, 'fund lines')
  await mustFit(page, 'fund lines')
  await page.getByRole('link', { name: /原文/ }).first().click()
  await expect(page).toHaveURL(new RegExp(`/plans/${plan}.*at=`))
})

test('a plan beside the one above shows what is laxer, with both sentences', async ({ page }) => {
  await signInAs(page, '北海市扶贫办')
  const plan = await filePlans(page)
  await page.goto(`/plans/${plan}/above`)
  const difference = page.getByRole('listitem').filter({ hasText: '放宽' })
  await expect(difference).toContainText('90%')
  await expect(difference).toContainText('85%')
  await settled(page)
  await mustBeWithoutBarriers(page, 'a plan beside the one above')
  await mustFit(page, 'a plan beside the one above')
})
