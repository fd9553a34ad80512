/**
 * How alike two statements are, by pairs of neighbouring characters (bigrams): Chinese needs no words cut for that, and
 * anybody can check the count. Figures, dates and the verbs that every document uses are left out.
 */
const noise =
  /[\d.%％〇零一二三四五六七八九十百千万亿两]+(?:年|月|日|个|户|人|元)?|上半年|下半年|年底前?|[^\p{L}]|(?:进一步|切实|认真|积极|大力|努力|不断|全面|确保|力争|基本|实现|完成|达到|推进|加快|加强|实施|开展|工作|任务|建设)/gu

export function bigramsOf(text: string): ReadonlySet<string> {
  const words = text.normalize('NFKC').replace(noise, ' ')
  const found = new Set<string>()
  for (const run of words.split(/\s+/))
    for (let at = 0; at + 1 < run.length; at++) found.add(run.slice(at, at + 2))
  return found
}

export type Words = ReadonlySet<string>

/** 1 for the same words, 0 for none in common: twice what they share, over what both have (Dice). */
export function likeness(a: Words, b: Words): number {
  let shared = 0
  for (const each of a) if (b.has(each)) shared += 1
  return likenessBy(shared, a.size, b.size)
}

function likenessBy(shared: number, one: number, other: number): number {
  return one + other === 0 ? 0 : (2 * shared) / (one + other)
}

/** Many statements that one is held against: what it shares with each is counted by its words, not pair by pair. */
export function openIndex(statements: readonly Words[]) {
  const places = new Map<string, number[]>()
  for (const [at, words] of statements.entries())
    for (const word of words) {
      const known = places.get(word)
      if (known) known.push(at)
      else places.set(word, [at])
    }
  const shared = new Int32Array(statements.length)
  const count = (words: Words) => {
    shared.fill(0)
    for (const word of words) for (const at of places.get(word) ?? []) shared[at]! += 1
    return shared
  }
  return {
    /** Likeness to each, in their order. */
    likenesses: (words: Words): Float64Array =>
      Float64Array.from(count(words), (each, at) => likenessBy(each, words.size, statements[at]!.size)),
    /** Whether one of them holds this share of the words. */
    isHeld: (words: Words, share: number): boolean =>
      words.size > 0 && count(words).some((each) => each >= share * words.size),
  }
}
export type Index = ReturnType<typeof openIndex>
