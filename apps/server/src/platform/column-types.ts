// How PostgreSQL's types arrive in JavaScript. The driver's own parsers shift a day by the time zone and turn
// money into floats.
//
//   date         → 'YYYY-MM-DD' string, 'infinity' included
//   numeric      → decimal string
//   timestamptz  → ISO string in UTC with the microseconds that a cursor needs to be exact
//   int8         → number; a value beyond 2^53 throws, because it would be another number without saying so
//   interval, ranges → the database's text (ISO 8601 durations)
//   arrays of these likewise

import pg from 'pg'

type Parser = (text: string) => unknown

const asIs: Parser = (text) => text

const OID = {
  int8: [20, 1016],
  date: [1082, 1182],
  numeric: [1700, 1231],
  timestamp: [1114, 1115],
  timestamptz: [1184, 1185],
  interval: [1186, 1187],
} as const

const scalars: Record<keyof typeof OID, Parser> = {
  int8: safeInteger,
  date: asIs,
  numeric: asIs,
  timestamp: (text) => text.replace(' ', 'T'),
  timestamptz: utcInstant,
  interval: asIs,
}

const parsers = new Map<number, Parser>()
for (const [name, [scalar, array]] of Object.entries(OID)) {
  const parse = scalars[name as keyof typeof OID]
  parsers.set(scalar, parse)
  parsers.set(array, arrayOf(parse))
}

/** For `new pg.Pool({ types })`: set per pool, so that nothing global changes under other users of the driver. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new RangeError(`the integer ${text} is beyond what a number holds exactly`)
}

function utcInstant(text: string): string {
  if (text.endsWith('infinity')) return text
  const utc = text.replace(/\+00(:00)?$/, 'Z')
  if (utc === text)
    throw new RangeError(`the instant ${text} is not in UTC: set the session's timezone to UTC`)
  return utc.replace(' ', 'T')
}

type ArrayParser = { create(text: string, parse: Parser): { parse(): unknown[] } }

function arrayOf(parse: Parser): Parser {
  const { arrayParser } = pg.types as unknown as { arrayParser: ArrayParser }
  return (text) => arrayParser.create(text, parse).parse()
}
