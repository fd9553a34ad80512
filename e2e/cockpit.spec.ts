import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { enterAs, settled, signInAs } from './office.ts'
import { test } from './world.ts'

/** Presses Tab until something has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 200; step++) {
    if (await target.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the keyboard does not get there')
}

const number = async (link: Locator) => Number(((await link.textContent()) ?? '').replaceAll(',', '').trim())

/** How many rows the list says it has; it is fetched page by page, and only its end knows. */
async function mustList(page: Page, count: number): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: '户' })).toBeVisible()
  const said = page
    .getByRole('status')
    .filter({ hasText: new RegExp(`(^|\\D)${count.toLocaleString('en')} 户`) })
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(said.first()).toBeVisible({ timeout: 300 })
  }).toPass({ timeout: 20_000 })
}

test('a leader goes from the city to a village through the map by keyboard, and opens the households behind a number', async ({
  page,
}) => {
  await enterAs(page, '北海市扶贫办')
  const map = page.getByRole('list', { name: /下级区域地图/ })
  const place = (code: string) => map.locator(`[data-place="${code}"]`)
  await expect(place('450521')).toContainText('合浦县')
  await tabTo(page, place('450502'))
  // Two and two: the county lies below the second of the upper row.
  await page.keyboard.press('ArrowRight')
  await expect(place('450503')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(place('450521')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/region=450521(&|$)/)

  await expect(place('450521111')).toContainText('石康镇')
  await place('450521111').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/region=450521111(&|$)/)
  await place('450521111201').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/region=450521111201(&|$)/)

  const ready = page.getByRole('link', { name: /^达标待退 .* 户$/ })
  const count = await number(ready)
  expect(count).toBeGreaterThan(0)
  await ready.focus()
  await page.keyboard.press('Enter')
  await mustList(page, count)
  await expect(page).toHaveURL(/status=expected/)
  await expect(page).toHaveURL(/outcome=met/)
})

test('the target of the year stands beside those listed, opens its clause, and is absent where none was set', async ({
  page,
}) => {
  await enterAs(page, '北海市扶贫办')
  await expect(page.getByRole('heading', { name: '2017 年退出' })).toBeVisible()
  const target = page.getByRole('link', { name: /2017年脱贫户数 4,941 户/ })
  await expect(target).toBeVisible()
  await page.getByRole('row', { name: '合浦县' }).getByRole('link', { name: '合浦县', exact: true }).click()
  // The county has what the city assigned to it, its towns have nothing.
  await expect(page.getByRole('link', { name: /脱贫户数 3,690 户/ })).toBeVisible()
  await page.getByRole('row', { name: '石康镇' }).getByRole('link', { name: '石康镇', exact: true }).click()
  await expect(page.getByText('都没有给本区域定目标')).toBeVisible()
  await page.goBack()
  await page.goBack()
  await target.click()
  await expect(page).toHaveURL(/\/policy/)
  await expect(page.getByText('2017年脱贫户数').first()).toBeVisible()
})

test('facts that are too old open the households whose they are', async ({ page }) => {
  await enterAs(page, '北海市扶贫办')
  await page.getByRole('link', { name: '数据', exact: true }).click()
  await expect(page).toHaveURL(/tab=data/)
  const stale = page.getByRole('link', { name: /^低保类别 过期 .* 户$/ })
  const count = await number(stale)
  expect(count).toBeGreaterThan(0)
  await stale.click()
  await expect(page).toHaveURL(/gap=dibaoClass/)
  await mustList(page, count)
})

test('a rule of data quality that households break opens them', async ({ page }) => {
  await enterAs(page, '北海市扶贫办')
  await page.locator('#content').getByRole('link', { name: '线索', exact: true }).click()
  const rule = page
    .getByRole('table', { name: '数据质量规则' })
    .getByRole('link', { name: /未达标 \d{1,3} 户$/ })
    .first()
  const count = await number(rule)
  await rule.click()
  await expect(page).toHaveURL(/set=data-quality/)
  await mustList(page, count)
})

test('the regions below are sorted by a column, and a colleague gets the same order by the address', async ({
  page,
}) => {
  await enterAs(page, '北海市扶贫办')
  const table = page.getByRole('table', { name: '下级区域' })
  const first = table.locator('tbody tr').first()
  await expect(first).toContainText('海城区')
  await table.getByRole('link', { name: '户', exact: true }).click()
  await expect(page).toHaveURL(/sort=-households/)
  await expect(first).toContainText('合浦县')
  await page.reload()
  await expect(first).toContainText('合浦县')
  await expect(table.locator('th[aria-sort="descending"]')).toHaveText(/户/)
})

test('a day before anybody was registered says so, and a day before the list of the year counts everybody', async ({
  page,
}) => {
  await signInAs(page, '北海市扶贫办')
  await page.goto('/?date=2010-01-01')
  await expect(page.getByText('这个区域当日没有登记的户')).toBeVisible()
  await page.goto('/?date=2016-09-30')
  // Another day is judged anew.
  const whose = page.getByRole('combobox', { name: '统计范围' })
  await expect(whose).toHaveValue('all', { timeout: 120_000 })
  await expect(page.getByRole('link', { name: /六有：有饮用水 (未?达标|无法判定)/ }).first()).toBeVisible({
    timeout: 120_000,
  })
})

test('the cockpit fits one screen at 1440 × 900, the wall screen one at 1920 × 1080, and Escape leads back', async ({
  page,
}) => {
  const overhang = () =>
    page.evaluate<number>('document.documentElement.scrollHeight - document.documentElement.clientHeight')
  await page.setViewportSize({ width: 1440, height: 900 })
  await enterAs(page, '北海市扶贫办')
  await settled(page)
  expect(await overhang()).toBeLessThanOrEqual(0)

  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.getByRole('link', { name: '大屏' }).click()
  await expect(page).toHaveURL(/layout=wall/)
  await settled(page)
  await expect(page.getByRole('navigation', { name: '主导航' })).toHaveCount(0)
  await expect(page.locator('.wall-head')).toContainText('北海市')
  await expect(page.getByText('十一有：有好的村“两委”班子')).toBeInViewport()
  expect(await overhang()).toBeLessThanOrEqual(0)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.screenshot({ path: 'test-results/pictures/wall-1920.png' })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
})

test('boundaries that the county office imports are drawn, each a link; a wrong file is refused with its place', async ({
  page,
}) => {
  await enterAs(page, '合浦县扶贫办')
  const upload = (features: unknown[]) =>
    page.request.post('/api/region-boundaries', {
      multipart: {
        file: {
          name: '边界.geojson',
          mimeType: 'application/geo+json',
          buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })),
        },
      },
    })
  const feature = (code: string, x: number) => ({
    type: 'Feature',
    properties: { code },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [x, 21],
          [x + 1, 21],
          [x + 1, 22],
          [x, 22],
          [x, 21],
        ],
      ],
    },
  })
  const refused = await upload([feature('450521111', 109), feature('450502100', 110)])
  expect(refused.status()).toBe(422)
  expect(await refused.json()).toMatchObject({ field: 'features[1].properties.code', value: '450502100' })
  expect((await upload([feature('450521111', 109), feature('450521100', 110)])).status()).toBe(200)
  await page.reload()
  const drawing = page.getByRole('group', { name: /下级区域地图/ })
  await expect(drawing.getByRole('link', { name: /石康镇：达标 .*%/ })).toBeVisible()
  await drawing.getByRole('link', { name: /石康镇/ }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(drawing.getByRole('link', { name: /廉州镇/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/region=450521100(&|$)/)
})
