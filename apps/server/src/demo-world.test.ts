// The demo world as its users meet it: loaded by the command line, asked through the command line and through the API.
// What comes back equals the figures of Beihai's plan of 2017.
import type { Summary } from '@lika/contract'
import { figures, planDay, worldDay } from '../../../demo/figures.ts'
import { test as base, lika } from './cli/testing.ts'
import { clientOf, describe, expect, openedOn, serverOf, signIn } from './testing.ts'

const test = base.extend('api', { scope: 'file' }, async ({ db, databaseUrl }, { onCleanup }) => {
  const app = await serverOf(await openedOn(db, databaseUrl))
  onCleanup(() => app.close())
  const cookie = await signIn(app, 'city')
  return clientOf(app, async () => cookie)
})

/** The plan's figures under the names of the summary. */
const plan = {
  region: '4505',
  date: planDay,
  ...figures.registered,
  byStatus: { expected: figures.expected.households, exited: figures.exited2016.households },
  expected: { ...figures.expected, byCause: figures.expectedByCause },
  villages: figures.villages,
  gaps: figures.gaps,
}

describe('Beihai 2017', { timeout: 600_000 }, () => {
  test('is loaded into an empty database by a command, and only once', async ({ databaseUrl }) => {
    const env = { DATABASE_URL: databaseUrl }
    const loaded = await lika(['world', 'load', 'beihai', '--json'], env)
    expect([loaded.code, loaded.code === 0 ? '' : loaded.err]).toEqual([0, ''])
    expect(loaded.json()).toMatchObject({
      name: 'beihai',
      today: worldDay,
      villages: 341,
      households: 10_236,
    })
    const again = await lika(['world', 'load', 'beihai', '--json'], env)
    expect([again.code, again.out]).toEqual([2, ''])
    expect(again.err).toContain('already')
  })

  test('has the aggregates of the document in lika summary', async ({ databaseUrl }) => {
    const answer = await lika(['summary', '--region', '4505', '--date', '2017-01-01', '--json'], {
      DATABASE_URL: databaseUrl,
    })
    expect(answer.code).toBe(0)
    expect(answer.json()).toMatchObject(plan)
  })

  test('has the same aggregates in the API, and its counties add up to it', async ({ api }) => {
    const summary: Summary = await api.getSummary({ query: { region: '4505', date: planDay } })
    expect(summary).toMatchObject(plan)
    const { items } = await api.listSubRegions({ query: { region: '4505', date: planDay } })
    expect(items.reduce((sum, { households }) => sum + households, 0)).toBe(figures.registered.households)
    expect(items.reduce((sum, { persons }) => sum + persons, 0)).toBe(figures.registered.persons)
    const first = await api.getSummary({ query: { region: '4505', date: '2015-12-31' } })
    expect(first).toMatchObject({ ...figures.registered, byStatus: { poor: figures.registered.households } })
  })

  test('has cases under way: statuses of March are what people decided, on the day they did', async ({
    api,
  }) => {
    const village = '450521111208'
    const counts = await api.countCases({ query: { region: village } })
    expect(counts).toMatchObject({ open: 17, ended: 4, withdrawn: 0 })
    const exits = counts.steps.filter(({ procedure }) => procedure.id === 'householdExit')
    expect(Object.fromEntries(exits.map(({ step, open }) => [step.id, open]))).toEqual({
      homeCheck: 11,
      dualConfirmation: 1,
      villageReview: 1,
      firstNotice: 1,
      secondNotice: 2,
    })
    const { items } = await api.listCases({ query: { region: village, state: 'ended' } })
    const announced = items.filter(({ status }) => status === 'exited')
    expect(announced.map(({ ended }) => ended)).toEqual(['2017-03-24', '2017-03-24', '2017-03-24'])
    for (const { subject } of announced) {
      const on = async (asOf: string) =>
        (await api.getHousehold({ params: { id: subject.id }, query: { asOf } })).status
      expect([await on('2017-03-23'), await on('2017-03-24')]).toEqual(['expected', 'exited'])
    }
    const around = await api.countCases({ query: { region: '450521' } })
    expect(around.steps.map(({ procedure }) => procedure.id)).toEqual(
      expect.arrayContaining(['identification', 'lookBack', 'villageExit']),
    )
    const hanging = await api.listNotices({ query: { region: village, state: 'hanging' } })
    expect(hanging.items.map(({ until }) => until)).toEqual(['2017-04-03'])
    const objected = await api.listNotices({ query: { region: village, objections: 'open' } })
    expect(objected.items.map(({ objections }) => objections)).toEqual([{ open: 1, answered: 0 }])
  })

  test('shows no number of anybody whole on the pages of households', async ({ api }) => {
    const { items } = await api.listHouseholds({ query: { region: '450521', limit: '12' } })
    expect(items).toHaveLength(12)
    for (const { id } of items) {
      const pages = [await api.getHousehold({ params: { id } }), await api.listTimeline({ params: { id } })]
      const text = JSON.stringify(pages).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|sha256:[0-9a-f]{64}/g, '')
      expect(text).not.toMatch(/(?<![\d.])\d{17}[\dX](?!\d)|(?<!\d)1\d{10}(?!\d)/)
    }
  })

  test('passes lika verify: every fold, verdict and count is what the journals make of it', async ({
    databaseUrl,
  }) => {
    const verified = await lika(['verify', '--json'], { DATABASE_URL: databaseUrl })
    expect([verified.code, (verified.json() as { equal: boolean }).equal]).toEqual([0, true])
  })
})
