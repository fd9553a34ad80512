/** Steps that journeys share, in the words of the people who make them. */
import { createRequire } from 'node:module'
import { expect, type Page, type Request } from '@playwright/test'

export const HEPU = '450521'

export type Look = { readonly language?: 'zh' | 'en'; readonly appearance?: 'light' | 'dark' }

/** Signed in as a demo account by its name, with a language and an appearance chosen before, and on no page yet. */
export async function signInAs(page: Page, account: string, look: Look = {}): Promise<void> {
  await choose(page, look)
  const answer = await page.request.post('/api/session', { data: { account: await nameOf(page, account) } })
  expect(answer.ok(), await answer.text()).toBe(true)
}

/** The same, on the page that the account begins with. The door itself has its own journey. */
export async function enterAs(page: Page, account: string, look: Look = {}): Promise<void> {
  await signInAs(page, account, look)
  await page.goto('/')
  await expect(page.locator('.overview')).toBeVisible()
}

const names = new Map<string, string>()

/** What a demo account signs in with; asked for once. */
async function nameOf(page: Page, account: string): Promise<string> {
  if (names.size === 0) {
    const { demoAccounts } = (await (await page.request.get('/api/session')).json()) as {
      demoAccounts: { name: string; displayName: string }[]
    }
    for (const { name, displayName } of demoAccounts) names.set(displayName, name)
  }
  const name = names.get(account)
  if (name === undefined) throw new Error(`there is no demo account ${account}`)
  return name
}

/** As the app keeps a person's choices; what the person chooses later in the journey stays. */
export async function choose(page: Page, look: Look): Promise<void> {
  watchRequests(page)
  await page.addInitScript(
    `localStorage['lika.language'] ??= '${look.language ?? 'zh'}'
     localStorage['lika.appearance'] ??= '${look.appearance ?? 'light'}'`,
  )
}

/** What the browser refused because the page's own policy (CSP) forbids it, from now on: one line each. */
export async function watchPolicy(page: Page): Promise<readonly string[]> {
  const refused: string[] = []
  await page.exposeFunction('tellRefused', (line: string) => void refused.push(line))
  await page.addInitScript(
    `document.addEventListener('securitypolicyviolation', (event) =>
       tellRefused([location.pathname, event.effectiveDirective, event.blockedURI, event.sourceFile].join(' ')))`,
  )
  return refused
}

const inFlight = new WeakMap<Page, { readonly requests: Set<Request>; changedAt: number }>()

/** Which requests of a page are on their way, from now on. */
function watchRequests(page: Page): { readonly requests: Set<Request>; changedAt: number } {
  const known = inFlight.get(page)
  if (known) return known
  const flying = { requests: new Set<Request>(), changedAt: Date.now() }
  inFlight.set(page, flying)
  const change = (act: 'add' | 'delete') => (request: Request) => {
    flying.requests[act](request)
    flying.changedAt = Date.now()
  }
  page.on('request', change('add'))
  page.on('requestfinished', change('delete'))
  page.on('requestfailed', change('delete'))
  return flying
}

const QUIET_MS = 150

/** Waits until nothing on the page is still on its way: requests, and what stands in for their answers. */
export async function settled(page: Page): Promise<void> {
  const flying = watchRequests(page)
  const began = Date.now()
  await page.waitForLoadState('load')
  await expect(async () => {
    expect([...flying.requests].map((request) => request.url())).toEqual([])
    expect(Date.now() - Math.max(began, flying.changedAt)).toBeGreaterThanOrEqual(QUIET_MS)
    expect(await page.locator('.loading').count()).toBe(0)
  }).toPass({ intervals: [30], timeout: 30_000 })
}

type Verdict = {
  readonly set: string
  readonly criteria: readonly {
    readonly id: string
    readonly outcome: string
    readonly lines: readonly {
      readonly outcome: string
      readonly facts: readonly { readonly key: string }[]
    }[]
  }[]
}

async function listWithoutSafeWater(page: Page, region: string): Promise<readonly string[]> {
  const list = await page.request.get(
    `/api/households?region=${region}&status=expected&set=household-exit&criterion=water&outcome=unmet&limit=200`,
  )
  const { items } = (await list.json()) as { items: { id: string }[] }
  return items.map(({ id }) => id)
}

/** The first expected household of the region that lacks safe water. */
export async function findWithoutSafeWater(page: Page, region: string): Promise<string> {
  const [first] = await listWithoutSafeWater(page, region)
  if (first === undefined) throw new Error(`every expected household of ${region} has safe water`)
  return first
}

/** One of them that fails on the way to the water alone. */
export async function findHeldBackByWaterTime(page: Page, region: string): Promise<string> {
  for (const id of await listWithoutSafeWater(page, region)) {
    const household = (await (await page.request.get(`/api/households/${id}`)).json()) as {
      verdicts: readonly Verdict[]
    }
    const exit = household.verdicts.find(({ set }) => set === 'household-exit')
    const lines = exit?.criteria.find((criterion) => criterion.id === 'water')?.lines ?? []
    const failing = lines.filter(({ outcome }) => outcome !== 'met')
    if (failing.length === 1 && failing[0]?.facts.some(({ key }) => key === 'waterMinutes')) return id
  }
  throw new Error(`no household of ${region} is held back by its way to the water alone`)
}

const barriers = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** axe-core, as @axe-core/playwright brings it. */
const { source: axe } = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))(
  'axe-core',
) as { source: string }

/**
 * What axe finds; `only` names the rules that are looked at, all of them otherwise. The rules run in the page itself,
 * where axe is put once: the builder of @axe-core/playwright opens a blank page for each look, to sum up frames that we
 * have none of, which takes three times as long.
 */
export async function mustBeWithoutBarriers(
  page: Page,
  name: string,
  only?: readonly string[],
): Promise<void> {
  expect(page.frames(), `${name}: what stands in a frame is not looked at`).toHaveLength(1)
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe)
  const runOnly = only ? { type: 'rule', values: only } : { type: 'tag', values: barriers }
  // Half faded in, a colour is not yet what it will be. Of what turns for ever nobody waits for the end.
  await page.evaluate(
    `Promise.all(document.getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished.catch(() => undefined))).then(() => undefined)`,
  )
  // What passes is not told: on a page of hundreds of rows gathering it takes longer than the look.
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], runOnly })}).then((found) => found.violations)`,
  )
  const told = violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }))
  expect.soft(told, `${name}: ${JSON.stringify(told, null, 2)}`).toEqual([])
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

export const keepPicture = (page: Page, name: string) =>
  page.screenshot({ path: `test-results/pictures/${name}.png` })

/** Nothing sticks out sideways: wide tables scroll within their own box. */
export async function mustFit(page: Page, name: string): Promise<void> {
  const over = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect.soft(over, `${name} is wider than the window`).toBeLessThanOrEqual(0)
}
