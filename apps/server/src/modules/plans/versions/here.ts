/** Where statements that were decided in one version stand in another. */
import type { TextRange } from '@lika/contract'
import type { PlansDeps } from '../deps.ts'
import { findText } from '../plans.store.ts'
import { type Move, movedRange, sameRuns } from './places.ts'

const MOST_KEPT = 20
/** Shorter words stand in many places by chance. */
const SHORTEST_FOUND = 12

export interface Placed {
  readonly id: string
  readonly version: number | null
  readonly rangeFrom: number | null
  readonly rangeTo: number | null
}

/** By statement: its place in the version that is shown, null when its text was changed or left out, or it has none. */
export async function placesIn(
  deps: Pick<PlansDeps, 'db' | 'moves' | 'texts'>,
  shown: { readonly plan: string; readonly version: number },
  statements: readonly Placed[],
): Promise<ReadonlyMap<string, TextRange | null>> {
  const places = new Map<string, TextRange | null>()
  for (const { id, version, rangeFrom, rangeTo } of statements) {
    if (version === null || rangeFrom === null || rangeTo === null) places.set(id, null)
    else if (version === shown.version) places.set(id, [rangeFrom, rangeTo])
    else places.set(id, placeIn(await moveOf(deps, shown, version), [rangeFrom, rangeTo]))
  }
  return places
}

function placeIn({ runs, before, after }: Move, range: TextRange): TextRange | null {
  const moved = movedRange(runs, range)
  if (moved) return moved
  // A paragraph that was put elsewhere is there, if its words stand in one place only.
  const words = before.slice(...range)
  if (words.length < SHORTEST_FOUND) return null
  const at = after.indexOf(words)
  return at >= 0 && after.indexOf(words, at + 1) < 0 ? [at, at + words.length] : null
}

function moveOf(
  { db, moves, texts }: Pick<PlansDeps, 'db' | 'moves' | 'texts'>,
  { plan, version: to }: { readonly plan: string; readonly version: number },
  from: number,
): Promise<Move> {
  const key = `${plan} ${from} ${to}`
  const known = moves.get(key)
  if (known) return known
  const made = (async () => {
    const [before = '', after = ''] = [
      await findText(db.pool, { plan, version: from }),
      await findText(db.pool, { plan, version: to }),
    ]
    const { pieces } = await texts.run({ kind: 'compare', from: before, to: after })
    return { runs: sameRuns(pieces), before, after }
  })()
  // What failed is tried again; the oldest makes room.
  made.catch(() => moves.delete(key))
  moves.set(key, made)
  if (moves.size > MOST_KEPT) moves.delete(moves.keys().next().value!)
  return made
}
