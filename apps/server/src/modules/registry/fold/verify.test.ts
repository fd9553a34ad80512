import { type Db, withTransaction } from '../../../platform/db.ts'
import { expect, group, test, village } from '../../../testing.ts'
import type { Catalogue } from './columns.ts'
import { refoldHouseholds, refoldPersons, refoldVillages } from './refold.store.ts'
import { verifyFolds } from './verify.ts'

/** The folds that differ from their journals. */
async function wrongFolds(db: Db, catalogue: Catalogue): Promise<string[]> {
  const all = await withTransaction(db, (tx) => verifyFolds(tx, catalogue), { readOnly: true })
  return all.filter(({ missing, extra }) => missing + extra > 0).map(({ fold }) => fold)
}

test('a registry that nobody has touched behind its back is equal to its journals', async ({
  db,
  installation,
  aVillage,
  aHousehold,
}) => {
  const { code } = await aVillage()
  for (const region of [code, group(code), village(1)])
    await aHousehold({ region, members: 3, phone: '13800138000' })
  expect(await wrongFolds(db, installation.policies.catalogue)).toEqual([])
})

const tampering: readonly [what: string, sql: string, fold: string][] = [
  ['the water time of a household', 'update household_snapshot set water_minutes = 1', 'household_snapshot'],
  ['the status of a household', `update household_snapshot set status = 'exited'`, 'household_snapshot'],
  [
    'the number of members',
    'update household_snapshot set household_size = household_size + 1',
    'household_snapshot',
  ],
  [
    'the past of a household',
    `insert into household_snapshot (county_code, household_id, valid_from, valid_to, region_code, number, household_size)
     select county_code, household_id, '2014-01-01', '2014-02-01', region_code, number, 1 from household_snapshot where valid_to = 'infinity'`,
    'household_snapshot',
  ],
  ['a household that is gone', 'delete from household_snapshot', 'household_snapshot'],
  ['the insurance of a person', 'update person_snapshot set insured = not insured', 'person_snapshot'],
  ['the income of the poor village', 'update village_snapshot set collective_income = 1', 'village_snapshot'],
  ['an amount in the income book', 'update income_entry set amount = amount + 1', 'income_entry'],
  [
    'an amount that nobody recorded',
    `insert into income_entry (county_code, household_id, item, period_from, period_to, amount, observed_on, record_id)
     select county_code, household_id, 'otherIncome', '2016-01-01', '2017-01-01', 1, observed_on, record_id from income_entry where item = 'wageIncome'`,
    'income_entry',
  ],
  [
    'a contradiction that nobody made',
    `insert into contradiction (county_code, subject_id, subject_kind, fact, observed_on, region_code, record_ids)
     select county_code, household_id, 'household', 'cause', '2017-01-01', region_code, '{}' from household_snapshot where valid_to = 'infinity'`,
    'contradiction',
  ],
  ['a name that is not found any more', 'delete from person_search', 'person_search'],
]
for (const [what, sql, fold] of tampering) {
  test(`${what}, changed in the table alone, is found, and folding again mends it`, async ({
    db,
    installation,
  }) => {
    const { catalogue } = installation.policies
    await db.pool.query(sql)
    expect(await wrongFolds(db, catalogue)).toContain(fold)
    await withTransaction(db, async (tx) => {
      await refoldPersons(tx, catalogue, { query: 'select county_code, id as subject_id from person' })
      await refoldHouseholds(tx, catalogue, { query: 'select county_code, id as subject_id from household' })
      await refoldVillages(tx, catalogue, { query: 'select county_code, id as subject_id from village' })
    })
    expect(await wrongFolds(db, catalogue)).toEqual([])
  })
}
