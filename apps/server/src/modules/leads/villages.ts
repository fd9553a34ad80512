/** What a sheet calls a village: its code, its name, or township and name. */

export type FindVillage = (text: string) => { readonly code: string } | 'unknown' | 'several'

export function villageFinder(
  known: readonly { readonly code: string; readonly name: string; readonly town: string }[],
): FindVillage {
  const codes = new Map(known.map(({ code }) => [code, code]))
  const names = new Map<string, Set<string>>()
  const add = (name: string, code: string) => names.set(name, (names.get(name) ?? new Set()).add(code))
  for (const { code, name, town } of known) {
    for (const each of new Set([plain(name), bare(name)])) {
      add(each, code)
      add(`${plain(town)}/${each}`, code)
      add(`${plain(town)}${each}`, code)
    }
  }
  return (text) => {
    const code = /^\d{12,14}$/.test(text.trim()) ? codes.get(text.trim().slice(0, 12)) : undefined
    if (code) return { code }
    const found = names.get(plain(text)) ?? names.get(bare(text))
    if (!found) return 'unknown'
    const [first, ...others] = found
    return others.length > 0 ? 'several' : { code: first! }
  }
}

const plain = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '')

/** Without what says that it is a village: 大江村委会, 大江村 and 大江 are one. */
const bare = (text: string) => plain(text).replace(/(村民委员会|居民委员会|村委会|居委会|社区|村)$/, '')
