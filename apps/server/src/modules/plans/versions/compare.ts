/** Two texts side by side: runs that are the same, removed and added. Pure; `diff` does the comparing. */
import { diffArrays } from 'diff'

export interface TextPiece {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Beyond so many changed sentences, two texts are two texts. */
const MOST_SENTENCES_APART = 2_000
const MOST_CHARACTERS_APART = 1_500
const LONGEST_COMPARED = 20_000
/** A character or two that changed sentences share by chance say nothing to a reader. */
const SHORTEST_SAME = 3

export function compareTexts(from: string, to: string): TextPiece[] {
  const [before, after] = [sentencesOf(from), sentencesOf(to)]
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1
  let tail = 0
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1
  return joined([
    { kind: 'same', text: before.slice(0, head).join('') },
    ...compareSentences(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    { kind: 'same', text: before.slice(before.length - tail).join('') },
  ])
}

/** Parts that end in a full stop, a semicolon or a line, so that a paragraph is compared by its sentences. */
function sentencesOf(text: string): string[] {
  return text.match(/[^\n。；;]*[\n。；;]|[^\n。；;]+$/g) ?? []
}

function compareSentences(before: string[], after: string[]): TextPiece[] {
  if (before.length === 0 || after.length === 0) return replaced(before.join(''), after.join(''))
  const changes = diffArrays(before, after, { maxEditLength: MOST_SENTENCES_APART })
  if (!changes) return replaced(before.join(''), after.join(''))
  const pieces: TextPiece[] = []
  let removed = ''
  let added = ''
  const settle = () => {
    pieces.push(...compareCharacters(removed, added))
    removed = ''
    added = ''
  }
  for (const change of changes) {
    const text = change.value.join('')
    if (change.removed) removed += text
    else if (change.added) added += text
    else {
      settle()
      pieces.push({ kind: 'same', text })
    }
  }
  settle()
  return pieces
}

function compareCharacters(removed: string, added: string): TextPiece[] {
  if (removed === '' || added === '' || removed.length + added.length > LONGEST_COMPARED)
    return replaced(removed, added)
  const changes = diffArrays(charactersOf(removed), charactersOf(added), {
    maxEditLength: MOST_CHARACTERS_APART,
  })
  if (!changes) return replaced(removed, added)
  return changes.flatMap((change, at): TextPiece[] => {
    const text = change.value.join('')
    if (change.removed) return [{ kind: 'removed', text }]
    if (change.added) return [{ kind: 'added', text }]
    const isBetween = at > 0 && at < changes.length - 1
    return isBetween && text.length < SHORTEST_SAME ? replaced(text, text) : [{ kind: 'same', text }]
  })
}

/** A figure is one: 600 that became 610 is not a 0 that became a 1. */
function charactersOf(text: string): string[] {
  return text.match(/[\d.,０-９．]+|[\s\S]/gu) ?? []
}

function replaced(removed: string, added: string): TextPiece[] {
  return [
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
  ]
}

/** Runs of one kind are one; of a change, what is removed comes before what is added. */
function joined(pieces: readonly TextPiece[]): TextPiece[] {
  const all: TextPiece[] = []
  let [same, removed, added] = ['', '', '']
  const settle = () => {
    if (removed !== '') all.push({ kind: 'removed', text: removed })
    if (added !== '') all.push({ kind: 'added', text: added })
    removed = added = ''
  }
  for (const { kind, text } of pieces) {
    if (text === '') continue
    if (kind === 'same') {
      settle()
      same += text
      continue
    }
    if (same !== '') all.push({ kind: 'same', text: same })
    same = ''
    if (kind === 'removed') removed += text
    else added += text
  }
  settle()
  if (same !== '') all.push({ kind: 'same', text: same })
  return all
}
