import { type Db, withTransaction } from '../../platform/db.ts'
import { county, describe, expect, group, village } from '../../testing.ts'
import { countyIdOf } from '../registry/index.ts'
import { verifyCases } from './fold.ts'
import { look, test } from './testing.ts'
import { openBy, type World, walk } from './walking.ts'

/** The verdict is not what is looked at here: it is as it would be. */
async function judgedAsMet(db: Db, subject: string): Promise<void> {
  await db.pool.query('update verdict set outcome = 2 where subject_id = $1', [subject])
}

const given = {
  householdExit: { status: 'poor', gives: 'exited' },
  identification: { status: null, gives: 'poor' },
  relapse: { status: 'exited', gives: 'relapsed' },
  lookBack: { status: 'poor', gives: null },
} as const

describe('every procedure in force, walked by the people whom it names', () => {
  for (const [procedure, { status, gives }] of Object.entries(given))
    test(`${procedure} of a household`, async ({ as, app, clock, aHousehold, db, installation }) => {
      const world = { as, app, clock: clock as World['clock'] }
      const { id: subject } = await aHousehold({ region: group(village(1)), members: 3, status })
      await judgedAsMet(db, subject)
      const id = await openBy(world, procedure, subject, 'household')
      const ended = await walk(world, id)
      expect(ended).toMatchObject({ state: 'ended', status: gives })
      expect((await as('county').getHousehold({ params: { id: subject } })).status).toBe(gives ?? status)
      expect(await withTransaction(installation.db, (tx) => verifyCases(tx))).toMatchObject([
        { missing: 0, extra: 0 },
      ])
    })

  test('villageExit of a village', async ({ as, app, clock, aVillage, db }) => {
    const world = { as, app, clock: clock as World['clock'] }
    const { id: subject } = await aVillage({ code: village(1) })
    await judgedAsMet(db, subject)
    const ended = await walk(world, await openBy(world, 'villageExit', subject, 'village'))
    expect(ended).toMatchObject({
      state: 'ended',
      status: 'exited',
      subject: { name: '第01村', status: 'exited' },
    })
  })

  test('the exit of a county waits for the Region, whom nobody here stands for', async ({
    as,
    app,
    clock,
  }) => {
    const world = { as, app, clock: clock as World['clock'] }
    const id = await openBy(world, 'countyExit', countyIdOf(county), 'county')
    await expect(walk(world, id)).rejects.toThrow('countyExit stays at')
    const seen = await look(as('city'), id)
    expect(seen.steps[0]).toMatchObject({ level: 'province', mine: false })
  })
})
