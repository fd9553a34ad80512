import { describe } from 'vitest'
import { countAggregates } from '../../../../../demo/aggregates.ts'
import { figures, planDay, worldDay } from '../../../../../demo/figures.ts'
import { type Keyring, openKeyring } from '../../platform/crypto/index.ts'
import { type Db, withTransaction } from '../../platform/db.ts'
import { expect, test } from '../../platform/testing.ts'
import { openPolicies } from '../policies/index.ts'
import { loadWorld } from './load.ts'

const policies = openPolicies(new URL('../../../../../policies', import.meta.url).pathname)

const keyringFor = (db: Db): Promise<Keyring> => openKeyring({ client: db.pool, root: Buffer.alloc(32, 7) })

async function count(db: Db, query: string): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(query)
  return Number(rows[0]!.count)
}

describe('Beihai in the database', { timeout: 600_000 }, () => {
  test('the world loads once, and a second time is refused', { timeout: 600_000 }, async ({ db }) => {
    const started = performance.now()
    const stages = new Set<string>()
    const loaded = await loadWorld(db, {
      name: 'beihai',
      policies,
      keyring: await keyringFor(db),
      onProgress: ({ stage, done, total }) => {
        stages.add(stage)
        expect(done).toBeLessThanOrEqual(total)
      },
    })
    console.log(`Beihai loaded in ${((performance.now() - started) / 1000).toFixed(1)} s`, loaded)
    expect([...stages]).toEqual(['regions', 'households', 'fold', 'verdicts'])
    expect(loaded).toMatchObject({ name: 'beihai', today: worldDay, villages: 341, households: 10_236 })
    await expect(
      loadWorld(db, { name: 'beihai', policies, keyring: await keyringFor(db) }),
    ).rejects.toMatchObject({ code: 'world.present' })
  })

  test('its aggregates on 1 January 2017 equal the plan', async ({ db }) => {
    const found = await countAggregates(db.pool, planDay)
    expect({ households: found.households, persons: found.persons }).toEqual(figures.registered)
    expect(found.byStatus.expected).toEqual(figures.expected)
    expect(found.byStatus.exited).toEqual(figures.exited2016)
    expect(found.expectedByCause).toEqual(figures.expectedByCause)
    expect(found.industryAble.expected).toEqual(figures.industryAble.expected)
    expect(found.industryAble.exited).toEqual(figures.industryAble.exited2016)
    expect(found.villages).toEqual(figures.villages)
    expect(found.gaps).toEqual(figures.gaps)
  })

  test('at the end of 2015 all were registered as poor, and more of them lived in dangerous houses', async ({
    db,
  }) => {
    const then = await countAggregates(db.pool, '2015-12-31')
    expect(then.byStatus).toEqual({ poor: figures.registered })
    expect(Number(then.gaps.dangerousHousesRegistered)).toBeGreaterThan(
      figures.gaps.dangerousHousesRegistered + 500,
    )
  })

  test('life is in it: contradictions, unknown facts, wrong numbers, removed and relapsed households', async ({
    db,
  }) => {
    expect(await count(db, 'select count(*) from contradiction')).toBeGreaterThan(20)
    const now = `from household_snapshot where valid_to = 'infinity'`
    expect(await count(db, `select count(*) ${now} and water_litres_per_day is null`)).toBeGreaterThan(100)
    expect(await count(db, `select count(*) ${now} and status = 'removed'`)).toBeGreaterThan(3)
    expect(await count(db, `select count(*) ${now} and status = 'relapsed'`)).toBeGreaterThan(1)
    expect(
      await count(
        db,
        `select count(*) from person_snapshot where valid_to = 'infinity' and id_number_check <> 'valid'`,
      ),
    ).toBeGreaterThan(3)
    expect(
      await count(
        db,
        `select count(*) from (select id_number from person_snapshot where valid_to = 'infinity' group by 1 having count(*) > 1) d`,
      ),
    ).toBeGreaterThan(2)
  })

  test('a part of the expected households meets the standard of 2017 by the end of March', async ({ db }) => {
    const { rows } = await db.pool.query<{ met: number; undetermined: number }>(
      `select avg((outcome = 2)::int)::float8 as met, avg((outcome = 1)::int)::float8 as undetermined
       from verdict where set_id = 'household-exit' and status = 'expected'`,
    )
    expect(rows[0]!.met).toBeGreaterThan(0.25)
    expect(rows[0]!.met).toBeLessThan(0.45)
    expect(rows[0]!.undetermined).toBeGreaterThan(0.01)
  })

  test('every household has a head, and its size is that of its roster', async ({ db }) => {
    expect(
      await count(
        db,
        `select count(*) from household_snapshot where valid_to = 'infinity' and head_name is null`,
      ),
    ).toBe(0)
    const wrong = `select count(*) from household_snapshot h where valid_to = 'infinity' and household_size <>
      (select count(*) from person_snapshot p where p.county_code = h.county_code and p.household_id = h.household_id and p.valid_to = 'infinity')`
    expect(await count(db, wrong)).toBe(0)
  })

  test('policy documents are filed and read: the 87 tasks of Shaanxi are in force, most of Beihai’s plan waits', async ({
    db,
  }) => {
    const { rows } = await db.pool.query<Record<string, string | number>>(
      `select p.region_code as region, (select count(*) from task t where t.plan_id = p.id)::int as tasks,
         (select count(*) from target t where t.plan_id = p.id)::int as targets,
         (select count(*) from fund_line f where f.plan_id = p.id)::int as lines
       from plan p where exists (select from plan_reading r where r.plan_id = p.id)
       order by p.region_code`,
    )
    expect(rows).toMatchObject([
      { region: '4505', tasks: 5, targets: 13, lines: 0 },
      { region: '450521', tasks: 17, targets: 2, lines: 6 },
      { region: '61', tasks: 87, targets: 0, lines: 0 },
      { region: '6102', tasks: 42 },
    ])
  })

  test('what was accepted stands where it was read', async ({ db }) => {
    expect(
      await count(
        db,
        `select count(*) from plan_statement s join plan_reading r on r.plan_id = s.plan_id and r.version = s.version and r.part = s.part
         where s.kind in ('target', 'task', 'fundLine') and not exists (
           select from jsonb_array_elements(r.read -> (s.kind || 's')) p
           where (p #>> '{range,0}')::int = s.range_from and (p #>> '{range,1}')::int = s.range_to)`,
      ),
    ).toBe(0)
  })

  test('the units of the county’s tasks are those of the register, but for words that mean many', async ({
    db,
  }) => {
    const { rows } = await db.pool.query<{ name: string }>(
      `select distinct u.name from task_unit u join task t on t.id = u.task_id where t.region_code = '450521' and u.unit_id is null`,
    )
    expect(rows).toEqual([{ name: '各乡镇人民政府' }])
    expect(
      await count(db, `select count(*) from task_unit where department is null and name !~ '[区县]$'`),
    ).toBe(1)
  })

  test('somebody of a department works in its unit', async ({ db }) => {
    const { rows } = await db.pool.query<{ unit: string }>(
      `select u.name as unit from account a join staff s on s.id = a.staff_id join unit u on u.id = s.unit_id where a.name = 'water'`,
    )
    expect(rows).toEqual([{ unit: '合浦县水利局' }])
  })

  test('progress is reported on tasks, on days until today', async ({ db }) => {
    const reports = `select count(*) from record r join task t on t.id = r.subject_id where r.subject_kind = 'task'`
    expect(await count(db, reports)).toBeGreaterThan(10)
    expect(await count(db, `${reports} and r.observed_on > '${worldDay}'`)).toBe(0)
  })

  test('somebody is found by the initials of a name', async ({ db }) => {
    const found = await withTransaction(db, (tx) =>
      tx.client.query(`select key from person_search where key ~ '^[a-z]{2,3}$' limit 5`),
    )
    expect(found.rows).toHaveLength(5)
  })
})

test('a world is never loaded over the data of others', async ({ emptyDb }) => {
  await emptyDb.pool.query(
    `insert into household (county_code, id, number) values ('450521', '0190a000-0000-7000-8000-000000000001', '1')`,
  )
  await expect(
    loadWorld(emptyDb, { name: 'county', households: 100, policies, keyring: await keyringFor(emptyDb) }),
  ).rejects.toMatchObject({
    code: 'world.present',
  })
})
