// Every page, looked at by axe in both themes, and kept as a picture.

import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import {
  choose,
  enterAs,
  findWithoutSafeWater,
  HEPU,
  keepPicture,
  type Look,
  mustBeWithoutBarriers,
  mustFit,
  settled,
  signInAs,
  watchPolicy,
} from './office.ts'
import { plan } from './plan-text.ts'
import { test } from './world.ts'

/** A uuid v7 as the office makes one. */
const newId = () => {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

const VILLAGE = '450521111201'

/** What the journey chooses: a household, and an account. */
type Chosen = {
  readonly household: string
  readonly account: string
  readonly plan: string
  readonly case: string
  readonly list: string
  readonly lead: string
  readonly clue: string
}

/** The pages by name, and by who looks at them. */
function pages({
  household,
  account,
  plan,
  case: one,
  list,
  lead,
  clue,
}: Chosen): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    北海市扶贫办: {
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
      complaints: '/complaints',
      'complaints-new': '/complaints/new',
      'complaints-none': '/complaints?state=withdrawn',
      leads: '/leads?state=all',
      'leads-none': '/leads?standing=unregistered',
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
      plans: '/plans',
      'plans-new': '/plans?new=plan',
      'plans-none': '/plans?search=zzzz',
      plan: `/plans/${plan}?tab=targets`,
      'plan-findings': `/plans/${plan}?tab=findings`,
      'plan-funds': `/plans/${plan}?tab=funds&pane=cards`,
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
      notices: '/notices?state=all',
      calendar: '/calendar?month=2017-04',
      'calendar-list': '/calendar?view=list',
      'case-rates': '/cases/rates',
      'archive-files': '/cases/archive',
      'archive-register': `/cases/archive?form=register&region=${VILLAGE}`,
      'archive-book': `/cases/archive?form=book&region=${VILLAGE.slice(0, 9)}`,
      'archive-card': `/cases/archive?form=card&household=${household}`,
      'archive-incidence': `/cases/archive?form=incidence&region=${VILLAGE}`,
      'household-cases': `/households/${household}?tab=cases`,
      'village-cases': `/villages/${VILLAGE}?tab=cases`,
      imports: '/imports',
      'imports-upload': '/imports?new=upload',
      'imports-template': '/imports?new=template',
      duplicates: '/imports/duplicates',
      'not-found': '/households/00000000-0000-7000-8000-000000000000',
      cases: '/cases',
      'cases-step': '/cases?procedure=householdExit&step=homeCheck&sort=newest',
      'cases-none': '/cases?search=zzzz',
      case: `/cases/${one}`,
      'case-not-found': '/cases/00000000-0000-7000-8000-000000000000',
    },
    合浦县扶贫办: {
      'lead-lists': '/leads/lists?new=upload',
      'lead-list': `/leads/lists/${list}?rows=unreadable`,
      lead: `/leads/${lead}`,
    },
    石康镇扶贫专干: {
      'cases-new': '/cases/new',
      'cases-new-whom': '/cases/new?procedure=householdExit&outcome=met',
      complaint: `/complaints/${clue}`,
      'cases-new-clue': `/cases/new?complaint=${clue}&region=${VILLAGE}`,
      'cases-new-clue-procedure': `/cases/new?complaint=${clue}&region=${VILLAGE}&subject=${household}`,
      'cases-new-lead': `/cases/new?leads=${lead}&region=${VILLAGE}`,
      'new-household-clue': `/households/new?complaint=${clue}&region=${VILLAGE}`,
      'case-decide': `/cases/${one}?act=decided`,
      'case-object': `/cases/${one}?act=objected`,
      'meeting-none': '/cases/meeting',
    },
    北海市安全管理员: {
      access: '/access',
      'access-none': '/access?search=zzzz',
      'access-new': '/access/new',
      'access-import': '/access/import',
      'access-units': '/access/units',
      'access-units-add': '/access/units?act=add',
      'access-roles': '/access/roles',
      'access-roles-add': '/access/roles?act=add',
      'access-account': `/access/accounts/${account}`,
      'access-grant': `/access/accounts/${account}?act=grant`,
      'access-move': `/access/accounts/${account}?act=move`,
      'access-not-found': '/access/accounts/00000000-0000-7000-8000-000000000000',
      account: '/account',
      'account-security': '/account?tab=security',
      'account-sessions': '/account?tab=sessions',
    },
    北海市审计管理员: {
      audit: '/audit',
      'audit-none': '/audit?account=nobody',
      'audit-unusual': '/audit?tab=unusual',
      'audit-seals': '/audit?tab=seals',
    },
    北海市系统管理员: { system: '/system', 'not-permitted': '/access' },
  }
}

/** The door, for whoever is nobody yet. */
const doors = {
  enter: '/enter',
  'enter-own': '/enter?way=password',
  'enter-code': '/enter?way=code',
  'enter-sso': '/enter/oidc',
}

/** As a link within the app goes: what was loaded once stays. Addresses opened by themselves are in every journey. */
async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`)
  await settled(page)
}

async function chosenBy(page: Page): Promise<Chosen> {
  const household = await findWithoutSafeWater(page, HEPU)
  const filed = await page.request.post('/api/plans', {
    data: { id: newId(), region: '4505', text: plan('北海市2017年脱贫攻坚实施方案', '110') },
  })
  expect(filed.ok(), await filed.text()).toBe(true)
  const { id } = (await filed.json()) as { id: string }
  const opened = await openCase(page)
  const { list, lead, clue } = await hearOf(page)
  await signInAs(page, '北海市安全管理员')
  const accounts = await page.request.get(`/api/accounts?region=${HEPU}&role=townshipOfficer`)
  const { items } = (await accounts.json()) as { items: { id: string }[] }
  return { household, account: items[0]!.id, plan: id, case: opened, list, lead, clue }
}

/** A case of a household that meets the standard, as the township opens it. */
async function openCase(page: Page): Promise<string> {
  await signInAs(page, '石康镇扶贫专干')
  const found = await page.request.get(
    '/api/cases/candidates?region=450521111&procedure=householdExit&outcome=met&limit=200',
  )
  const { items } = (await found.json()) as { items: { subject: { id: string }; openCase: string | null }[] }
  const candidate = items.find((each) => each.openCase === null)!
  const opened = await page.request.post('/api/cases', {
    data: {
      ...{ procedure: 'householdExit', kind: 'household', channel: 'cadre', reason: '列入本年度脱贫计划' },
      subjects: [{ id: newId(), subject: candidate.subject.id }],
    },
  })
  expect(opened.ok(), await opened.text()).toBe(true)
  return ((await opened.json()) as { items: { id: string }[] }).items[0]!.id
}

/** A list of a department with a row that cannot be read, the lead of the other, and a clue that was told. */
async function hearOf(page: Page): Promise<Pick<Chosen, 'list' | 'lead' | 'clue'>> {
  await signInAs(page, '合浦县扶贫办')
  const exited = await page.request.get(`/api/households?region=${VILLAGE}&status=exited&limit=20`)
  const { items } = (await exited.json()) as { items: { headName: string }[] }
  const rows = [['姓名', '村'], ...items.map(({ headName }) => [headName, VILLAGE])]
  const list = newId()
  // The same sheet is not taken twice, and whoever looks second may look at the same world.
  rows.push(['赵六', list])
  const sent = await page.request.post(
    `/api/lead-lists?id=${list}&region=450521&kind=schooling&heardOn=2017-03-01`,
    {
      multipart: {
        file: {
          name: '名单.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(rows.map((row) => row.join(',')).join('\r\n')),
        },
      },
    },
  )
  expect(sent.ok(), await sent.text()).toBe(true)
  const leads = await page.request.get(`/api/leads?region=${VILLAGE}&list=${list}&limit=1`)
  const [lead] = ((await leads.json()) as { items: { id: string }[] }).items
  const clue = newId()
  const told = await page.request.post('/api/complaints', {
    data: {
      ...{ id: clue, kind: 'clue', channel: 'telephone', about: 'household', region: VILLAGE },
      said: '三组有一家老人住院，现在又困难了。',
    },
  })
  expect(told.ok(), await told.text()).toBe(true)
  return { list, lead: lead!.id, clue }
}

const desk = { width: 1440, height: 900 }
const wall = { width: 1920, height: 1080 }
const phone = { width: 390, height: 844 }
// What differs by theme and language; the rest of a page is the same in both.
const inOtherClothes = ['color-contrast', 'html-has-lang', 'valid-lang', 'target-size', 'link-in-text-block']

type Clothes = Required<Look> & {
  /** Rules of axe; all of them otherwise. */
  readonly only?: readonly string[]
  /** Besides the one at the desk, which is always kept. */
  readonly pictures: readonly { readonly width: number; readonly height: number }[]
}
const looks: readonly Clothes[] = [
  { language: 'zh', appearance: 'light', pictures: [wall, phone] },
  { language: 'en', appearance: 'dark', pictures: [], only: inOtherClothes },
]

/** The page as it stands: a picture of each size, nothing wider than the window, no barriers. */
async function look(page: Page, title: string, clothes: Clothes): Promise<void> {
  const name = `${title}-${clothes.language}-${clothes.appearance}`
  await keepPicture(page, `${name}-${desk.width}`)
  await mustFit(page, `${name}-${desk.width}`)
  await mustBeWithoutBarriers(page, name, clothes.only)
  for (const size of [wall, phone]) {
    await page.setViewportSize(size)
    if (clothes.pictures.includes(size)) await keepPicture(page, `${name}-${size.width}`)
    // Two frames: what watches its own size answers in the next.
    else
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    await mustFit(page, `${name}-${size.width}`)
  }
  await page.setViewportSize(desk)
}

// Looking changes nothing: both looks at once.
test.describe.configure({ mode: 'parallel' })

for (const clothes of looks) {
  const { language, appearance } = clothes
  test(`every page is whole and without barriers, at a desk, on a large screen and on a phone, ${language}-${appearance}`, async ({
    page,
  }) => {
    test.setTimeout(900_000)
    const refused = await watchPolicy(page)
    await choose(page, clothes)
    await page.goto('/enter')
    for (const [title, path] of Object.entries(doors)) {
      await visit(page, path)
      await look(page, title, clothes)
    }
    await signInAs(page, '北海市扶贫办', clothes)
    const chosen = await chosenBy(page)
    for (const [account, titles] of Object.entries(pages(chosen))) {
      await signInAs(page, account, clothes)
      // Whoever signs in begins anew.
      await page.goto(Object.values(titles)[0]!)
      for (const [title, path] of Object.entries(titles)) {
        await visit(page, path)
        await look(page, title, clothes)
      }
    }
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
