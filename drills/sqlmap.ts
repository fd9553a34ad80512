/**
 * sqlmap against a running server: every parameter of every address that answers lists, and the bodies that carry
 * filters. A page of our own that does put what is sent into its SQL shows first that sqlmap would notice.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { onDatabase } from './restore.ts'
import { aCounty, enter, remove, startServer } from './server.ts'

interface Target {
  readonly url: string
  readonly body?: string
}

/** What narrows lists of households and of villages down, with right values: answers differ when a condition slips in. */
const narrowed =
  'status=registered&set=household-exit&criterion=water&outcome=met,unmet,undetermined&search=SD&exitedIn=2016'
const households = `within=REGION&${narrowed}&criteria=housing.met,housing.unmet,housing.undetermined`
const villages = 'status=registered,unknown&criterion=water&outcome=met&search=a'
const days = 'from=2016-01-01&to=2099-12-31'

/** Every address that takes more than an id. A star marks a place in the path. */
const addresses = [
  '/api/regions/REGION*?asOf=2017-03-31',
  '/api/regions?search=a&within=REGION&limit=5',
  '/api/region-changes?region=REGION',
  '/api/regions/REGION*/boundaries?asOf=2017-03-31',
  `/api/households?region=REGION&${households}&sort=-number&columns=number,place,cause&skip=0&limit=10`,
  '/api/households?region=REGION&asOf=2016-12-31&search=a&sort=size&limit=10',
  `/api/households/facets?region=REGION&${households}&facets=status,cause`,
  '/api/households/columns?region=REGION&asOf=2017-03-31&set=household-exit',
  `/api/households/export?region=REGION&${households}&sort=name&columns=number&format=csv`,
  '/api/households/HOUSEHOLD*?asOf=2017-03-31',
  '/api/households/HOUSEHOLD*/timeline?fact=waterMinutes&subject=HOUSEHOLD',
  '/api/households/HOUSEHOLD*/what-if?asOf=2017-03-31',
  `/api/villages?region=REGION&${villages}&sort=code&limit=10`,
  `/api/villages/facets?region=REGION&${villages}`,
  `/api/villages/export?region=REGION&${villages}&format=csv`,
  '/api/villages/VILLAGE*?asOf=2017-03-31',
  '/api/villages/VILLAGE*/timeline',
  '/api/contradictions?region=REGION&asOf=2017-03-31',
  '/api/policy?region=REGION&asOf=2017-03-31',
  '/api/policy/comparison?region=REGION&asOf=2017-03-31&otherRegion=REGION&otherAsOf=2016-12-31',
  '/api/policy/versions?region=REGION',
  '/api/simulations/choices?region=REGION&asOf=2017-03-31',
  '/api/simulations/export?region=REGION&set=household-exit&change=povertyLine:4000&status=registered',
  '/api/summary?region=REGION&date=2017-03-31&status=registered',
  '/api/summary/sub-regions?region=REGION&date=2017-03-31&status=registered&set=household-exit&criterion=water',
  '/api/summary/completeness?region=REGION&date=2017-03-31&status=registered&set=household-exit',
  '/api/summary/quality?region=REGION&date=2017-03-31&status=registered',
  '/api/dictionary?region=REGION&asOf=2017-03-31',
  '/api/duplicates?region=REGION&state=open',
  '/api/duplicates/export?region=REGION&state=open&format=csv',
  '/api/imports?region=REGION',
  '/api/import-templates/households*?region=REGION',
  '/api/assignments?region=REGION',
  '/api/views?page=households',
  '/api/accounts?region=REGION&search=a&role=countyOffice',
  '/api/accounts/facets?region=REGION&search=a&role=countyOffice',
  '/api/accounts/export?region=REGION&search=a&format=csv',
  '/api/units?region=REGION&search=a',
  `/api/audit/events?region=REGION&account=city&kind=read&result=done&action=listHouseholds&${days}`,
  `/api/audit/events/file?region=REGION&account=city&kind=read&${days}&format=csv`,
  '/api/audit/unusual?region=REGION&from=2026-01-01&to=2026-12-31',
]
const bodies: readonly (readonly [string, object])[] = [
  ['/api/search', { text: '王', region: 'REGION' }],
  ['/api/simulations', { region: 'REGION', set: 'household-exit', parameters: { povertyLine: '4000' } }],
  [
    '/api/simulations/households',
    { region: 'REGION', set: 'household-exit', parameters: { povertyLine: '4000' }, side: 'changed' },
  ],
  ['/api/duplicates/check', { region: 'REGION', name: '王一', birthDate: '1970-01-01' }],
]

/** Answers the lines in which sqlmap says what it got through, none when it got through nowhere. */
function sqlmap(target: Target, cookie: string, folder: string): Promise<string[]> {
  const args = [
    ...['-u', target.url, '--cookie', cookie, '--batch', '--disable-coloring', '--flush-session'],
    ...['--dbms', 'PostgreSQL', '--level', '1', '--risk', '2', '--technique', 'BEUST', '--time-sec', '3'],
    ...['--threads', '2', '--output-dir', folder, '--skip', 'cookie', '--timeout', '20', '--retries', '1'],
    ...(target.body ? ['--data', target.body, '--headers', 'content-type: application/json'] : []),
  ]
  return new Promise((done, failed) => {
    execFile('sqlmap', args, { maxBuffer: 64 * 2 ** 20 }, (error, out) => {
      if (error && (error as NodeJS.ErrnoException).code === 'ENOENT')
        failed(new Error('sqlmap is not installed: apt-get install sqlmap'))
      else
        done(out.split('\n').filter((line) => /identified the following injection|^\s+Payload: /.test(line)))
    })
  })
}

/** A page that does what none of ours may, so that a silent sqlmap is no proof by itself. */
async function withOpenPage<T>(home: string, work: (url: string) => Promise<T>): Promise<T> {
  return onDatabase(home, async (client) => {
    const page = createServer((request, response) => {
      const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('name') ?? ''
      client.query(`select number from household where number like '%${asked}%' limit 5`).then(
        ({ rows }) => response.end(JSON.stringify(rows)),
        (error: Error) => response.writeHead(500).end(error.message),
      )
    })
    await new Promise<void>((listening) => page.listen(0, '127.0.0.1', listening))
    try {
      return await work(`http://127.0.0.1:${(page.address() as AddressInfo).port}/?name=1`)
    } finally {
      page.closeAllConnections()
      page.close()
    }
  })
}

export interface Probe {
  readonly targets: number
  readonly parameters: number
  readonly noticed: boolean
  readonly found: readonly string[]
}

export async function probe(say: (line: string) => void): Promise<Probe> {
  const home = await aCounty('sqlmap')
  const folder = mkdtempSync(join(tmpdir(), `lika-test-${process.pid}-sqlmap-`))
  const server = await startServer(home)
  try {
    const noticed = await withOpenPage(home, (url) => sqlmap({ url }, 'none=1', folder))
    say(noticed.length > 0 ? 'a page that lets SQL in is noticed' : 'a page that lets SQL in is NOT noticed')
    await withoutBudgets(home)
    const targets = await targetsIn(server.address)
    const found: string[] = []
    for (const [index, target] of targets.entries()) {
      const name = new URL(target.url).pathname
      const cookie = await cookieFor(server.address, accountFor(target))
      const status = await statusOf(target, cookie)
      // What is refused as it stands shows nothing: its values have to be made right.
      if (status >= 400) found.push(`${name} is not asked rightly: ${status} ${target.url}`)
      const lines = await sqlmap(target, cookie, folder)
      found.push(...lines.map((line) => `${name}: ${line.trim()}`))
      say(`${index + 1} of ${targets.length} ${name}: ${lines.length === 0 ? 'nothing' : 'SQL CAME THROUGH'}`)
    }
    const places = targets.map(({ url, body }) => `${url}${body ?? ''}`.match(/[=*]|":/g)?.length ?? 0)
    const parameters = places.reduce((sum, each) => sum + each, 0)
    return { targets: targets.length, parameters, noticed: noticed.length > 0, found }
  } finally {
    await server.stop()
    await remove(home)
    rmSync(folder, { recursive: true, force: true })
  }
}

function accountFor({ url }: Target): string {
  if (/\/api\/audit/.test(url)) return 'auditor'
  return /\/api\/(accounts|units)/.test(url) ? 'security' : 'city'
}

async function statusOf({ url, body }: Target, cookie: string): Promise<number> {
  const headers = { cookie, 'content-type': 'application/json' }
  const answer = await fetch(url.replaceAll('*', ''), body ? { method: 'POST', headers, body } : { headers })
  await answer.arrayBuffer()
  return answer.status
}

async function targetsIn(address: string): Promise<Target[]> {
  const person = await enter(() => address, 'city')
  const { body } = await person.send('GET', '/api/households?region=450599&limit=1')
  const [household] = body.items as { id: string; region: { code: string }[] }[]
  const village = household!.region.at(-1)!.code.slice(0, 12)
  const fill = (text: string) =>
    text.replaceAll('REGION', '450599').replaceAll('HOUSEHOLD', household!.id).replaceAll('VILLAGE', village)
  return [
    ...addresses.map((path) => ({ url: address + fill(path) })),
    ...bodies.map(([path, body]) => ({ url: address + path, body: fill(JSON.stringify(body)) })),
  ]
}

async function cookieFor(address: string, account: string): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account }),
  })
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

/** What is tried here is what SQL lets through, not how much one account may ask. */
async function withoutBudgets(home: string): Promise<void> {
  const unlimited = Object.fromEntries(['all', '2', '4', '6', '9', '12', '14'].map((level) => [level, 1e9]))
  const budgets = {
    searches: unlimited,
    subjectsRead: unlimited,
    exportedRows: unlimited,
    unmaskings: unlimited,
  }
  await onDatabase(home, (client: pg.Client) =>
    client.query(`insert into setting values ('budgets', $1)`, [budgets]),
  )
}
