/** Loading a demo world: identities and journals by COPY, then the same folds and verdicts that everybody else uses. */

import { authorAccounts, type DemoAccount, demoAccounts } from '../../../../../demo/accounts.ts'
import { worldDay } from '../../../../../demo/figures.ts'
import { generateWorld, type VillageHistory } from '../../../../../demo/generate.ts'
import { namedUuid } from '../../../../../demo/numbers.ts'
import { beihaiPlan, countyPlan, type WorldPlan } from '../../../../../demo/plan.ts'
import {
  type DemoRegion,
  groupName,
  levelOf,
  parentCodeOf,
  tongchuanRegions,
} from '../../../../../demo/regions.ts'
import { demoUnits } from '../../../../../demo/units.ts'
import { groupsOf } from '../../../../../demo/village-facts.ts'
import type { Keyring } from '../../platform/crypto/index.ts'
import { type Db, type Tx, withTransaction } from '../../platform/db.ts'
import { conflict, invalid } from '../../platform/errors.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { judgeRegion, type Policies } from '../policies/index.ts'
import {
  addFactColumns,
  loadHanInitials,
  markSealed,
  refoldHouseholds,
  refoldPersons,
  refoldVillages,
  villageIdOf,
} from '../registry/index.ts'
import { publishDemoNotice } from '../retention/index.ts'
import { copyRows } from './copy.ts'
import { loadDocuments } from './documents.ts'
import { copyIdentities, copyVillages } from './tables.ts'

export type WorldStage = 'regions' | 'households' | 'fold' | 'verdicts'

export interface WorldProgress {
  readonly stage: WorldStage
  readonly done: number
  readonly total: number
}

export interface WorldOptions {
  readonly name: 'beihai' | 'county'
  /** How many households a synthetic county has. */
  readonly households?: number
  readonly policies: Policies
  /** Seals numbers on their way in, and hashes what people are found by. */
  readonly keyring: Keyring
  readonly onProgress?: (progress: WorldProgress) => void
  /** Leaves the verdicts to somebody else: benches measure them apart. */
  readonly withoutVerdicts?: boolean
}

export interface LoadedWorld {
  readonly name: string
  readonly today: string
  readonly villages: number
  readonly households: number
  readonly persons: number
  readonly records: number
  readonly verdicts: number
}

/**
 * Loads a world into a migrated database that holds none: all of it or nothing, in one transaction. Throws
 * `world.present` when there is a world or anybody's data.
 */
export async function loadWorld(db: Db, options: WorldOptions): Promise<LoadedWorld> {
  const plan =
    options.name === 'beihai' ? beihaiPlan() : countyPlan(fitHouseholds(options.households ?? 10_000))
  const report = (stage: WorldStage, done: number, total: number) =>
    options.onProgress?.({ stage, done, total })
  const loaded = await withTransaction(db, async (tx) => {
    await mustBeEmpty(tx)
    // Sorting the journals on disk would take longer than reading them.
    await tx.client.query(`set local work_mem = '256MB'`)
    // Compiling a fold of 250 columns takes longer than running it.
    await tx.client.query('set local jit = off')
    await addFactColumns(tx, options.policies.catalogue)
    await loadHanInitials(tx)
    report('regions', 0, plan.villages.length)
    const regions = plan.name === 'beihai' ? [...plan.regions, ...tongchuanRegions()] : plan.regions
    await loadRegions(tx, plan, regions)
    await loadAccounts(tx, regions)
    const counts = await loadJournals(tx, plan, options, (done, total) => report('households', done, total))
    await foldEverything(tx, options.policies, (done, total) => report('fold', done, total))
    if (plan.name === 'beihai') await loadDocuments(tx, plan, worldDay)
    const verdicts = options.withoutVerdicts
      ? 0
      : await judgeEverything(tx, plan, options.policies, (done, total) => report('verdicts', done, total))
    await tx.client.query('select fold_counts()')
    await markSealed(tx, options.policies)
    await publishDemoNotice(tx, options.policies.catalogue, '2016-01-01')
    await tx.client.query(`insert into setting (key, value) values ('world', $1::jsonb)`, [
      JSON.stringify({ name: plan.name, today: worldDay, cases: 'waiting' }),
    ])
    return { ...counts, verdicts }
  })
  await db.pool.query(
    'analyze person_identity, verdict, verdict_count, household_count, person_search, contradiction, region',
  )
  return { name: plan.name, today: worldDay, ...loaded }
}

/** Fewer would leave no household for some of the kinds that the world is made of. */
function fitHouseholds(households: number): number {
  if (Number.isInteger(households) && households >= 100) return households
  throw invalid(
    'world.households',
    {
      zh: `演示县至少要有 100 户，收到 ${households}。`,
      en: `A synthetic county has at least 100 households, not ${households}.`,
    },
    { field: 'households', value: households, expected: '≥ 100' },
  )
}

async function mustBeEmpty(tx: Tx): Promise<void> {
  const { rows } = await tx.client.query<{ world: string | null; used: boolean }>(
    `select (select value->>'name' from setting where key = 'world') as world,
       exists (select from household) or exists (select from record) or exists (select from account) as used`,
  )
  const { world, used } = rows[0]!
  if (world) {
    throw conflict('world.present', {
      zh: `数据库里已有演示世界“${world}”，不能再载入。`,
      en: `The database already holds the demo world "${world}".`,
    })
  }
  if (used) {
    throw conflict('world.present', {
      zh: '数据库里已有数据，演示世界只能载入空库。',
      en: 'The database already holds data; a demo world is only loaded into an empty one.',
    })
  }
}

async function loadRegions(tx: Tx, plan: WorldPlan, regions: readonly DemoRegion[]): Promise<void> {
  // The national list may have been imported before: what is there stays.
  await tx.client.query('create temp table demo_region (like region including defaults) on commit drop')
  await copyRows(tx, 'demo_region', ['code', 'parent_code', 'level', 'name'], regionRows(plan, regions))
  await tx.client.query(
    `insert into region (code, parent_code, level, name) select code, parent_code, level, name from demo_region d
     where not exists (select from region r where r.code = d.code)`,
  )
}

function* regionRows(plan: WorldPlan, regions: readonly DemoRegion[]) {
  for (const { code, name } of regions) yield [code, parentCodeOf(code), levelOf(code), name]
  for (const village of plan.villages) {
    for (let group = 1; group <= groupsOf(plan.seed, village.index); group++) {
      yield [`${village.code}${String(group).padStart(2, '0')}`, village.code, 'group', groupName(group)]
    }
  }
}

async function loadAccounts(tx: Tx, regions: readonly DemoRegion[]): Promise<void> {
  await copyRows(
    tx,
    'unit',
    ['id', 'kind', 'name', 'region_code'],
    demoUnits(regions).map(({ id, kind, name, regionCode }) => [id, kind, name, regionCode]),
  )
  const row = (isOffered: boolean) => (account: DemoAccount) => [
    account.id,
    account.name,
    account.displayName,
    account.regionCode,
    isOffered,
    account.unitId === undefined ? null : staffIdOf(account),
  ]
  const offered = demoAccounts(regions)
  const authors = authorAccounts(regions)
  await copyRows(
    tx,
    'staff',
    ['id', 'unit_id', 'name', 'position'],
    offered.flatMap((account) =>
      account.unitId === undefined
        ? []
        : [[staffIdOf(account), account.unitId, account.displayName, '扶贫专干']],
    ),
  )
  await copyRows(
    tx,
    'account',
    ['id', 'name', 'display_name', 'region_code', 'demo', 'staff_id'],
    [...offered.map(row(true)), ...authors.map(row(false))],
  )
  await copyRows(
    tx,
    'role_grant',
    ['id', 'account_id', 'role', 'region_code'],
    [...offered, ...authors].map((account) => [uuidv7(), account.id, account.role, account.regionCode]),
  )
}

const staffIdOf = ({ name }: DemoAccount): string => namedUuid(`lika:demo:staff:${name}`)

const batchHouseholds = 500

async function loadJournals(
  tx: Tx,
  plan: WorldPlan,
  { policies, keyring }: WorldOptions,
  onProgress: (done: number, total: number) => void,
) {
  const total = plan.strata.reduce((sum, { households }) => sum + households, 0)
  const counts = { villages: 0, households: 0, persons: 0, records: 0 }
  for (const batch of batches(generateWorld(plan, villageIdOf))) {
    await copyVillages(tx, batch, { catalogue: policies.catalogue, keyring })
    await copyIdentities(tx, batch, keyring)
    for (const village of batch) {
      counts.villages += 1
      counts.households += village.households.length
      counts.records += village.records.length
      for (const { people, records } of village.households) {
        counts.persons += people.length
        counts.records += records.length
      }
    }
    onProgress(counts.households, total)
  }
  return counts
}

function* batches(villages: Iterable<VillageHistory>): Generator<VillageHistory[]> {
  let batch: VillageHistory[] = []
  let size = 0
  for (const village of villages) {
    batch.push(village)
    size += village.households.length
    if (size < batchHouseholds) continue
    yield batch
    batch = []
    size = 0
  }
  if (batch.length > 0) yield batch
}

async function foldEverything(
  tx: Tx,
  policies: Policies,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const { catalogue } = policies
  const all = (table: string) => ({ query: `select county_code, id as subject_id from ${table}` })
  // The planner has never seen these tables with anything in them.
  await tx.client.query('analyze record, decision, household, person, village')
  onProgress(0, 3)
  await refoldPersons(tx, catalogue, all('person'))
  await tx.client.query('analyze person_snapshot')
  onProgress(1, 3)
  await refoldHouseholds(tx, catalogue, all('household'))
  await tx.client.query('analyze household_snapshot, income_entry')
  onProgress(2, 3)
  await refoldVillages(tx, catalogue, all('village'))
  await tx.client.query('analyze village_snapshot')
  onProgress(3, 3)
}

async function judgeEverything(
  tx: Tx,
  plan: WorldPlan,
  policies: Policies,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const counties = [...new Set(plan.villages.map(({ code }) => code.slice(0, 6)))]
  const region = counties.length === 1 ? counties[0]! : '4505'
  return judgeRegion(tx, { policies, today: worldDay }, region, onProgress)
}
