import { expect, test } from 'vitest'
import { faultsOf, serverSources } from './sources.mjs'

test('SQL is made of constants and parameters, and nothing reaches out but by its one way', () => {
  const sources = serverSources()
  expect(sources.length).toBeGreaterThan(150)
  expect(sources.flatMap(faultsOf)).toEqual([])
})

// § stands for the dollar of a placeholder, which the linter takes for a mistake in a plain text.
const planted = [
  ['modules/x/x.store.ts', "runner.query('select * from t where a = ' + name)", 'not put together with +'],
  [
    'modules/x/x.store.ts',
    'runner.query(`select * from t where a = §{query.name}`)',
    'goes into a parameter',
  ],
  [
    'modules/x/x.store.ts',
    'db.pool.query<Row>({ text: `order by §{params.sort}` })',
    'goes into a parameter',
  ],
  ['modules/x/x.store.ts', 'client.query(body)', 'what was sent, not SQL'],
  ['modules/x/x.store.ts', 'runner.query(sql.raw(text))', 'makes SQL of any text'],
  ['modules/x/x.routes.ts', 'deps.db.pool.query(`select 1`)', 'asks its use case'],
  ['modules/x/x.ts', 'const answer = await fetch(address)', 'not for the server'],
  ['modules/x/x.ts', "import { request } from 'node:https'", 'platform/outbound.ts'],
  ['modules/x/x.ts', "const { spawn } = await import('node:child_process')", 'platform/outbound.ts'],
  ['modules/x/x.ts', "export { get } from 'node:http'", 'platform/outbound.ts'],
  [
    'modules/x/x.ts',
    "db.pool.query(`select set_config('lika.session', $1, false)`)",
    'outlives its transaction',
  ],
  ['modules/x/x.ts', 'db.pool.query(`set role §{name}`)', 'outlives its transaction'],
]
test.each(planted)('in %s it is found: %s', (file, source, why) => {
  expect(faultsOf({ file, source: source.replaceAll('§', '$') })).toEqual([expect.stringContaining(why)])
})

test.each([
  ['modules/x/x.store.ts', 'runner.query(`select * from t where a = $1`, [query.name])'],
  [
    'modules/x/x.store.ts',
    'runner.query(`select §{columns} from t where a = §{bind(query.name)}`, bind.values)',
  ],
  ['platform/db.ts', "client.query(`select set_config('lika.session', $1, true)`)"],
])('in %s this is fine: %s', (file, source) => {
  expect(faultsOf({ file, source: source.replaceAll('§', '$') })).toEqual([])
})
