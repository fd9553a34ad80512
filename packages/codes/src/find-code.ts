import { dropBlanks } from './fold.ts'
import type { CodeStandard, CodeValue, StandardId } from './standard.ts'
import { standards } from './standards.ts'

/** Longer text is no code, and comparing it would only cost time. */
const longest = 60

const fold = (text: string) => dropBlanks(text.normalize('NFKC')).toLowerCase()
const standardOf = (standard: StandardId | CodeStandard) =>
  typeof standard === 'string' ? standards[standard] : standard

/** In this order a word is looked for, so that a code always wins over a synonym of something else. */
const namings: readonly ((value: CodeValue) => readonly (string | undefined)[])[] = [
  (value) => [value.code],
  (value) => [value.label.zh],
  (value) => [value.label.en],
  (value) => [value.national],
  (value) => value.synonyms ?? [],
]

type Index = ReadonlyMap<string, CodeValue>
/** Only remembered work: an index follows from its list alone. */
const indexes = new WeakMap<CodeStandard, Index>()

function indexOf(standard: CodeStandard): Index {
  const known = indexes.get(standard)
  if (known) return known
  const index = new Map<string, CodeValue>()
  const add = (text: string, value: CodeValue) => {
    if (!index.has(text)) index.set(text, value)
  }
  for (const naming of namings) {
    for (const value of standard.values) {
      for (const text of naming(value)) if (text !== undefined) add(fold(text), value)
    }
  }
  // Spreadsheets turn 01 into the number 1.
  for (const value of standard.values) {
    for (const text of [value.code, value.national]) {
      if (text && /^0\d+$/.test(text)) add(String(Number(text)), value)
    }
  }
  indexes.set(standard, index)
  return index
}

/**
 * The value that a text means: its code, Chinese or English label, national number or a synonym. Width, blanks and
 * the case of letters do not count. Undefined when there is none.
 */
export function findCode(standard: StandardId | CodeStandard, text: string): CodeValue | undefined {
  if (text.length > longest) return undefined
  return indexOf(standardOf(standard)).get(fold(text))
}

/**
 * For messages: the value whose code, label or synonym is nearest to a text that means none, when it is near enough
 * to be a slip: one edit, or one for every three characters. Of several the one that shares most wins. An edit inserts, deletes, replaces or swaps neighbours.
 */
export function nearestCode(standard: StandardId | CodeStandard, text: string): CodeValue | undefined {
  if (text.length > longest) return undefined
  const wanted = fold(text)
  const most = Math.max(1, Math.floor(Array.from(wanted).length / 3))
  let best: { value: CodeValue; share: number } | undefined
  for (const [known, value] of indexOf(standardOf(standard))) {
    // Everything is one edit away from a single character, and numbers that differ are not alike.
    if (Array.from(known).length < 2 || /^\d+$/.test(known)) continue
    const distance = editDistance(wanted, known)
    const share = distance / Math.max(wanted.length, known.length)
    if (distance <= most && (!best || share < best.share)) best = { value, share }
  }
  return best?.value
}

/** Edits between two texts, a swap of neighbours counting as one. */
export function editDistance(from: string, to: string): number {
  const a = Array.from(from)
  const b = Array.from(to)
  let older: number[] = []
  let previous = b.map((_, index) => index)
  previous.push(b.length)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, older[j - 2]! + 1)
      }
      current.push(cost)
    }
    older = previous
    previous = current
  }
  return previous[b.length]!
}
