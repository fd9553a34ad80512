// A real installation: no demo world, so that everybody is let in by a code and keeps two factors. It runs beside the
// demo world of the other journeys, on a port of its own.

import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { TOTP } from 'otpauth'
import { choose, settled } from './office.ts'

const root = resolve(import.meta.dirname, '..')
const port = Number(process.env.LIKA_E2E_PORT ?? '8690') + 1
const address = `http://localhost:${port}`
const run = promisify(execFile)

const regions = {
  provinces: [['45', '广西壮族自治区']],
  cities: [['4505', '北海市']],
  areas: [['450521', '合浦县']],
  streets: [
    ['450521100', '廉州镇'],
    ['450521101', '党江镇'],
  ],
  villages: [
    ['450521100201', '大江村委会'],
    ['450521101201', '马江村委会'],
  ],
}

let home: string
let stop: () => Promise<void> = async () => {}

function settings(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, LIKA_HOME: home, LIKA_WORLD: 'none', LIKA_LOG: 'warn' }
  delete env.DATABASE_URL
  return { ...env, LIKA_PORT: String(port), LIKA_LANG: 'zh' }
}

/** `npx lika …` on that installation. */
async function lika(...words: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['apps/server/src/cli.ts', ...words], {
    cwd: root,
    env: settings(),
  })
  return stdout
}

test.beforeAll(async () => {
  test.setTimeout(180_000)
  home = mkdtempSync(join(tmpdir(), 'lika-real-'))
  const lists = join(home, 'lists')
  mkdirSync(lists)
  for (const [name, rows] of Object.entries(regions)) {
    writeFileSync(join(lists, `${name}.csv`), `code,name\n${rows.map((row) => row.join()).join('\n')}\n`)
  }
  const server = spawn(process.execPath, ['apps/server/src/main.ts'], {
    cwd: root,
    env: settings(),
    stdio: 'inherit',
  })
  const ended = new Promise<void>((done) => server.on('exit', () => done()))
  stop = async () => {
    server.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`${address}/api/session`).catch(() => undefined)
    if (answer?.ok) break
    await setTimeout(500)
  }
  await lika('regions', 'import', '--file', lists)
})

test.afterAll(() => stop())

/** Whoever sits at a browser of their own. */
async function someone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
  })
  const page = await context.newPage()
  await choose(page, {})
  return page
}

async function mustBeWithoutBarriers(page: Page, name: string): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  const { violations } = await axe.analyze()
  expect
    .soft(
      violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      name,
    )
    .toEqual([])
  await page.screenshot({ path: `test-results/pictures/${name}.png` })
}

/** Enters by a one-time code: a password of one's own, then an authenticator, whose secret is answered. */
async function enterByCode(
  page: Page,
  code: string,
  who: { readonly password: string; readonly name?: string; readonly displayName?: string },
): Promise<TOTP> {
  await page.goto('/enter?way=code')
  await page.getByLabel('邀请码或一次性代码').fill(code.toLowerCase())
  await page.getByRole('button', { name: '查看' }).click()
  if (who.name) {
    await page.getByLabel('姓名').fill(who.displayName ?? who.name)
    await page.getByLabel('账号名').fill(who.name)
  }
  await page.getByLabel('设置密码').fill(who.password)
  await page.getByLabel('再输一遍').fill(who.password)
  await page.getByRole('button', { name: '设置密码并继续' }).click()
  await expect(page.getByRole('heading', { name: '第二步：添加第二因素' })).toBeVisible()
  await page.getByRole('button', { name: '添加验证器' }).click()
  const secret = await page.locator('[data-secret]').textContent()
  await expect(page.getByRole('img', { name: '验证器二维码' })).toBeVisible()
  await mustBeWithoutBarriers(page, `enter-authenticator-${who.name ?? 'invited'}`)
  const totp = new TOTP({ secret: (secret ?? '').replaceAll(/\s/g, '') })
  await page.getByLabel('应用显示的六位数字').fill(totp.generate())
  await page.getByRole('button', { name: '确认' }).click()
  await expect(page.locator('.frame')).toBeVisible()
  return totp
}

test('the security administrator lets a township officer in, who sees the own town alone, and is out at the next click when it is revoked', async ({
  browser,
}) => {
  const [code] = (await lika('admin', 'code', '--role', 'securityAdministrator', '--region', '4505')).split(
    '\n',
  )
  const administrator = await someone(browser)
  await administrator.goto('/')
  await expect(administrator.getByText('这里还没有任何账号')).toBeVisible()
  await mustBeWithoutBarriers(administrator, 'enter-new')
  await enterByCode(administrator, code ?? '', {
    name: 'an.quan',
    displayName: '安全员',
    password: '清晨的渔船 2017 出海',
  })

  // Nobody is in a demo here, and the administrator begins where the work is.
  await expect(administrator.locator('.demo-banner')).toHaveCount(0)
  await expect(administrator.getByRole('heading', { level: 1, name: '权限' })).toBeVisible()
  await administrator.getByRole('link', { name: '单位', exact: true }).click()
  await administrator.getByRole('link', { name: '增设单位' }).click()
  const unit = administrator.getByRole('form', { name: '增设单位' })
  await unit.getByLabel('名称').fill('廉州镇扶贫工作站')
  await unit.getByLabel('区域', { exact: true }).selectOption({ label: '合浦县' })
  await unit.getByLabel('合浦县的下级').selectOption({ label: '廉州镇' })
  await unit.getByLabel('理由').fill('新设工作站')
  await unit.getByRole('button', { name: '保存' }).click()
  await expect(administrator.getByRole('row', { name: /廉州镇扶贫工作站/ })).toBeVisible()

  await administrator.getByRole('link', { name: '账号', exact: true }).click()
  await administrator.getByRole('link', { name: '开设账号' }).click()
  await administrator.getByLabel('姓名').fill('李强')
  await administrator.getByLabel('账号名').fill('li.qiang')
  await administrator.getByLabel('单位', { exact: true }).selectOption({ label: '廉州镇扶贫工作站 · 廉州镇' })
  await administrator.getByLabel('角色').selectOption({ label: '乡镇扶贫专干' })
  await administrator.getByRole('combobox', { name: '区域', exact: true }).selectOption({ label: '合浦县' })
  await administrator.getByLabel('合浦县的下级').selectOption({ label: '廉州镇' })
  await administrator.getByLabel('最后一天').fill('2099-12-31')
  await administrator.getByLabel('开设理由').fill('新到岗')
  await administrator.getByRole('button', { name: '开设并生成邀请码' }).click()
  const invitation = (await administrator.locator('[data-code]').textContent()) ?? ''
  await mustBeWithoutBarriers(administrator, 'access-invitation')
  expect(administrator.url()).not.toContain(invitation)
  await administrator.getByRole('button', { name: '打开账号页面' }).click()
  await expect(administrator.getByRole('row', { name: /乡镇扶贫专干/ })).toContainText('至 2099-12-31')

  const officer = await someone(browser)
  const password = '木棉花开在镇政府门口'
  const totp = await enterByCode(officer, invitation, { password })
  await expect(officer.getByRole('button', { name: /廉州镇/ }).first()).toBeVisible()
  await settled(officer)
  await officer.goto('/?region=450521101')
  await expect(officer.getByRole('alert').first()).toContainText('没有找到')
  await officer.goto('/account')
  await expect(officer.getByText('以“乡镇扶贫专干”身份，在廉州镇')).toBeVisible()
  await expect(officer.getByRole('link', { name: '权限', exact: true })).toHaveCount(0)

  // A code works once: the officer leaves, and comes back with the password and the next code.
  await officer.getByRole('button', { name: '账号' }).click()
  await officer.getByRole('button', { name: '退出账号' }).click()
  await officer.getByLabel('账号名').fill('li.qiang')
  await officer.getByLabel('密码', { exact: true }).fill('不是这个密码')
  await officer.getByRole('button', { name: '下一步' }).click()
  await expect(officer.getByRole('alert')).toBeVisible()
  await officer.getByLabel('密码', { exact: true }).fill(password)
  await officer.getByRole('button', { name: '下一步' }).click()
  await expect(officer.getByRole('heading', { name: '第二步：验证身份' })).toBeVisible()
  await officer.getByLabel('验证器中的六位数字').fill(totp.generate({ timestamp: Date.now() + 30_000 }))
  await officer.getByRole('button', { name: '验证', exact: true }).click()
  await expect(officer.locator('.frame')).toBeVisible()
  await officer.goto('/villages')
  await settled(officer)

  // Revoked: the next click asks to sign in.
  await administrator.reload()
  await expect(administrator.getByRole('heading', { name: '正在登录的地方' })).toBeVisible()
  await administrator.getByRole('button', { name: '收回' }).click()
  await administrator.getByRole('form', { name: '收回' }).getByLabel('理由').fill('调离')
  await administrator.getByRole('button', { name: '确认' }).click()
  await expect(administrator.getByRole('row', { name: /乡镇扶贫专干/ })).toContainText('已收回')
  await mustBeWithoutBarriers(administrator, 'access-account')
  await officer.getByRole('link', { name: '户', exact: true }).click()
  await expect(officer.getByRole('dialog', { name: '登录已结束' })).toBeVisible()
  await mustBeWithoutBarriers(officer, 'signed-out')
  await officer.getByRole('link', { name: '重新登录' }).click()
  await expect(officer.getByLabel('账号名')).toBeVisible()
})
