import { invalid } from '../../../platform/errors.ts'

/** Where the next page of a list ordered by region and name begins. */
export interface Place {
  readonly region: string
  readonly name: string
}

export function cursorOf({ region, name }: Place): string {
  return Buffer.from(JSON.stringify([region, name])).toString('base64url')
}

export function readCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === 2) {
      const [region, name] = parts as unknown[]
      if (typeof region === 'string' && /^(all|\d{2,14})$/.test(region) && typeof name === 'string') {
        // NUL and half a character are no text for the database.
        if (!name.includes('\0') && name.isWellFormed() && name.length <= 200) return { region, name }
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
