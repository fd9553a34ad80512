// What comes out of the printer: every page of a long list bears its head, no row is lost or cut, nobody signs an empty page.

import { expect, type Page } from '@playwright/test'
import { settled, signInAs } from './office.ts'
import { textOfPages } from './pdf-text.ts'
import { test } from './world.ts'

/** A font may draw a character as its radical (⼾ for 户, ⺠ for 民); what is read is the same. */
const plain = (text: string) => text.normalize('NFKC').replaceAll('戶', '户').replaceAll('⺠', '民')

async function printed(page: Page): Promise<string[]> {
  await settled(page)
  return textOfPages(await page.pdf({ preferCSSPageSize: true })).map(plain)
}

const HEAD = '序号户编号户主姓名家庭人口数村民小组状态主要致贫原因依据事项办结日期'
const numbersIn = (text: string) => text.match(/4505211\d{9}/g) ?? []

test('the book of a township prints two hundred households, with the head of the table on every page', async ({
  page,
}) => {
  await signInAs(page, '石康镇扶贫专干')
  await page.goto('/cases/archive?form=book')
  await expect(page.locator('.sheet')).toHaveCount(2)
  const pages = await printed(page)
  const list = pages.slice(pages.findIndex((text) => text.includes('台账')))
  // Twenty to thirty rows a page on its side.
  expect(list.length).toBeGreaterThanOrEqual(8)
  expect(list.length).toBeLessThanOrEqual(10)
  for (const [at, text] of pages.entries())
    expect(text, `page ${at + 1}`).toContain(`${at + 1}/${pages.length}`)
  for (const text of list) expect(text).toContain(HEAD)
  expect(new Set(list.flatMap(numbersIn)).size).toBe(200)
  // What chooses among the parts is for the screen, and the signatures stand under the last rows.
  expect(pages.join('')).not.toContain('下一册')
  expect(numbersIn(list.at(-1)!).length).toBeGreaterThan(0)
  expect(list.at(-1)).toContain('填表人:审核人:')
})

test('a poster of ninety households in large letters keeps its stamp with its words', async ({ page }) => {
  await signInAs(page, '豹狸村文书')
  const answer = await page.request.get('/api/notices?region=450521111208')
  const { items } = (await answer.json()) as { items: readonly { id: string; title: string }[] }
  const { id, title } = items[0]!
  // As many as a large village has; the demo world has three to a notice.
  await page.route(`**/api/notices/${id}*`, async (route) => {
    const response = await route.fetch()
    const notice = (await response.json()) as { rows: { cells: string[] }[] }
    const rows = Array.from({ length: 90 }, (_, at) => ({
      ...notice.rows[at % notice.rows.length]!,
      cells: notice.rows[at % notice.rows.length]!.cells.map((cell, column) => (column ? cell : `${at + 1}`)),
    }))
    await route.fulfill({ response, json: { ...notice, rows } })
  })
  for (const [size, most] of [
    ['a3', 5],
    ['a4', 6],
  ] as const) {
    await page.goto(`/notices/${id}/poster?size=${size}`)
    await expect(page.locator('.poster tbody tr')).toHaveCount(90)
    const pages = await printed(page)
    expect(pages.length, size).toBeGreaterThan(2)
    expect(pages.length, size).toBeLessThanOrEqual(most)
    expect(pages[0]).toContain(plain(title))
    const last = pages.at(-1)!
    for (const text of pages) if (text !== last) expect(text).toContain('序号村民小组户主姓名家庭人口数')
    expect(last).toContain('12317')
    expect(last).toContain('(盖章)')
  }
})
