// Every page, looked at by axe in both themes, and kept as a picture.

import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { choose, enterAs, findWithoutSafeWater, HEPU, type Look, settled, watchPolicy } from './office.ts'

const VILLAGE = '450521111201'
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The pages by name; a household is chosen by the journey. */
function pages(household: string): Readonly<Record<string, string>> {
  return {
    overview: '/',
    hepu: `/?region=${HEPU}`,
    'cockpit-villages': '/?about=villages&tab=data',
    'cockpit-leads': `/?region=${HEPU}&tab=leads`,
    wall: '/?layout=wall',
    households: `/households?region=${HEPU}&status=expected&criterion=water&outcome=unmet`,
    'households-columns': `/households?region=${HEPU}&columns=size,status,fact.waterMinutes,derived.perCapitaNetIncome,criterion.water&sort=-size`,
    'households-none': '/households?search=zzzz',
    household: `/households/${household}`,
    members: `/households/${household}?tab=members`,
    income: `/households/${household}?tab=income`,
    facts: `/households/${household}?tab=facts`,
    timeline: `/households/${household}?tab=timeline`,
    'household-rights': `/households/${household}?tab=rights`,
    rights: '/rights',
    'rights-notice': '/rights?tab=notice',
    record: `/households/${household}?record=waterMinutes`,
    edit: `/households/${household}/edit?step=water`,
    review: `/households/${household}/edit?step=review`,
    split: `/households/${household}?act=split`,
    'new-household': '/households/new',
    villages: `/villages?region=${HEPU}`,
    'villages-gap': `/villages?region=${HEPU}&indicator=roadGapKm&show=fact.ruralPopulation&sort=-indicator.roadGapKm`,
    'villages-none': '/villages?search=zzzz',
    village: `/villages/${VILLAGE}`,
    'village-gaps': `/villages/${VILLAGE}?tab=gaps`,
    'village-groups': `/villages/${VILLAGE}?tab=groups`,
    'village-timeline': `/villages/${VILLAGE}?tab=timeline`,
    shares: `/villages/${VILLAGE}?tab=shares`,
    policy: '/policy?part=criteria',
    'policy-packs': '/policy?tab=packs',
    'policy-compare': '/policy?tab=compare',
    'policy-tests': '/policy?tab=tests&pack=cn/guangxi/household-exit',
    'policy-item': '/policy/items/criteria/water?of=household-exit',
    simulation: '/simulation?change=povertyLine:4000',
    'simulation-list': '/simulation?change=povertyLine:4000,houseRepairRate:25000&side=lost',
    dictionary: '/dictionary',
    'dictionary-fact': '/dictionary?entry=fact:household.waterMinutes',
    'dictionary-codes': '/dictionary?entry=codes:cause',
    'dictionary-table': '/dictionary?entry=table:record',
    imports: '/imports',
    'imports-upload': '/imports?new=upload',
    'imports-template': '/imports?new=template',
    duplicates: '/imports/duplicates',
    'not-found': '/households/00000000-0000-7000-8000-000000000000',
  }
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await settled(page)
}

/** `only` names the rules that are looked at; all of them otherwise. */
async function mustPass(page: Page, name: string, only?: readonly string[]): Promise<void> {
  // What passes is not told: on a page of hundreds of rows gathering it takes longer than the look.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
  const { violations } = await (only ? axe.withRules([...only]) : axe.withTags(rules)).analyze()
  const told = violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }))
  expect.soft(told, `${name}: ${JSON.stringify(told, null, 2)}`).toEqual([])
}

/** Nothing sticks out sideways: wide tables scroll within their own box. */
async function mustFit(page: Page, name: string): Promise<void> {
  const over = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect.soft(over, `${name} is wider than the window`).toBeLessThanOrEqual(0)
}

const desk = { width: 1440, height: 900 }
const others = [
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
]
// What differs by theme and language; the rest of a page is the same in both.
const inOtherClothes = ['color-contrast', 'html-has-lang', 'valid-lang', 'target-size', 'link-in-text-block']

const looks: readonly (Required<Look> & { readonly only?: readonly string[] })[] = [
  { language: 'zh', appearance: 'light' },
  { language: 'en', appearance: 'dark', only: inOtherClothes },
]

for (const { only, ...look } of looks) {
  const clothes = `${look.language}-${look.appearance}`
  test(`every page is whole and without barriers, at a desk, on a large screen and on a phone, ${clothes}`, async ({
    page,
  }) => {
    test.setTimeout(480_000)
    await page.setViewportSize(desk)
    const picture = async (title: string, { width }: { readonly width: number }) => {
      const name = `${title}-${clothes}-${width}`
      await page.screenshot({ path: `test-results/pictures/${name}.png` })
      await mustFit(page, name)
    }
    const see = async (title: string, path: string) => {
      await visit(page, path)
      await picture(title, desk)
      await mustPass(page, `${title}-${clothes}`, only)
      for (const size of others) {
        await page.setViewportSize(size)
        await picture(title, size)
      }
      await page.setViewportSize(desk)
    }
    const refused = await watchPolicy(page)
    await choose(page, look)
    await see('enter', '/enter')
    await enterAs(page, '北海市扶贫办', look)
    const household = await findWithoutSafeWater(page, HEPU)
    for (const [title, path] of Object.entries(pages(household))) await see(title, path)
    expect(refused).toEqual([])
  })
}

test('the picture of the README is the real overview', async ({ page }) => {
  await enterAs(page, '北海市扶贫办')
  await settled(page)
  // Written into the repository only when asked for: a run of the tests leaves no change behind.
  const path = process.env.LIKA_UPDATE_PICTURES
    ? 'docs/pictures/overview.png'
    : 'test-results/pictures/overview.png'
  await page.mouse.move(0, 0)
  await page.screenshot({ path })
})
