/** Regions by what people type: a part of the name, the pinyin or its initials, the beginning of a code. */
import { regionLevelOf } from '@lika/codes'
import { pinyin } from 'pinyin-pro'
import type { Db } from '../../platform/db.ts'
import { listNamed, listUnspelt, type Spelling, spell } from './names.store.ts'
import { codesDownTo, findPlaces, type Place } from './places.ts'
import type { Range, Runner } from './regions.store.ts'

// Longest first, so that 自治县 is not read as 县.
const suffixes =
  /(社区居民委员会|居民委员会|村民委员会|社区居委会|街道办事处|居委会|村委会|自治区|自治州|自治县|街道|社区|镇|乡|村|县|区|市|省)$/
const endings = (suffixes.source.match(/[\p{Script=Han}]+/gu) ?? []) as string[]

/** 合浦县, 合浦镇 and 合浦 ask for the same; a name of one character is not cut down to nothing. */
export function stemOf(text: string): string {
  const stem = text.replace(suffixes, '')
  return stem.length >= 2 ? stem : text
}

/** The whole names that a text may stand for, the text itself first. */
export function namesOf(text: string): string[] {
  const stem = stemOf(text)
  return [...new Set([text, stem, ...endings.map((ending) => stem + ending)])]
}

/** Initials of a name, and its pinyin from each syllable on. Characters without a reading stand for themselves. */
export function spellName(name: string): Omit<Spelling, 'code'> {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).map(
    (syllable) => syllable.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
  )
  const read = syllables.filter((syllable) => syllable !== '')
  return {
    initials: read.map((syllable) => syllable[0]).join(''),
    spelling: read.map((_, from) => read.slice(from).join('')).join(' '),
  }
}

const BATCH = 2000

/** Spells the names that are new. Few at a time, so that the whole country does not hold up a server. */
export async function spellNewNames({ pool }: Pick<Db, 'pool'>): Promise<number> {
  const names = await listUnspelt(pool, BATCH)
  if (names.length > 0) {
    await spell(
      pool,
      names.map(({ code, name }) => ({ code, ...spellName(name) })),
    )
  }
  return names.length
}

/** Condition on an alias of region_search: the text means the region. */
export function namedSql(alias: string, text: string, bind: (value: unknown) => string): string {
  const plain = text.trim()
  if (/^\d+$/.test(plain)) return `starts_with(${alias}.code, ${bind(plain)})`
  if (/^[A-Za-z' ]+$/.test(plain)) {
    const letters = plain.toLowerCase().replaceAll(/[^a-z]/g, '')
    return `(starts_with(${alias}.initials, ${bind(letters)}) or strpos(' ' || ${alias}.spelling, ${bind(` ${letters}`)}) > 0)`
  }
  return `strpos(${alias}.name, ${bind(stemOf(plain))}) > 0`
}

/** Condition on a column with a region's code: the text means that region. */
export function isNamedSql(column: string, text: string, bind: (value: unknown) => string): string {
  return `exists (select from region_search n where n.code = left(${column}, 12) and ${namedSql('n', text, bind)})`
}

export async function findNamed(
  runner: Runner,
  query: { readonly text: string; readonly ranges: readonly Range[]; readonly limit: number },
): Promise<{ code: string; name: string; level: ReturnType<typeof regionLevelOf>; path: Place[] }[]> {
  const text = query.text.trim()
  const rows = await listNamed(runner, {
    ranges: query.ranges,
    condition: (bind) => namedSql('n', text, bind),
    names: namesOf(text),
    text: text.toLowerCase(),
    limit: query.limit,
  })
  const places = await findPlaces(
    runner,
    rows.map(({ code }) => code),
  )
  return rows.map(({ code, name }) => ({
    code,
    name,
    level: regionLevelOf(code),
    path: codesDownTo(code).flatMap((each) => places.get(each) ?? []),
  }))
}
