/** Pinyin initials of all common characters, so that a name is found by its first letters. Reference data. */
import { pinyin } from 'pinyin-pro'
import type { Tx } from '../../../platform/db.ts'

const FIRST = 0x4e00
const LAST = 0x9fff

/** Fills `han_initial` once; later calls find it filled and do nothing. Answers how many rows were added. */
export async function loadHanInitials(tx: Tx): Promise<number> {
  const { rows } = await tx.client.query<{ filled: boolean }>(
    'select exists (select from han_initial) as filled',
  )
  if (rows[0]!.filled) return 0
  const { characters, initials, surnameInitials } = hanInitials()
  const { rowCount } = await tx.client.query(
    `insert into han_initial (han, initial, surname_initial)
     select * from unnest($1::text[], $2::text[], $3::text[]) on conflict (han) do nothing`,
    [characters, initials, surnameInitials],
  )
  return rowCount ?? 0
}

/** Initial letters by character: as in a given name, and as a surname (曾 is z, 单 is s). */
export function hanInitials(): { characters: string[]; initials: string[]; surnameInitials: string[] } {
  const characters: string[] = []
  const initials: string[] = []
  const surnameInitials: string[] = []
  for (let code = FIRST; code <= LAST; code++) {
    const character = String.fromCodePoint(code)
    const initial = firstLetter(pinyin(character, { toneType: 'none', nonZh: 'removed' }))
    if (!initial) continue
    characters.push(character)
    initials.push(initial)
    surnameInitials.push(
      firstLetter(pinyin(character, { toneType: 'none', nonZh: 'removed', surname: 'head' })) ?? initial,
    )
  }
  return { characters, initials, surnameInitials }
}

function firstLetter(reading: string): string | undefined {
  return /^[a-z]/.exec(reading.replace('ü', 'v').normalize('NFD').toLowerCase())?.[0]
}
