// A real installation: no demo world, so that everybody is let in by a code and keeps two factors. It runs on
// a port of its own, once for all journeys of a walker that ask for it.

import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Browser, test as base, expect, type Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import pg from 'pg'
import {
  startProvider,
  type TestProvider,
} from '../apps/server/src/modules/access/sign-in/testing/oidc-provider.ts'
import { prepareCluster } from '../apps/server/src/platform/postgres-cluster.ts'
import { choose, type Look } from './office.ts'
import { portOf } from './world.ts'

const root = resolve(import.meta.dirname, '..')
const port = portOf(Number(process.env.TEST_PARALLEL_INDEX ?? '0')) + 1
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
    ['450521100202', '马安村委会'],
    ['450521101201', '马江村委会'],
  ],
}

export interface Installation {
  /** `npx lika …` on it. */
  readonly lika: (...words: string[]) => Promise<string>
  /** What only time would do: a factor grows old, somebody rests too long. */
  readonly database: pg.Client
  readonly provider: TestProvider
}

export const test = base.extend<object, { installation: Installation }>({
  installation: [
    // biome-ignore lint/correctness/noEmptyPattern: the first argument of a fixture names what it rests on.
    async ({}, use) => {
      const home = mkdtempSync(join(tmpdir(), 'lika-real-'))
      const provider = await startProvider(`${address}/enter/oidc`)
      const env = settings(home, provider.issuer)
      const lika = async (...words: string[]) => {
        const options = { cwd: root, env }
        const { stdout } = await run(process.execPath, ['apps/server/src/cli.ts', ...words], options)
        return stdout
      }
      const server = spawn(process.execPath, ['apps/server/src/main.ts'], {
        cwd: root,
        env,
        stdio: 'inherit',
      })
      const ended = new Promise<void>((done) => server.on('exit', () => done()))
      await answers()
      await lika('regions', 'import', '--file', listsIn(home))
      const { socket } = prepareCluster({ folder: join(home, 'postgres') })
      const database = new pg.Client({ host: socket, user: 'postgres', database: 'lika' })
      await database.connect()
      await use({ lika, database, provider })
      await database.end()
      server.kill('SIGTERM')
      await ended
      await provider.close()
      rmSync(home, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 240_000 },
  ],
})

function settings(home: string, issuer: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, LIKA_HOME: home, LIKA_WORLD: 'none', LIKA_LOG: 'warn' }
  delete env.DATABASE_URL
  const oidc = {
    LIKA_OIDC_ISSUER: issuer,
    LIKA_OIDC_CLIENT: 'lika',
    LIKA_OIDC_SECRET: 'a secret of the test',
    LIKA_OIDC_LABEL: '北海市统一身份认证',
    LIKA_OIDC_ACR: 'two',
    LIKA_OUTBOUND: `${issuer}=127.0.0.0/8`,
  }
  return { ...env, ...oidc, LIKA_PORT: String(port), LIKA_LANG: 'zh' }
}

async function answers(): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`${address}/api/session`).catch(() => undefined)
    if (answer?.ok) return
    await setTimeout(500)
  }
  throw new Error('the real installation does not answer')
}

function listsIn(home: string): string {
  const lists = join(home, 'lists')
  mkdirSync(lists)
  for (const [name, rows] of Object.entries(regions)) {
    writeFileSync(join(lists, `${name}.csv`), `code,name\n${rows.map((row) => row.join()).join('\n')}\n`)
  }
  return lists
}

/** Whoever sits at a browser of their own. */
export async function someone(browser: Browser, look: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
  })
  const page = await context.newPage()
  await choose(page, look)
  return page
}

/** An authenticator of this machine, as a telephone or a security key is one: it asks nobody and always agrees. */
export async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

export interface Entering {
  readonly password: string
  /** Of the account that the code makes; one that invites knows whose it is. */
  readonly name?: string
  readonly displayName?: string
}

/** A one-time code and a password of one's own: the second factor is still to come. */
export async function useCode(page: Page, code: string, who: Entering): Promise<void> {
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
}

/** Adds an authenticator of the telephone on the page that is open, and answers what makes its codes. */
export async function addTotp(page: Page, seen?: () => Promise<void>): Promise<TOTP> {
  await page.getByRole('button', { name: '添加验证器' }).click()
  const secret = await page.locator('[data-secret]').textContent()
  await expect(page.getByRole('img', { name: '验证器二维码' })).toBeVisible()
  await seen?.()
  const totp = new TOTP({ secret: (secret ?? '').replaceAll(/\s/g, '') })
  await page.getByLabel('应用显示的六位数字').fill(totp.generate())
  await page.getByRole('button', { name: '确认' }).click()
  return totp
}

/** A code works once: this is the one that the telephone shows next. */
export const nextCode = (totp: TOTP) => totp.generate({ timestamp: Date.now() + 30_000 })

/** A security administrator by a code of the shell, who may do everything for ten minutes. */
export async function anAdministrator(
  { lika }: Installation,
  page: Page,
  who: { readonly name: string; readonly displayName: string; readonly role?: string },
): Promise<TOTP> {
  const role = who.role ?? 'securityAdministrator'
  const [code] = (await lika('admin', 'code', '--role', role, '--region', '4505')).split('\n')
  await useCode(page, code ?? '', { ...who, password: '清晨的渔船 2017 出海' })
  const totp = await addTotp(page)
  await expect(page.locator('.frame')).toBeVisible()
  return totp
}

type Grant = { readonly role: string; readonly region: string; readonly reason?: string }
let number = 0
const anId = () => crypto.randomUUID().replace(/^(.{14})./, '$17')

/** Somebody whom the administrator invites; what is not the point of a journey goes by the API. */
export async function invited(
  administrator: Page,
  who: { readonly name: string; readonly displayName: string; readonly grants: readonly Grant[] },
): Promise<{ readonly code: string; readonly account: string; readonly unit: string }> {
  number += 1
  const { today } = (await (await administrator.request.get('/api/session')).json()) as { today: string }
  const send = async (path: string, data: object) => {
    const answer = await administrator.request.post(path, { data })
    expect(answer.ok(), await answer.text()).toBe(true)
    return answer.json()
  }
  const unit = anId()
  const region = who.grants[0]?.region ?? '450521'
  await send('/api/units', { id: unit, kind: 'office', name: `工作站${number}`, region, reason: '新设' })
  const { code, account } = await send('/api/accounts', {
    id: anId(),
    name: who.name,
    displayName: who.displayName,
    unit,
    staff: { id: anId(), name: who.displayName },
    grants: who.grants.map((grant) => ({ id: anId(), validFrom: today, reason: '到岗', ...grant })),
    reason: '到岗',
  })
  return { code, account, unit }
}

/** As if ten minutes had gone by: whatever weighs more asks for a factor again. */
export async function growStale({ database }: Installation, account: string): Promise<void> {
  await database.query(
    `update session set fresh_until = now() - interval '1 second'
     where ended_at is null and account_id = (select id from account where name = $1)`,
    [account],
  )
}

/** As if somebody had not touched the page for an hour. */
export async function restTooLong({ database }: Installation, account: string): Promise<void> {
  await database.query(
    `update session set idle_until = now() - interval '1 second'
     where ended_at is null and account_id = (select id from account where name = $1)`,
    [account],
  )
}
