/** From the environment to an installation: database, secret, packs. For the server and for every command. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { compose, type Installation, subkey } from './compose.ts'
import { findWorld, signInSettingsOf } from './modules/access/index.ts'
import { sealExisting } from './modules/registry/index.ts'
import { prepareSealing } from './modules/seals/index.ts'
import { loadWorld, type WorldProgress } from './modules/worlds/index.ts'
import { systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { openKeyring, settleRoot } from './platform/crypto/index.ts'
import {
  closeDb,
  type Db,
  mustBeFitToServe,
  openDb,
  openRequestDb,
  requestUrl,
  setFoldKey,
  setRequestPassword,
} from './platform/db.ts'
import { ballastOf } from './platform/disk/ballast.ts'
import { createDisk } from './platform/disk/disk.ts'
import { type Message, startupError } from './platform/errors.ts'
import { migrate } from './platform/migrate.ts'
import { startPostgres } from './platform/postgres.ts'
import { resealFiles } from './platform/sealed/index.ts'

export interface Opened extends Installation {
  readonly databaseUrl: string
  /** The database as requests see it. */
  readonly requestDb: Db
  readonly key: Buffer
  /** Of the embedded database: where its space is held back. */
  readonly embedded: { readonly ballast: string; readonly folder: string } | undefined
  readonly close: () => Promise<void>
}

export interface OpenOptions {
  /** What is being done, for a terminal. */
  readonly onStep?: (step: Message) => void
  /** Demo world to load into a database that holds none; nothing when left out. */
  readonly world?: 'beihai' | 'county' | undefined
}

/** Starts or joins the database, brings it up to date, and builds the modules on it. */
export async function openInstallation(config: Config, options: OpenOptions = {}): Promise<Opened> {
  const step = options.onStep ?? (() => {})
  makeHome(config.home)
  const database = await openDatabase(config, step)
  try {
    const disk = createDisk([config.home, ...(database.folder ? [database.folder] : [])])
    const explain = (error: unknown) => disk.explain(error) ?? error
    const db = openDb({ url: database.url, max: config.poolSize, explain })
    let requestDb: Db | undefined
    try {
      await prepare(db, step)
      const key = await settleRoot(db, config.home)
      const password = subkey(key, 'database').toString('base64url')
      const foldKey = subkey(key, 'fold').toString('base64url')
      const url = requestUrl(database.url, password)
      const requests = openRequestDb({ url, max: config.poolSize, foldKey, explain })
      requestDb = requests
      const keyring = await openKeyring({ client: db.pool, root: key, suite: config.crypto })
      if (config.databaseUrl !== undefined) await setRequestPassword(db, password)
      await setFoldKey(db, foldKey)
      const build = () =>
        compose({
          db,
          keyring,
          filesFolder: join(config.home, 'files'),
          checkpointPlaces: [
            join(config.home, 'checkpoints'),
            ...(config.checkpoints ? [config.checkpoints] : []),
          ],
          clock: systemClock(config.timeZone),
          signIn: signInSettingsOf(config),
          disk,
        })
      const empty = await build()
      const isLoaded = await loadWorldOnce(empty, options.world, step)
      await sealWhatIsClear(empty, step)
      // The world brings its own day.
      const installation = isLoaded ? await build() : empty
      const { folder } = database
      const embedded = folder === undefined ? undefined : { folder, ballast: ballastOf(folder) }
      const close = async () => {
        await closeDb(requests)
        await closeDb(db)
        await database.close()
      }
      return { ...installation, databaseUrl: database.url, requestDb: requests, key, embedded, close }
    } catch (error) {
      if (requestDb) await closeDb(requestDb)
      await closeDb(db)
      throw error
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What an earlier version left in clear: once, and taken on where it was when it is cut short. */
async function sealWhatIsClear(
  { db, policies, keyring, imports }: Installation,
  step: (message: Message) => void,
): Promise<void> {
  const { catalogue } = policies
  let said = 0
  await sealExisting(db, {
    catalogue,
    keyring,
    onProgress: (read) => {
      if (read - said < 100_000) return
      said = read
      step({ zh: `加密已有的识别号码 ${read} 行`, en: `Encrypting identifying numbers: ${read} rows` })
    },
  })
  const { rows } = await db.pool.query(`select from setting where key = 'sealedFiles'`)
  if (rows.length > 0) return
  await resealFiles(imports)
  await db.pool.query(
    `insert into setting (key, value) values ('sealedFiles', 'true') on conflict (key) do nothing`,
  )
}

async function loadWorldOnce(
  installation: Installation,
  world: 'beihai' | 'county' | undefined,
  step: (message: Message) => void,
): Promise<boolean> {
  const { db, policies, keyring } = installation
  if (world === undefined || (await findWorld(db.pool)) || (await holdsData(db))) return false
  step({ zh: '生成并装入演示世界(仅第一次)', en: 'Making and loading the demo world (the first time only)' })
  // Judging follows by itself (background.ts): a new world is a database that nobody has judged yet.
  await loadWorld(db, {
    name: world,
    policies,
    keyring,
    withoutVerdicts: true,
    onProgress: worldSteps(step),
  })
  return true
}

async function holdsData(db: Db): Promise<boolean> {
  const { rows } = await db.pool.query<{ used: boolean }>(
    'select exists (select from household) or exists (select from record) or exists (select from account) as used',
  )
  return rows[0]!.used
}

const stages: Readonly<Record<WorldProgress['stage'], Message>> = {
  regions: { zh: '区划', en: 'regions' },
  households: { zh: '户', en: 'households' },
  fold: { zh: '汇成快照', en: 'folding' },
  verdicts: { zh: '判定', en: 'judging' },
}

/** A line for each stage and for every quarter of it. */
function worldSteps(step: (message: Message) => void): (progress: WorldProgress) => void {
  let said = ''
  return ({ stage, done, total }) => {
    const quarter = total > 0 ? Math.floor((done / total) * 4) : 0
    if (said === `${stage}${quarter}`) return
    said = `${stage}${quarter}`
    const count = `${done.toLocaleString('en-US')} / ${total.toLocaleString('en-US')}`
    step({ zh: `演示世界:${stages[stage].zh} ${count}`, en: `Demo world: ${stages[stage].en} ${count}` })
  }
}

async function prepare(db: Db, step: (message: Message) => void): Promise<void> {
  await mustBeFitToServe(db)
  await migrate(db, {
    onProgress: (name) => step({ zh: `更新数据库结构 ${name}`, en: `Migrating the database: ${name}` }),
  })
  await prepareSealing(db)
}

async function openDatabase(
  config: Config,
  step: (message: Message) => void,
): Promise<{ url: string; folder?: string; close: () => Promise<void> }> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, close: async () => {} }
  step({ zh: '启动内置数据库 PostgreSQL', en: 'Starting the embedded PostgreSQL' })
  const postgres = await startPostgres({ folder: join(config.home, 'postgres') })
  await createDatabase(postgres.url('postgres'))
  const folder = dirname(postgres.dataFolder)
  return { url: postgres.url('lika'), folder, close: () => postgres.stop() }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'lika'`)
    if (rowCount === 0) await client.query('create database lika')
  } catch (error) {
    // Another process was faster.
    if ((error as { code?: string }).code !== '42P04' && (error as { code?: string }).code !== '23505')
      throw error
  } finally {
    await client.end()
  }
}

function makeHome(home: string): void {
  try {
    // The account that runs the database must be able to pass through.
    mkdirSync(home, { recursive: true, mode: 0o711 })
  } catch (cause) {
    throw startupError(
      'home.unusable',
      {
        zh: `无法使用数据文件夹 ${home}:请检查权限和磁盘空间。`,
        en: `The data folder ${home} cannot be used: check its permissions and the disk.`,
      },
      { cause },
    )
  }
}
