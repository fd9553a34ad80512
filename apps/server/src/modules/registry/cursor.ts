import { parseDay } from '@lika/policy'
import { invalid } from '../../platform/errors.ts'

/** Where the next page begins: opaque to callers, plain to us. */
export function cursorOf(place: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

export function readCursor<K extends string>(cursor: string, keys: readonly K[]): Record<K, string> {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      typeof place === 'object' &&
      place !== null &&
      keys.every((key) => isRight(key, (place as Record<K, unknown>)[key]))
    ) {
      return place as Record<K, string>
    }
  } catch {
    // Said below, like every other cursor that we did not make.
  }
  throw invalid(
    'cursor',
    { zh: '翻页标记无效，请从第一页开始。', en: 'The cursor is not one of ours: begin with the first page.' },
    { field: 'cursor', value: cursor },
  )
}

const forms: Readonly<Record<string, (value: string) => boolean>> = {
  // What a list is sorted by, as text: a name at the longest.
  key: (value) => value.length <= 200 && !value.includes('\0'),
  id: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  region: (value) => /^\d{2,14}$/.test(value),
  offset: (value) => /^\d{1,7}$/.test(value),
  fact: (value) => /^[A-Za-z0-9]{1,64}$/.test(value),
  // What no day is known of stands behind every day.
  day: (value) => value === '9999-12-31' || parseDay(value) !== undefined,
  // The pattern alone would let the 99th of a month reach the database.
  receivedAt: (value) =>
    /^\d{4}-\d\d-\d\dT([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?Z$/.test(value) &&
    parseDay(value.slice(0, 10)) !== undefined,
}

function isRight(key: string, value: unknown): boolean {
  return typeof value === 'string' && (forms[key]?.(value) ?? false)
}
