// One server for one database: a second would run the same jobs and serve beside the first unnoticed. The claim is
// an advisory lock, so it ends with its process, however that ends.

import { hostname } from 'node:os'
import pg from 'pg'
import { startupError } from './errors.ts'

const SERVER = 7_105_410_634

export type Claim = {
  /** Tells a later starter where this server is. */
  announce(address: string): Promise<void>
  release(): Promise<void>
}

/** Claims the database for this server, or says in one sentence which one has it. */
export async function claimDatabase(url: string): Promise<Claim> {
  const client = new pg.Client({ connectionString: url, application_name: name('starting') })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query('select pg_try_advisory_lock($1) as claimed', [SERVER])
  if (!rows[0].claimed) {
    const other = await holder(client)
    await client.end()
    throw startupError('server.alreadyRunning', {
      zh: `已有一个 Lika 服务器在使用这个数据库(${other}):请直接打开它，或先停止它。`,
      en: `Another Lika server already uses this database (${other}): open that one, or stop it first.`,
    })
  }
  return {
    announce: async (address) => {
      await client.query(`set application_name to ${pg.escapeLiteral(name(address))}`)
    },
    release: () => client.end(),
  }
}

async function holder(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and (l.classid::bigint << 32 | l.objid::bigint) = $1
       and l.database = (select oid from pg_database where datname = current_database())`,
    [SERVER],
  )
  return rows[0]?.name ?? 'lika'
}

/** PostgreSQL keeps 63 bytes of a name, and prints only ASCII. */
function name(address: string): string {
  return `lika ${address} pid ${process.pid} @ ${hostname()}`.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 63)
}
