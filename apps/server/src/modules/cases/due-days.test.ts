// Due days that could not be told are counted as soon as the days worked of their year are known.
import decrees from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type Db, withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { accountId } from '../../testing/places.ts'
import { county, describe, expect, group, today, village } from '../../testing.ts'
import { sha256 } from '../policies/index.ts'
import { calendar, calendarOf } from './calendar.ts'
import { writeFiles } from './case-files.store.ts'
import type { CasesDeps } from './deps.ts'
import { keepDueDays } from './due-days.ts'
import { foldCase, statesOf, verifyCases } from './fold.ts'
import { insertEntries, listEntries } from './journal.ts'
import { keepProcedure, proceduresAt } from './procedures.ts'
import { look, open, test } from './testing.ts'

const without = (year: number) => {
  const others = (named: Record<string, string>) =>
    Object.fromEntries(Object.entries(named).filter(([day]) => !day.startsWith(`${year}`)))
  return calendarOf({ holidays: others(decrees.holidays), workdays: others(decrees.workdays) })
}
const before = without(2017)

type Deps = Pick<CasesDeps, 'registry' | 'judging'> & { readonly db: Db }

/** Cases of a procedure that counts 20 days of work, ten of them for its first step, as folded before 2017 was decreed. */
async function openedBefore({ db, registry, judging }: Deps, subjects: readonly string[]): Promise<string[]> {
  const lookBack = proceduresAt({ registry, judging, system: db }, county).find(
    ({ procedure }) => procedure.id === 'lookBack',
  )!
  const procedure = {
    ...lookBack.procedure,
    days: 20,
    workingDays: true,
    steps: lookBack.procedure.steps.map((step) => ({ ...step, days: 10, workingDays: true })),
  }
  const digest = sha256(JSON.stringify(procedure))
  const ids = subjects.map(() => uuidv7())
  await withTransaction(db, async (tx) => {
    await keepProcedure(tx.client, { ...lookBack, digest, procedure }, `${today}T01:00:00Z`)
    const cases = ids.map((id, at) => ({ id, countyCode: county, subjectId: subjects[at]! }))
    const rows = cases.map(({ id, countyCode, subjectId }) => ({
      ...{ id, case: id, countyCode, subjectKind: 'household', subjectId, regionCode: group(village(1)) },
      ...{ kind: 'opened' as const, on: today, authorId: accountId('registrar'), reason: '', evidence: [] },
      facts: {
        ...{ case: id, step: 'homeCheck', actor: 'villageCommittee', procedure: 'lookBack', digest },
        ...{ channel: 'cadre', before: 'poor' },
      },
    }))
    await insertEntries(tx, rows, `${today}T02:00:00Z`)
    const entries = await listEntries(tx.client, cases)
    const states = await statesOf(tx.client, entries)
    await writeFiles(
      tx,
      [...entries].map(([id, each]) => foldCase(states.get(id)!.state, each, before)),
    )
  })
  return ids
}

const wrongOf = ({ db }: Deps) => withTransaction(db, (tx) => verifyCases(tx))

describe('a case whose last day nobody could tell', () => {
  test('has one once a new version knows the year, beside cases that count no days of work', async ({
    as,
    aHousehold,
    installation,
  }) => {
    const subjects = await Promise.all(
      [1, 2, 3].map(async () => (await aHousehold({ region: group(village(1)) })).id),
    )
    const plain = await aHousehold({ region: group(village(1)), members: 2, status: 'poor' })
    await open(as('registrar'), 'lookBack', [plain.id])
    await keepDueDays(installation.db, before)
    const ids = await openedBefore(installation, subjects)
    expect((await look(as('county'), ids[0]!)).due).toBeNull()
    expect(await wrongOf(installation)).toMatchObject([{ missing: 3, extra: 3 }])

    expect(await keepDueDays(installation.db)).toBe(3)

    // 31 March is worked, and so is Saturday, 1 April; the 2nd to the 4th and May Day are not.
    const seen = await look(as('county'), ids[0]!)
    expect(seen).toMatchObject({ due: '2017-04-28', steps: [{ id: 'homeCheck', due: '2017-04-14' }] })
    const { items } = await as('county').listCases({ query: { region: county, dueOn: '2017-04-14' } })
    expect(items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(await wrongOf(installation)).toMatchObject([{ missing: 0, extra: 0 }])
    expect(await keepDueDays(installation.db)).toBe(0)
  })

  test('is counted anew once, however often it is begun, and goes on where it was stopped', async ({
    aHousehold,
    installation,
  }) => {
    const { db } = installation
    const { id } = await aHousehold({ region: group(village(1)) })
    await keepDueDays(db, before)
    const [opened] = await openedBefore(installation, [id])
    // Stopped after its last portion of an earlier calendar's run: another calendar begins anew.
    await db.pool.query(`update setting set value = value || '{"done": false}' where key = 'caseCalendar'`)
    const changed = await Promise.all([keepDueDays(db), keepDueDays(db), keepDueDays(db)])
    expect(changed.toSorted().at(-1)).toBeGreaterThanOrEqual(1)
    expect(changed.filter((n) => n > 0)).toHaveLength(1)
    const { rows } = await db.pool.query(
      `select value from setting where key = 'caseCalendar' and value @> $1`,
      [{ digest: calendar.digest, done: true }],
    )
    expect(rows).toHaveLength(1)
    const { rows: due } = await db.pool.query('select next_due as day from case_file where id = $1', [opened])
    expect(due).toEqual([{ day: '2017-04-14' }])
    // What had been looked at before a kill is not looked at again.
    await db.pool.query(`update case_file set next_due = null, due_on = null where id = $1`, [opened])
    await db.pool.query(`update setting set value = value || $1 where key = 'caseCalendar'`, [
      { done: false, after: opened },
    ])
    expect(await keepDueDays(db)).toBe(0)
    await db.pool.query(`update setting set value = value || $1 where key = 'caseCalendar'`, [
      { done: false, after: '00000000-0000-0000-0000-000000000000' },
    ])
    expect(await keepDueDays(db)).toBe(1)
    expect(await wrongOf(installation)).toMatchObject([{ missing: 0, extra: 0 }])
  })

  test('decrees that say the same in another order are the same calendar', () => {
    const turned = Object.fromEntries(Object.entries(decrees.holidays).toReversed())
    expect(calendarOf({ ...decrees, holidays: turned }).digest).toBe(calendar.digest)
    expect(before.digest).not.toBe(calendar.digest)
    expect(before.dayAfter('2016-12-30', 2, true)).toBeUndefined()
  })
})
