/** What is wrong with the ways through a procedure: a case must be able to end, and every step must have its use. */

export interface Way {
  readonly id: string
  /** Ids of steps, or `end`. */
  readonly to: readonly string[]
  readonly requires: readonly string[]
}

export type PathFault =
  | { readonly fault: 'unreachable'; readonly step: string }
  | { readonly fault: 'endless'; readonly step: string }
  | { readonly fault: 'neverBefore'; readonly step: string; readonly required: string }

/** In time that grows with the number of outcomes, but for `requires`, which asks once for each step that it names. */
export function pathFaults(ways: readonly Way[], end: string): PathFault[] {
  const first = ways[0]
  if (first === undefined) return []
  const next = new Map(ways.map(({ id, to }) => [id, to]))
  const reached = reachable(first.id, (id) => next.get(id) ?? [])
  const back = new Map<string, string[]>()
  for (const { id, to } of ways) for (const target of to) back.set(target, [...(back.get(target) ?? []), id])
  const ending = reachable(end, (id) => back.get(id) ?? [])
  return ways.flatMap(({ id, requires }): PathFault[] => {
    if (!reached.has(id)) return [{ fault: 'unreachable', step: id }]
    if (!ending.has(id)) return [{ fault: 'endless', step: id }]
    return requires
      .filter((required) => !canComeBefore(required, id, next, reached))
      .map((required) => ({ fault: 'neverBefore', step: id, required }))
  })
}

/** Whether some way to `step` passes through `required`. */
function canComeBefore(
  required: string,
  step: string,
  next: ReadonlyMap<string, readonly string[]>,
  reached: ReadonlySet<string>,
): boolean {
  if (required === step || !reached.has(required)) return false
  return (next.get(required) ?? []).some((id) => reachable(id, (at) => next.get(at) ?? []).has(step))
}

function reachable(from: string, next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set([from])
  const waiting = [from]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const each of next(id)) {
      if (seen.has(each)) continue
      seen.add(each)
      waiting.push(each)
    }
  }
  return seen
}
