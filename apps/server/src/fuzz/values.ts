/** What is sent in the fuzz runs: texts that fit somewhere, and texts that mean harm. */
import fc from 'fast-check'
import { otherCounty, village } from '../testing/places.ts'

/** In every harmful text, so that it can be looked for in statements and answers. */
export const MARK = 'zq7x'

export const texts = [
  '',
  ' ',
  'all',
  '0',
  '-1',
  '4505',
  '450521',
  otherCounty,
  village(1),
  '45052110020101',
  '99',
  'null',
  '\0',
  '\ud800',
  '%',
  '%_\\',
  "'; drop table record --",
  'household-exit',
  'village-exit',
  'data-quality-person',
  'water',
  'met',
  'true',
  'povertyLine',
  '3000',
  '1e999',
  '9'.repeat(40),
  'x'.repeat(5000),
  '0000-01-01',
  '1800-01-01',
  '2199-12-31',
  '0001-01-01',
  '2017-02-29',
  '2017-03-31',
  '2016-12-31',
  '9999-12-31',
  '2013-01-01',
  '01890000-0000-7000-8000-000000000001',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'a'.repeat(64),
  'eyJyZWdpb24iOiI0NSIsImlkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIn0',
]

/** SQL, paths, templates, headers, markup, and what breaks readers of text. */
export const harmful: readonly string[] = [
  `${MARK}' or '1'='1`,
  `${MARK}'; select pg_sleep(5) --`,
  `${MARK}' union select name, 1, 2 from account --`,
  `${MARK}') or (select count(*) from generate_series(1,1e9)) > 0 --`,
  `${MARK}"; drop table record; --`,
  `1;${MARK}`,
  `$1${MARK}$$`,
  `\\'${MARK}`,
  `E'\\047${MARK}`,
  `asc, (select pg_sleep(5)) ${MARK}`,
  `../../../../etc/passwd${MARK}`,
  `..\\..\\${MARK}`,
  `%2e%2e%2f${MARK}`,
  `file:///etc/${MARK}`,
  `http://169.254.169.254/${MARK}`,
  `{{7*7}}\${7*7}<%= ${MARK} %>`,
  `<script>${MARK}</script>`,
  `=cmd|'/c calc'!A1${MARK}`,
  `a\r\nset-cookie: ${MARK}=1`,
  `${MARK}\0`,
  `${MARK}\ud800`,
  `${MARK}\u202e\u200b\ufeff`,
  `${MARK}${'𠮷'.repeat(300)}`,
  `${MARK}${'x'.repeat(20_000)}`,
  `(${'('.repeat(300)}${MARK}`,
]

/** What nobody may set by sending it. */
export const extraFields = {
  status: 'exited',
  approvedBy: MARK,
  region: '45',
  regions: ['all'],
  permissions: ['registry.export'],
  isAdmin: true,
  accountId: '01890000-0000-7000-8000-000000000001',
  __proto__: { polluted: true },
  constructor: { prototype: { polluted: true } },
}

export const odd = fc.constantFrom<unknown>(...texts)
export const oddJson = fc.oneof(
  odd,
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, 2 ** 53, -0, [], {}, [null], { a: {} }, ...harmful),
)
