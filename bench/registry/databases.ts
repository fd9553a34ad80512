/** The two registries that everything over HTTP is measured on: ten thousand persons, and many. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compose, type Installation } from '../../apps/server/src/compose.ts'
import { loadWorld } from '../../apps/server/src/modules/worlds/index.ts'
import { openKeyring } from '../../apps/server/src/platform/crypto/index.ts'
import { migrate } from '../../apps/server/src/platform/migrate.ts'
import { type Cluster, onDatabase } from '../cluster.ts'
import { multiplyCounty } from './multiply.ts'

export const SMALL = 'lika_small'
export const LARGE = 'lika_large'

/** Households of ten thousand persons: the county world has 4.26 persons a household. */
export const SMALL_HOUSEHOLDS = 2_350
const PERSONS_PER_HOUSEHOLD = 4.264

/** A bench has nothing to keep secret; the servers find the same key in their home. */
const KEY = Buffer.alloc(32, 7)

export function homeOf(folder: string): string {
  const home = join(folder, 'home')
  mkdirSync(home, { recursive: true, mode: 0o711 })
  writeFileSync(join(home, 'secret.key'), KEY, { mode: 0o600 })
  return home
}

export async function onInstallation<T>(
  cluster: Cluster,
  database: string,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  return onDatabase(cluster.url(database), async (db) => {
    await migrate(db)
    return work(
      await compose({
        db,
        keyring: await openKeyring({ client: db.pool, root: KEY }),
        filesFolder: join(cluster.folder, 'files'),
        checkpointPlaces: [join(cluster.folder, 'checkpoints')],
      }),
    )
  })
}

export interface Made {
  readonly households: number
  readonly persons: number
  readonly records: number
}

const unlimited = { '4': 1e9, '6': 1e9, '9': 1e9, '12': 1e9 }

/** Loads a county without verdicts. */
export function loadCounty(cluster: Cluster, database: string, households: number): Promise<Made> {
  return onInstallation(cluster, database, async ({ db, policies, keyring }) => {
    // One account asks for as much as a whole city's.
    await db.pool.query(`insert into setting (key, value) values ('budgets', $1)`, [
      { searches: unlimited, subjectsRead: unlimited, exportedRows: unlimited },
    ])
    return loadWorld(db, {
      name: 'county',
      households,
      policies,
      keyring,
      withoutVerdicts: true,
    })
  })
}

/** Codes of counties that nobody bears, from 450599 down. */
const MOST_COPIES = 40

/** The large registry: a county is generated and copied under other codes, since generating a million persons takes an hour. */
export function planLarge(persons: number): { households: number; copies: number } {
  const households = Math.round(persons / PERSONS_PER_HOUSEHOLD)
  const copies = Math.min(MOST_COPIES, Math.max(1, Math.round(households / SMALL_HOUSEHOLDS)))
  const each = Math.round(households / copies)
  // A few thousand more or less are not worth another county.
  return { households: Math.abs(each - SMALL_HOUSEHOLDS) < 250 ? SMALL_HOUSEHOLDS : each, copies }
}

export function copyCounty(
  cluster: Cluster,
  database: string,
  copies: number,
  onProgress: (done: number, total: number) => void,
  left: readonly string[] = [],
): Promise<void> {
  return onDatabase(cluster.url(database), (db) => multiplyCounty(db, copies, onProgress, left))
}
