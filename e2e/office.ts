/** Steps that journeys share, in the words of the people who make them. */
import { expect, type Page } from '@playwright/test'

export const HEPU = '450521'

export type Look = { readonly language?: 'zh' | 'en'; readonly appearance?: 'light' | 'dark' }

/** Enters as a demo account by its name, with a language and an appearance chosen before. */
export async function enterAs(page: Page, account: string, look: Look = {}): Promise<void> {
  await choose(page, look)
  await page.goto('/enter')
  await page.locator('.accounts button', { hasText: account }).click()
  await expect(page.locator('.overview')).toBeVisible()
}

/** As the app keeps a person's choices; what the person chooses later in the journey stays. */
export async function choose(page: Page, look: Look): Promise<void> {
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

/** Waits until nothing on the page is still on its way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expect(page.locator('.loading')).toHaveCount(0, { timeout: 30_000 })
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
