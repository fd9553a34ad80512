/** How well a text fits what something is called. Names are few, so their pinyin is kept. */
import { pinyin } from 'pinyin-pro'

/** 0 for the name itself, more the further away; undefined when it does not fit. */
export function matchOf(
  text: string,
  names: readonly string[],
  others: readonly string[] = [],
): number | undefined {
  const wanted = text.toLowerCase()
  const ranks = names.flatMap((name) => rankOf(wanted, name.toLowerCase()))
  if (others.some((other) => other.toLowerCase().includes(wanted))) ranks.push(4)
  if (/^[a-z]{2,}$/.test(wanted) && names.some((name) => isSpelt(name, wanted))) ranks.push(3)
  return ranks.length === 0 ? undefined : Math.min(...ranks)
}

function rankOf(wanted: string, name: string): number[] {
  const at = name.indexOf(wanted)
  if (at < 0) return []
  return [name === wanted ? 0 : at === 0 ? 1 : 2]
}

function isSpelt(name: string, letters: string): boolean {
  const { initials, spelling } = spellingOf(name)
  return initials.includes(letters) || spelling.includes(letters)
}

const known = new Map<string, { readonly initials: string; readonly spelling: string }>()

function spellingOf(name: string): { readonly initials: string; readonly spelling: string } {
  const found = known.get(name) ?? spell(name)
  known.set(name, found)
  return found
}

function spell(name: string) {
  if (!/\p{Script=Han}/u.test(name)) return { initials: '', spelling: '' }
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true })
  return { initials: syllables.map((syllable) => syllable[0] ?? '').join(''), spelling: syllables.join('') }
}
