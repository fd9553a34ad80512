/** What is wrong with the ways through a procedure: a case must be able to end, and every step must have its use. */

export interface Way {
  readonly id: string
  /** Where it leads on: ids of steps, or the end. */
  readonly to: readonly string[]
  /** Where it sends the case back to. */
  readonly back: readonly string[]
  readonly requires: readonly string[]
  /** The step beside which it runs, outside the main line. */
  readonly beside?: string | undefined
  /** Where it leads on when it is left for later; undefined where that is not allowed. */
  readonly deferredTo?: string | undefined
  /** Where outcomes lead that give a status. */
  readonly statuses: readonly string[]
  /** Where outcomes lead that give facts. */
  readonly records: readonly string[]
}

export type PathFault =
  | { readonly fault: 'unreachable'; readonly step: string }
  | { readonly fault: 'endless'; readonly step: string }
  | { readonly fault: 'circle'; readonly step: string }
  | { readonly fault: 'notEarlier'; readonly step: string; readonly to: string }
  | { readonly fault: 'neverBefore'; readonly step: string; readonly required: string }
  | { readonly fault: 'beside'; readonly step: string; readonly beside: string }
  | { readonly fault: 'besideOutcome'; readonly step: string }
  | { readonly fault: 'deferrable'; readonly step: string }
  | { readonly fault: 'statusEarly'; readonly step: string }
  | { readonly fault: 'recordsEarly'; readonly step: string }

/** In time that grows with the number of outcomes, but for ways back and `requires`, which ask once for each step named. */
export function pathFaults(ways: readonly Way[], end: string): PathFault[] {
  const first = ways[0]
  if (first === undefined) return []
  const besides = new Set(ways.flatMap(({ id, beside }) => (beside === undefined ? [] : [id])))
  const faults = ways.flatMap((way) => besideFaults(way, besides, end, way === first))
  if (faults.length > 0) return faults
  const main = ways.filter(({ beside }) => beside === undefined)
  const on = new Map(main.map(({ id, to }) => [id, to]))
  const all = new Map(main.map(({ id, to, back }) => [id, [...to, ...back]]))
  const reached = reachable(first.id, all)
  const ending = reachable(end, turned(all))
  const circles = hasCircle(on)
  return ways.flatMap((way): PathFault[] => {
    const { id, beside, to, back, requires, statuses, records } = way
    const at = beside ?? id
    if (!reached.has(at)) return [{ fault: 'unreachable', step: id }]
    if (!ending.has(at)) return [{ fault: 'endless', step: id }]
    // Back is only what was passed before: a way back is written as one, so that what lies behind is done anew.
    if (circles && to.some((next) => reachable(next, on).has(id))) return [{ fault: 'circle', step: id }]
    const notEarlier = back.find((target) => target !== at && !reachable(target, on).has(at))
    if (notEarlier !== undefined) return [{ fault: 'notEarlier', step: id, to: notEarlier }]
    // A status or a fact that is given on the way would stay when the case is refused later.
    if (statuses.some((target) => target !== end)) return [{ fault: 'statusEarly', step: id }]
    if (records.some((target) => target !== end)) return [{ fault: 'recordsEarly', step: id }]
    return requires
      .filter((required) => !canComeBefore(required, way, ways, on, end))
      .map((required) => ({ fault: 'neverBefore', step: id, required }))
  })
}

/** Steps beside the main line: nothing leads to them, and they lead nowhere but back. */
function besideFaults(
  { id, to, back, beside, deferredTo, statuses, records }: Way,
  besides: ReadonlySet<string>,
  end: string,
  isFirst: boolean,
): PathFault[] {
  const wrong = [...to, ...back].find((target) => besides.has(target))
  if (wrong !== undefined) return [{ fault: 'beside', step: id, beside: wrong }]
  if (deferredTo !== undefined && (beside !== undefined || deferredTo === end))
    return [{ fault: 'deferrable', step: id }]
  if (beside === undefined) return []
  if (isFirst || besides.has(beside)) return [{ fault: 'beside', step: id, beside: isFirst ? id : beside }]
  if (to.some((next) => next !== end) || statuses.length > 0 || records.length > 0)
    return [{ fault: 'besideOutcome', step: id }]
  return []
}

/** Whether `required` can be done before `way` is, on some way through the procedure. */
function canComeBefore(
  required: string,
  way: Way,
  ways: readonly Way[],
  on: ReadonlyMap<string, readonly string[]>,
  end: string,
): boolean {
  const other = ways.find(({ id }) => id === required)
  if (other === undefined || required === way.id) return false
  const isBefore = (id: string, step: string) => id !== step && reachable(id, on).has(step)
  const at = way.beside ?? way.id
  if (other.beside !== undefined) {
    const needed = needs(other, ways)
    if (needed.has(way.id)) return false
    if (way.beside !== undefined)
      return other.beside === at || isBefore(other.beside, at) || isBefore(at, other.beside)
    // Open from its step on; what it waits for itself must come before as well.
    const isInTime = [...needed].every((id) => !on.has(id) || isBefore(id, at))
    return isInTime && (other.beside === at || isBefore(other.beside, at))
  }
  if (way.beside === undefined) return isBefore(required, at)
  // What runs beside stays open to the end, so a later step may come first, but not the one that ends the case.
  const leadsOn = other.to.some((next) => next !== end)
  return leadsOn && (required === at || isBefore(required, at) || isBefore(at, required))
}

/** Everything that a step waits for, and what that waits for in turn; not itself, unless it waits for itself. */
function needs({ requires }: Way, ways: readonly Way[]): Set<string> {
  const next = new Map(ways.map((each) => [each.id, each.requires]))
  return new Set(requires.flatMap((id) => [...reachable(id, next)]))
}

/** Takes away what nothing leads to, again and again: what is left lies on a circle or behind one. */
function hasCircle(next: ReadonlyMap<string, readonly string[]>): boolean {
  const incoming = new Map<string, number>()
  for (const targets of next.values())
    for (const target of targets) incoming.set(target, (incoming.get(target) ?? 0) + 1)
  const free = [...next.keys()].filter((id) => !incoming.has(id))
  let left = next.size
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    left -= 1
    for (const target of next.get(id) ?? []) {
      const still = incoming.get(target)! - 1
      incoming.set(target, still)
      if (still === 0 && next.has(target)) free.push(target)
    }
  }
  return left > 0
}

function turned(next: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const back = new Map<string, string[]>()
  for (const [id, targets] of next)
    for (const target of targets) {
      const known = back.get(target)
      if (known) known.push(id)
      else back.set(target, [id])
    }
  return back
}

function reachable(from: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set([from])
  const waiting = [from]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const each of next.get(id) ?? []) {
      if (seen.has(each)) continue
      seen.add(each)
      waiting.push(each)
    }
  }
  return seen
}
