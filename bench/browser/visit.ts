/** One person going through the office app, timed from the click until what it asked for stands on the page. */
import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { enter, type Server } from '../http/server.ts'

export interface Felt {
  /** kB of script, gzipped, that the first page fetched. */
  readonly scriptKb: number
  /** What was waited for, and how long each time, in ms. */
  readonly waits: ReadonlyMap<string, readonly number[]>
}

export function openBrowser(): Promise<Browser> {
  const path = process.env.LIKA_CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(path)) throw new Error(`there is no browser at ${path}: LIKA_CHROMIUM names another`)
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] })
}

export const closeBrowser = (browser: Browser) => browser.close()

export async function visit(
  browser: Browser,
  server: Server,
  rounds: number,
  say: (text: string) => void,
): Promise<Felt> {
  const cookie = await enter(server, 'city')
  const waits = new Map<string, number[]>()
  let scriptKb = 0
  for (let round = 0; round <= rounds; round++) {
    // Each round is somebody who has never been here: nothing is in the browser's cache.
    const context = await signedIn(browser, server, cookie)
    try {
      const page = await context.newPage()
      const scripts = scriptsOf(page)
      const taken = [await firstLoad(page, server.address)]
      scriptKb = (await scripts()) / 1000
      taken.push(...(await goThrough(page)))
      // The first round warms the server up.
      if (round === 0) continue
      for (const [work, ms] of taken) waits.set(work, [...(waits.get(work) ?? []), ms])
      say(taken.map(([work, ms]) => `${work} ${Math.round(ms)} ms`).join('; '))
    } finally {
      await context.close()
    }
  }
  return { scriptKb, waits }
}

async function signedIn(browser: Browser, server: Server, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: server.address }])
  return context
}

/** Gzipped bytes of the scripts fetched until it is asked. */
function scriptsOf(page: Page): () => Promise<number> {
  const bodies: Promise<Buffer>[] = []
  let isOpen = true
  page.on('response', (response) => {
    if (isOpen && response.request().resourceType() === 'script') bodies.push(response.body())
  })
  return async () => {
    isOpen = false
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length)
    return sizes.reduce((sum, size) => sum + size, 0)
  }
}

type Wait = readonly [work: string, ms: number]

async function timed(
  work: string,
  act: () => Promise<unknown>,
  shown: () => Promise<unknown>,
): Promise<Wait> {
  const began = performance.now()
  await act()
  await shown()
  return [work, performance.now() - began]
}

function firstLoad(page: Page, address: string): Promise<Wait> {
  return timed(
    'first load with an empty cache, until the figures of the cockpit stand',
    () => page.goto(`${address}/?region=4505`, { waitUntil: 'commit' }),
    () => page.locator('.big-figure a').first().waitFor(),
  )
}

async function goThrough(page: Page): Promise<Wait[]> {
  const row = page.locator('a[data-row-link]').first()
  const navigation = page.getByRole('navigation', { name: '主导航' })
  return [
    await timed(
      'from the cockpit to the first rows of the list',
      () => navigation.getByRole('link', { name: '户', exact: true }).click(),
      () => row.waitFor(),
    ),
    await clickFacet(page),
    await timed(
      'from the list to the verdict of a household',
      () => row.click(),
      () => page.locator('.verdict').first().waitFor(),
    ),
    await timed(
      'back to the list',
      () => page.goBack(),
      () => row.waitFor(),
    ),
  ]
}

async function clickFacet(page: Page): Promise<Wait> {
  const total = page.getByRole('status').filter({ hasText: '共' })
  const before = (await total.first().textContent()) ?? ''
  return timed(
    'a click on a facet, until the new total stands',
    () => page.getByRole('checkbox', { name: /^预脱贫 \d/ }).click(),
    () => total.filter({ hasNotText: before }).first().waitFor(),
  )
}
