// The one way to the database: a pool with our type parsers, Kysely over it, and one transaction wrapper.

import { createHash } from 'node:crypto'
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { appendOwnEvent } from './audit.ts'
import { columnTypes } from './column-types.ts'
import { AppError, startupError } from './errors.ts'
import { currentRequest } from './request.ts'
import type { Schema } from './schema.gen.ts'

/** Kysely over the pool; `pool` is for plain SQL, statement by statement. */
export type Db = Kysely<Schema> & {
  readonly pool: pg.Pool
  /** A connection for one transaction, and the settings that it begins with; for `withTransaction` alone. */
  readonly lend: () => Promise<pg.PoolClient>
  readonly settings: () => Readonly<Record<string, string>>
  /** What an error means to people, where the machine knows more than the database: that its disk is full. */
  readonly explain: (error: unknown) => unknown
  /** Shown by folds to see journals whole; the owner of the tables sees them so in any case. */
  readonly foldKey?: string
}

/** Kysely over the one connection of an open transaction; `client` is that connection, for COPY. */
export type Tx = Kysely<Schema> & {
  readonly client: pg.PoolClient
  /**
   * Runs a fold or a judgement: within it a request sees subjects whole, beyond its own regions too. Nothing that it
   * reads may be answered.
   */
  readonly whole: <T>(work: () => Promise<T>) => Promise<T>
}

/** For functions that only read, inside or outside a transaction. */
export type Queryable = Kysely<Schema>

export type DbOptions = {
  readonly url: string
  readonly max?: number
  readonly onError?: (error: Error) => void
  readonly explain?: (error: unknown) => unknown
}

export function openDb(options: DbOptions): Db {
  const pool = openPool(options)
  const explain = options.explain ?? asItIs
  return Object.assign(kyselyOver(pool), { pool, lend: () => pool.connect(), settings: () => ({}), explain })
}

const asItIs = (error: unknown) => error

/** Role that requests log in as: it owns nothing, and row-level security holds for it. */
export const REQUEST_ROLE = 'lika_app'

/**
 * The database as requests see it. Every statement and every transaction carries the token of the session, from which
 * row-level security looks up the regions: what runs outside of a request finds no rows.
 */
export function openRequestDb(options: DbOptions & { readonly foldKey: string }): Db {
  const pool = openPool(options)
  const settings = () => {
    const token = currentRequest()?.token
    return token === undefined ? {} : { 'lika.session': token }
  }
  const { foldKey, explain = asItIs } = options
  const scoped = scopedPool(pool, settings, explain)
  const lend = () => pool.connect()
  return Object.assign(kyselyOver(scoped), { pool: scoped, lend, settings, explain, foldKey })
}

/** The address of the same database for the role of requests; with `password` where the server asks for one. */
export function requestUrl(url: string, password: string): string {
  const changed = new URL(url)
  const isAsked = changed.password !== '' || changed.searchParams.has('password')
  changed.username = ''
  changed.password = ''
  // Parameters count before the part in front of the host, which an address of a socket may not have.
  changed.searchParams.set('user', REQUEST_ROLE)
  if (isAsked) changed.searchParams.set('password', password)
  return changed.href
}

/** Lets folds in requests see journals whole. */
export async function setFoldKey(db: Db, foldKey: string): Promise<void> {
  await withTransaction(db, async ({ client }) => {
    const hash = createHash('sha256').update(foldKey).digest()
    await client.query('delete from fold_key where key_hash <> $1', [hash])
    await client.query('insert into fold_key (key_hash) values ($1) on conflict do nothing', [hash])
  })
}

/** Lets the role of requests in with a password of this installation. */
export async function setRequestPassword(db: Db, password: string): Promise<void> {
  await db.pool.query(`alter role ${REQUEST_ROLE} password ${pg.escapeLiteral(password)}`)
}

/** Each statement in a transaction of its own, since a setting that outlived it would be the next user's scope. */
function scopedPool(
  pool: pg.Pool,
  settings: () => Readonly<Record<string, string>>,
  explain: Db['explain'],
): pg.Pool {
  const query = async (...args: unknown[]) => {
    const client = await pool.connect()
    let isClean = false
    try {
      await client.query(beginStatements({ settings: settings() }))
      const result = await (client.query as (...args: unknown[]) => Promise<unknown>)(...args)
      const committed = isSelect(args[0]) ? () => {} : await appendOwnEvent(client)
      await client.query('commit')
      committed()
      isClean = true
      return result
    } catch (error) {
      isClean = await rolledBack(client)
      throw explain(error)
    } finally {
      client.release(!isClean)
    }
  }
  return {
    query,
    connect: async () => ({ query, release: () => {} }),
    end: () => pool.end(),
  } as unknown as pg.Pool
}

/** What only reads needs no event of its own, and no way to the database more. */
function isSelect(asked: unknown): boolean {
  const text = typeof asked === 'string' ? asked : (asked as { text?: string }).text
  return /^\s*select\b/i.test(text ?? '')
}

function openPool(options: DbOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 20,
    types: columnTypes,
    // column-types.ts reads instants as UTC and days as ISO; an own server may be set otherwise.
    options: '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601',
    application_name: 'lika',
  })
  // Without a listener, the loss of an idle connection ends the process.
  const onError = (error: Error) => options.onError?.(error)
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}

export async function closeDb(db: Db): Promise<void> {
  await db.pool.end()
}

export type TransactionOptions = {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  readonly readOnly?: boolean
  /** Settings of the transaction, such as how it is planned. */
  readonly settings?: Readonly<Record<string, string>>
}

/**
 * Runs `fn` in one transaction, commits when it returns and rolls back when it throws. A connection that saw any
 * error but one of ours is destroyed: nobody else may borrow what is left of it. A serialization failure is
 * thrown to the caller, who alone knows whether the use case can be run again.
 */
export async function withTransaction<T>(
  db: Db,
  fn: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const client = await db.lend()
  const lease = leaseOf(client)
  const tx: Tx = Object.assign(kyselyOver(lease.pool), { client, whole: wholeOn(client, db.foldKey) })
  try {
    await client.query(beginStatements({ ...options, settings: { ...options.settings, ...db.settings() } }))
    const result = await fn(tx)
    const committed = options.readOnly ? () => {} : await appendOwnEvent(client)
    lease.end()
    await client.query('commit')
    committed()
    client.release()
    return result
  } catch (error) {
    lease.end()
    const isClean = error instanceof AppError && (await rolledBack(client))
    client.release(!isClean)
    throw db.explain(error)
  }
}

function wholeOn(client: pg.PoolClient, foldKey: string | undefined): Tx['whole'] {
  let depth = 0
  return async (work) => {
    if (foldKey === undefined || depth > 0) return work()
    depth++
    await client.query(`set local lika.fold = ${pg.escapeLiteral(foldKey)}`)
    const result = await work()
    // After an error the transaction is over, and with it the setting.
    await client.query(`set local lika.fold = ''`)
    depth--
    return result
  }
}

/** All in one message: settings are transaction-local, so a pooled connection never keeps another user's scope. */
function beginStatements(options: TransactionOptions): string {
  const statements = ['begin']
  if (options.isolation) statements.push(`set transaction isolation level ${options.isolation}`)
  if (options.readOnly) statements.push('set transaction read only')
  for (const [name, value] of Object.entries(options.settings ?? {})) {
    const identifier = name.split('.').map(pg.escapeIdentifier).join('.')
    statements.push(`set local ${identifier} = ${pg.escapeLiteral(value)}`)
  }
  return statements.join(';')
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback')
    return true
  } catch {
    return false
  }
}

/** The connection for the time of the transaction: a query that comes late must not reach its next borrower. */
function leaseOf(client: pg.PoolClient): { pool: PostgresPool; end: () => void } {
  let isOpen = true
  const leased = {
    query: (...args: unknown[]) => {
      if (!isOpen) throw new Error('a query was sent after its transaction had ended')
      return (client.query as (...args: unknown[]) => unknown)(...args)
    },
    release: () => {},
  }
  const pool = { connect: async () => leased, end: async () => {} } as unknown as PostgresPool
  return {
    pool,
    end: () => {
      isOpen = false
    },
  }
}

function kyselyOver(pool: pg.Pool | PostgresPool): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    // Keys inside jsonb are facts and already camelCase; renaming them would corrupt what was stored.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

const OLDEST_SERVER = 15
const MUST_BE_ON = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']
const MUST_BE_OFF = ['zero_damaged_pages', 'ignore_checksum_failure', 'transaction_read_only']

/** Refuses a server that would lose acknowledged writes, or whose locale hides Chinese from search. */
export async function mustBeFitToServe(db: Db, options: { durable?: boolean } = {}): Promise<void> {
  const server = await readSettings(db)
  if (Number(server.version) < OLDEST_SERVER) {
    throw unfit(
      `PostgreSQL ${server.version} 过旧，需要 ${OLDEST_SERVER} 或更新的版本`,
      `PostgreSQL ${server.version} is too old; ${OLDEST_SERVER} or newer is needed`,
    )
  }
  if (server.encoding !== 'UTF8') {
    throw unfit(
      `数据库编码是 ${server.encoding}，需要 UTF8`,
      `its encoding is ${server.encoding}, UTF8 is needed`,
    )
  }
  if (server.readsChinese !== 'true') {
    throw unfit(
      '数据库的 LC_CTYPE 不识别汉字，请用 C.UTF-8 或 zh_CN.UTF-8 建库',
      'its LC_CTYPE does not know Chinese letters; create the database with C.UTF-8 or zh_CN.UTF-8',
    )
  }
  if (options.durable === false) return
  for (const name of MUST_BE_ON) {
    if (server[name] !== 'off') continue
    throw unfit(
      `${name} 已关闭，已确认的数据可能丢失或损坏而无人知晓`,
      `${name} is off, so acknowledged data could be lost or damaged unnoticed`,
    )
  }
  for (const name of MUST_BE_OFF) {
    if (server[name] !== 'on') continue
    throw unfit(
      `${name} 已打开，损坏的数据会被当作完好，或者无法保存`,
      `${name} is on, so damaged data would pass for whole, or nothing could be stored`,
    )
  }
  if (server.roles !== '') {
    throw unfit(
      `角色 ${server.roles} 另设了 synchronous_commit=off，已确认的数据可能丢失`,
      `synchronous_commit is off for the role ${server.roles}, so acknowledged data could be lost`,
    )
  }
}

async function readSettings(db: Db): Promise<Record<string, string>> {
  try {
    const { rows } = await db.pool.query<Record<string, string>>(
      `
    select current_setting('server_version_num')::int / 10000 as version,
      current_setting('server_encoding') as encoding,
      ('王' ~ '^[[:alpha:]]$')::text as "readsChinese",
      current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit,
      current_setting('data_checksums') as data_checksums,
      -- Told to superusers only; whoever may not see them cannot have turned them on for himself.
      coalesce(current_setting('zero_damaged_pages', true), 'off') as zero_damaged_pages,
      coalesce(current_setting('ignore_checksum_failure', true), 'off') as ignore_checksum_failure,
      current_setting('transaction_read_only') as transaction_read_only,
      -- Requests log in as a role of their own, which may have settings of its own.
      (select coalesce(string_agg(distinct r.rolname, ', '), '') from pg_db_role_setting s join pg_roles r on r.oid = s.setrole
       where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
         and r.rolname = $1 and 'synchronous_commit=off' = any(s.setconfig)) as roles`,
      [REQUEST_ROLE],
    )
    return rows[0]!
  } catch (error) {
    const reason = (error as Error).message || (error as NodeJS.ErrnoException).code
    throw startupError(
      'database.unreachable',
      {
        zh: `无法连接数据库(${reason}):请检查 DATABASE_URL。`,
        en: `The database cannot be reached (${reason}): check DATABASE_URL.`,
      },
      { cause: error },
    )
  }
}

function unfit(zh: string, en: string): AppError {
  return startupError('database.unfit', {
    zh: `数据库不可用：${zh}。`,
    en: `The database cannot be used: ${en}.`,
  })
}
