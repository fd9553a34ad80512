import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, type Page } from '@playwright/test'
import { readSheet, type SheetColumn, writeSheet } from '../apps/server/src/modules/imports/sheet/index.ts'
import { idCheckDigit } from '../packages/codes/src/index.ts'
import { enterAs, settled, signInAs } from './office.ts'
import { test } from './world.ts'

const TOWN = '石康镇扶贫专干'
const REGION = '450521111'
const folder = mkdtempSync(join(tmpdir(), 'lika-journey-'))

type Row = Record<string, string | null>

/** Columns of a template as a clerk finds them. */
async function columnsOf(path: string): Promise<SheetColumn[]> {
  for await (const { header } of readSheet(path)) {
    return header.columns.map(({ name, group }) => ({
      header: name,
      kind: 'text' as const,
      ...(group === undefined ? {} : { group }),
    }))
  }
  throw new Error(`${path} has no header`)
}

async function rowsOf(path: string): Promise<{ columns: SheetColumn[]; rows: Row[] }> {
  const columns = await columnsOf(path)
  const rows: Row[] = []
  for await (const batch of readSheet(path)) {
    for (const { cells } of batch.rows) {
      rows.push(Object.fromEntries(columns.map(({ header }, index) => [header, cells[index] ?? null])))
    }
  }
  return { columns, rows }
}

async function writeRows(
  name: string,
  columns: readonly SheetColumn[],
  rows: readonly Row[],
): Promise<string> {
  const stream = new PassThrough()
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const cells = rows.map((row) => columns.map(({ header }) => row[header] ?? null))
  await writeSheet(stream, { sheets: [{ name: '户与成员', columns, rows: cells }] })
  const path = join(folder, name)
  writeFileSync(path, Buffer.concat(chunks))
  return path
}

/** Numbers of no province, so that they belong to nobody. */
function idNumberOf(serial: number, day: string): string {
  const body = `99${String(serial % 10_000).padStart(4, '0')}${day}${String((serial % 400) * 2 + 1).padStart(3, '0')}`
  return body + idCheckDigit(body)
}

const surnames = [...'赵钱孙李周吴郑王冯陈']
const given = [...'春夏秋冬梅兰竹菊山川江河天地日月星辰云雨']

/** Households of three in one village; one row in twenty has a mistake that a clerk would make. */
function households(prefix: string, count: number): Row[] {
  return Array.from({ length: count * 3 }, (_, index) => {
    const household = Math.floor(index / 3)
    const member = index % 3
    const isWrong = index % 20 === 10
    return {
      行政村: '水车村',
      户编号: `${prefix}${String(household).padStart(4, '0')}`,
      姓名: `${surnames[index % 10]}${given[(index * 7) % 20]}${given[(index * 3 + household) % 20]}`,
      与户主关系: isWrong && member === 2 ? '邻居' : member === 0 ? '户主' : member === 1 ? '配偶' : '其他',
      证件号码: idNumberOf(7_000 + index, `19${String(50 + (index % 45))}0${1 + (index % 9)}1${index % 10}`),
      取水往返时间: isWrong && member !== 2 ? '二十分钟' : '20',
    }
  })
}

async function upload(page: Page, path: string): Promise<void> {
  await page.goto('/imports?new=upload')
  await page.locator('#import-file').setInputFiles(path)
  await page.getByRole('button', { name: '上传', exact: true }).click()
  await expect(page.getByRole('heading', { name: '确认每一列是什么' })).toBeVisible()
}

const picture = (page: Page, name: string) =>
  page.screenshot({ path: `test-results/pictures/imports-${name}.png` })

test('a township officer fills the template, repairs what is wrong, commits, finds a household and undoes it all', async ({
  page,
}) => {
  await enterAs(page, TOWN)
  await page.getByRole('link', { name: '导入', exact: true }).click()
  await expect(page.getByText('这个区域还没有导入过')).toBeVisible()
  await picture(page, '1-empty')

  await page.getByRole('button', { name: '下载模板' }).click()
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载模板 .xlsx' }).click(),
  ])
  const templatePath = join(folder, 'template.xlsx')
  await template.saveAs(templatePath)
  const columns = await columnsOf(templatePath)
  const rows = households('J1', 200)
  for (const header of Object.keys(rows[0]!)) {
    expect(columns.map((column) => column.header)).toContain(header)
  }
  await upload(page, await writeRows('石康镇名单.xlsx', columns, rows))
  await expect(page.getByText('还缺必需的字段')).toHaveCount(0)
  await picture(page, '2-columns')

  // The check goes on while the officer looks at something else, and says when it is done.
  await page.getByRole('button', { name: '开始检查' }).click()
  await expect(page.getByRole('heading', { name: '正在检查' })).toBeVisible()
  await picture(page, '3-check')
  await page.getByRole('link', { name: '总览', exact: true }).click()
  const told = page.getByRole('group', { name: '检查：石康镇名单.xlsx' })
  await expect(told).toContainText('共 600 行，30 行有错误')
  await picture(page, '4-told')
  await told.getByRole('link', { name: '去看' }).click()

  await expect(page.getByRole('link', { name: /有错误\s*30/ })).toHaveAttribute('aria-current', 'true')
  await expect(page.locator('[data-row="13"]')).toContainText('取水往返时间')
  await expect(page.locator('[data-row="13"]')).toContainText('二十分钟')
  await expect(page.locator('[data-row="13"]')).toContainText('应为数字')
  await picture(page, '5-preview')

  // Two rows in place; what is typed outlives a reload.
  await page.locator('[data-row="13"]').getByRole('link', { name: '改正' }).click()
  await page.getByLabel('取水往返时间').fill('20')
  await page.getByRole('button', { name: '记下，继续改下一行' }).click()
  await page.reload()
  await expect(page.getByText('已记下 1 行的改动')).toBeVisible()
  await page.getByLabel('取水往返时间').fill('20')
  await page.getByRole('button', { name: '记下，继续改下一行' }).click()
  await picture(page, '6-repair')
  await page.getByRole('button', { name: '保存并重新检查' }).click()
  await expect(page.getByText('上传后改正过 2 行')).toBeVisible()
  await expect(page.getByRole('link', { name: /有错误\s*28/ })).toBeVisible()

  // The others by the sheet of errors.
  const [report] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '只要有问题的行' }).click(),
  ])
  const reportPath = join(folder, 'report.xlsx')
  await report.saveAs(reportPath)
  const wrong = await rowsOf(reportPath)
  for (const row of wrong.rows) {
    const water = Object.keys(row).find((header) => header.endsWith('取水往返时间'))!
    const relation = Object.keys(row).find((header) => header.endsWith('与户主关系'))!
    if (row[water] === '二十分钟') row[water] = '20'
    if (row[relation] === '邻居') row[relation] = '其他'
  }
  const repaired = await writeRows('改好的表.xlsx', wrong.columns, wrong.rows)
  await page.getByLabel('替换为改好的表').setInputFiles(repaired)
  await expect(page.getByRole('button', { name: '入库 600 行' })).toBeEnabled()
  await expect(page.getByRole('link', { name: /有错误\s*0/ })).toBeVisible()
  await picture(page, '7-repaired')

  await page.getByRole('button', { name: '入库 600 行' }).click()
  await expect(page.getByRole('heading', { name: '已入库' })).toBeVisible()
  await expect(page.getByText(/新增 200 户、600 人/)).toBeVisible()
  const first = page.locator('[data-row-link]').first()
  await expect(first).toBeVisible()
  await picture(page, '8-committed')
  const address = page.url()
  const name = (await first.textContent()) ?? ''
  await first.click()
  await expect(page.locator('.household')).toBeVisible()
  await expect(page.getByRole('heading', { name }).first()).toBeVisible()

  await page.goto(address)
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await expect(page.getByText('请写明理由')).toBeVisible()
  await page.getByLabel('撤销的理由').fill('传错了文件')
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await expect(page.getByRole('heading', { name: '已撤销' })).toBeVisible()
  await expect(page.getByText('这次导入带来的内容已全部撤回')).toBeVisible()
  await picture(page, '9-undone')
  const left = await page.request.get(`/api/households?region=${REGION}&search=J10001`)
  expect(((await left.json()) as { items: unknown[] }).items).toEqual([])
})

test('rows with errors are left out only when somebody says so, and wrong rows alone are never committed', async ({
  page,
}) => {
  await enterAs(page, TOWN)
  const columns = ['行政村', '户编号', '姓名', '与户主关系', '证件号码', '取水往返时间'].map((header) => ({
    header,
    kind: 'text' as const,
  }))
  const rows = households('J2', 4)
  await upload(page, await writeRows('一户有误.xlsx', columns, rows))
  await page.getByRole('button', { name: '开始检查' }).click()
  const commit = page.getByRole('button', { name: /^入库 \d+ 行/ })
  await expect(commit).toBeDisabled()
  await page.getByRole('checkbox', { name: /不导入有错误的 1 行/ }).check()
  await expect(commit).toBeEnabled()
  await page.reload()
  await page.getByRole('button', { name: '放弃这次导入' }).click()
  await expect(page.getByRole('heading', { name: '已经取消' })).toBeVisible()

  const wrongOnly = rows.slice(0, 2).map((row) => ({ ...row, 户编号: 'J2X', 取水往返时间: '很远' }))
  await upload(page, await writeRows('全错.xlsx', columns, wrongOnly))
  await page.getByRole('button', { name: '开始检查' }).click()
  await expect(page.getByText('就没有可以入库的行了')).toBeVisible()
  await expect(page.getByRole('button', { name: /^入库/ })).toBeDisabled()
})

test('a file that is no sheet is refused with what to do, and a session that ends loses nothing', async ({
  page,
}) => {
  await signInAs(page, TOWN)
  await page.goto('/imports?new=upload')
  const field = page.locator('#import-file')
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  await field.setInputFiles(file('名单.xls', 'old'))
  await expect(page.getByRole('alert')).toContainText('旧版 Excel')
  await field.setInputFiles(file('照片.jpg', 'picture'))
  await expect(page.getByRole('alert')).toContainText('不是表格')
  await field.setInputFiles(file('名单.xlsx', '<html>这不是表格</html>'))
  await page.getByRole('button', { name: '上传', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('另存为')
  await picture(page, 'refused')

  const csv = ['行政村,户编号,姓名,与户主关系', '水车村,J3001,赵春春,邻居'].join('\r\n')
  await field.setInputFiles(file('一人.csv', csv))
  await page.getByRole('button', { name: '上传', exact: true }).click()
  await page.getByRole('button', { name: '开始检查' }).click()
  await page.getByRole('link', { name: /改正/ }).click()
  await page.getByLabel('与户主关系').fill('户主')
  await page.getByRole('button', { name: '记下，继续改下一行' }).click()
  await page.context().clearCookies()
  await page.getByRole('button', { name: '保存并重新检查' }).click()
  await expect(page.getByRole('dialog')).toContainText('登录已结束')
  await picture(page, 'signed-out')
  await page.getByRole('dialog').getByRole('link').click()
  await page.locator('.accounts button', { hasText: TOWN }).click()
  await expect(page.getByText('已记下 1 行的改动')).toBeVisible()
  await page.getByRole('button', { name: '保存并重新检查' }).click()
  await expect(page.getByRole('button', { name: '入库 1 行' })).toBeEnabled()
})

test('possible duplicates are searched in the background and decided by keyboard, each with a reason', async ({
  page,
}) => {
  await signInAs(page, TOWN)
  await page.goto('/imports/duplicates')
  await page.getByRole('button', { name: /重新查重/ }).click()
  const pairs = page.locator('[data-pair]')
  await expect(pairs.first()).toBeVisible()
  await settled(page)
  const before = await pairs.count()
  expect(before).toBeGreaterThanOrEqual(2)
  await picture(page, 'duplicates')

  await pairs.first().focus()
  await page.keyboard.press('j')
  await expect(pairs.nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await page.keyboard.press('2')
  await page.getByRole('button', { name: '认定', exact: true }).click()
  await expect(page.getByText('请写明认定的理由')).toBeVisible()
  await page.getByLabel('认定的理由').fill('同名的两个人，村委会核实')
  await page.keyboard.press('Enter')
  await expect(pairs).toHaveCount(before - 1)

  const kept = await pairs.first().getByRole('row', { name: /姓名/ }).textContent()
  await pairs.first().focus()
  await page.keyboard.press('1')
  await page.getByLabel('认定的理由').fill('出嫁后两处登记，核实为一人')
  await page.keyboard.press('Enter')
  await expect(pairs).toHaveCount(before - 2)
  await page.getByRole('link', { name: '已认定为同一人' }).click()
  await expect(pairs.first()).toContainText('出嫁后两处登记')
  await expect(pairs.first()).toContainText('已不在登记册中')
  expect(kept).toBeTruthy()
  await picture(page, 'merged')
})
