/** Which column of a sheet is which fact: by labels, synonyms and what was decided before. Pure. */

export type CatalogueColumn = {
  readonly key: string
  readonly labels: readonly string[]
  readonly synonyms: readonly string[]
}

/** A name alone, or with the merged cell above it in a header of two rows. */
export type HeaderName = string | { readonly name: string; readonly group?: string }

export type Suggestion = { readonly key: string; readonly score: number }

export type HeaderMapping = {
  readonly header: string
  /** Set only when it is sure: a fuzzy likeness is a suggestion for a person to confirm. */
  readonly key?: string
  readonly how: 'saved' | 'label' | 'synonym' | 'fuzzy' | 'ambiguous' | 'unmatched'
  /** 0 to 1; below 1 for suggestions. */
  readonly score: number
  /** Likely facts, best first, when none is sure. */
  readonly suggestions: readonly Suggestion[]
  /** Other headers of the sheet that claim the same fact: a person has to choose. */
  readonly sameAs?: readonly string[]
}

const fuzzyFrom = 0.6
const suggestionsShown = 3

/**
 * One mapping for each header, in order. `saved` holds earlier decisions of people and wins over everything;
 * a label wins over a synonym; what two facts or two columns claim is told as `ambiguous` and left open.
 */
export function mapHeaders(
  headers: readonly HeaderName[],
  catalogue: readonly CatalogueColumn[],
  saved: Readonly<Record<string, string>> = {},
): HeaderMapping[] {
  const index = indexOf(catalogue)
  const decided = new Map(Object.entries(saved).map(([header, key]) => [normaliseHeader(header), key]))
  const keys = new Set(catalogue.map(({ key }) => key))
  const mapped = headers.map((header) => mapOne(header, index, decided, keys))
  return mapped.map((mapping) => withRivals(mapping, mapped))
}

/** The full name under which a decision for this header is saved. */
export function headerText(header: HeaderName): string {
  if (typeof header === 'string') return header
  return header.group === undefined || header.group === '' ? header.name : `${header.group}/${header.name}`
}

type Index = {
  readonly labels: ReadonlyMap<string, readonly string[]>
  readonly synonyms: ReadonlyMap<string, readonly string[]>
  readonly all: readonly { readonly key: string; readonly pairs: ReadonlyMap<string, number> }[]
}

function indexOf(catalogue: readonly CatalogueColumn[]): Index {
  const labels = new Map<string, string[]>()
  const synonyms = new Map<string, string[]>()
  const put = (map: Map<string, string[]>, name: string, key: string) => {
    const keys = map.get(name) ?? []
    if (name !== '' && !keys.includes(key)) map.set(name, [...keys, key])
  }
  const all: { key: string; pairs: ReadonlyMap<string, number> }[] = []
  for (const column of catalogue) {
    for (const label of column.labels) put(labels, normaliseHeader(label), column.key)
    for (const synonym of column.synonyms) put(synonyms, normaliseHeader(synonym), column.key)
    for (const name of [...column.labels, ...column.synonyms]) {
      all.push({ key: column.key, pairs: pairsOf(normaliseHeader(name)) })
    }
  }
  return { labels, synonyms, all }
}

function mapOne(
  header: HeaderName,
  index: Index,
  decided: ReadonlyMap<string, string>,
  keys: ReadonlySet<string>,
): HeaderMapping {
  const text = headerText(header)
  const bare = typeof header === 'string' ? header : header.name
  const group = typeof header === 'string' ? '' : (header.group ?? '')
  // 户主 above 姓名 is first looked up as 户主姓名, then as 姓名.
  const names = [...new Set([normaliseHeader(group + bare), normaliseHeader(bare)])]

  const earlier = decided.get(normaliseHeader(text))
  if (earlier !== undefined && keys.has(earlier)) return sure(text, earlier, 'saved')
  for (const name of names) {
    for (const [how, map] of [
      ['label', index.labels],
      ['synonym', index.synonyms],
    ] as const) {
      const found = map.get(name)
      if (found === undefined) continue
      if (found.length === 1) return sure(text, found[0]!, how)
      return open(
        text,
        'ambiguous',
        found.map((key) => ({ key, score: 1 })),
      )
    }
  }
  const suggestions = alike(names, index)
  return open(text, suggestions.length === 0 ? 'unmatched' : 'fuzzy', suggestions)
}

function sure(header: string, key: string, how: 'saved' | 'label' | 'synonym'): HeaderMapping {
  return { header, key, how, score: 1, suggestions: [] }
}

function open(
  header: string,
  how: 'fuzzy' | 'ambiguous' | 'unmatched',
  suggestions: readonly Suggestion[],
): HeaderMapping {
  return { header, how, score: suggestions[0]?.score ?? 0, suggestions }
}

/** Two columns that claim one fact: none gets it, unless a person once chose one of them. */
function withRivals(mapping: HeaderMapping, all: readonly HeaderMapping[]): HeaderMapping {
  const { key } = mapping
  if (key === undefined) return mapping
  const rivals = all.filter((other) => other !== mapping && other.key === key)
  const stronger = rivals.filter((other) => other.how === 'saved')
  if (rivals.length === 0 || (mapping.how === 'saved' && stronger.length === 0)) return mapping
  return {
    ...open(mapping.header, 'ambiguous', [{ key, score: 1 }]),
    sameAs: rivals.map((other) => other.header),
  }
}

function alike(names: readonly string[], index: Index): Suggestion[] {
  const best = new Map<string, number>()
  for (const name of names) {
    const pairs = pairsOf(name)
    for (const candidate of index.all) {
      const score = likeness(pairs, candidate.pairs)
      if (score >= fuzzyFrom && score > (best.get(candidate.key) ?? 0)) best.set(candidate.key, score)
    }
  }
  return [...best]
    .map(([key, score]) => ({ key, score: Math.min(0.99, Math.round(score * 100) / 100) }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
    .slice(0, suggestionsShown)
}

/** Letters and pairs of neighbours: names of two to six characters need both. */
function pairsOf(name: string): ReadonlyMap<string, number> {
  const letters = [...name]
  const pairs = new Map<string, number>()
  const add = (part: string) => pairs.set(part, (pairs.get(part) ?? 0) + 1)
  for (const [at, letter] of letters.entries()) {
    add(letter)
    const next = letters[at + 1]
    if (next !== undefined) add(letter + next)
  }
  return pairs
}

/** Dice's coefficient over those parts. */
function likeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let total = 0
  let shared = 0
  for (const [part, count] of a) {
    total += count
    shared += Math.min(count, b.get(part) ?? 0)
  }
  for (const count of b.values()) total += count
  return total === 0 ? 0 : (2 * shared) / total
}

/**
 * One spelling for names that mean the same: full-width letters, spaces, line breaks, marks of required
 * columns, a leading number, brackets with units or remarks (取水时间（分钟）), and a leading 是否.
 */
export function normaliseHeader(header: string): string {
  const level = header.normalize('NFKC').toLowerCase()
  const bare = level
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《[^《》]*》/g, '')
    .replace(/^\s*(\d{1,3}\s*[.、)]|[a-z]\d{1,3}\s*[.、:])/, '')
    .replace(/[\s*★☆:,.;、。，；·•_\-—–/\\"'“”‘’?!|()[\]<>]+/g, '')
    .replace(/^是否(有|为|是)?/, '')
  // A name that is nothing but a bracket, or just 是否, stays as it is.
  return bare === '' ? level.replace(/\s+/g, '') : bare
}
