import { invalid } from '../../platform/errors.ts'

/** Where the next page begins: opaque to callers, plain to us. */
export function cursorOf(place: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

const forms: Readonly<Record<string, RegExp>> = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  line: /^[1-9]\d{0,8}$/,
  score: /^\d{1,3}$/,
}

export function readCursor<K extends string>(cursor: string, keys: readonly K[]): Record<K, string> {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (typeof place === 'object' && place !== null) {
      const given = place as Record<K, unknown>
      if (keys.every((key) => typeof given[key] === 'string' && forms[key]!.test(given[key] as string))) {
        return given as Record<K, string>
      }
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
