/** What a change does to the formulas between a fact and a threshold: income per person, say. */
import { parts } from '../expression/nodes.ts'
import type { Node, Type } from '../ir.ts'
import { evaluateNode } from '../judge/evaluate.ts'
import type { Day, Subject } from '../model.ts'

export interface Effect {
  readonly formula: string
  readonly type: Type
  /** Scaled. */
  readonly from: number
  readonly to: number
}

type Formula = Extract<Node, { op: 'derived' }>

/** Formulas in numbers of the subject itself that a test rests on, the nearest to the test first. */
export function formulasOf(node: Node): readonly Formula[] {
  const found = new Map<string, Formula>()
  const visit = (part: Node): void => {
    // Inside a list, names belong to its elements.
    if ('list' in part) return
    if (part.op === 'derived' && part.owner.at === 'subject' && part.type.kind === 'number')
      found.set(part.id, part)
    for (const inner of parts(part)) visit(inner)
  }
  visit(node)
  return [...found.values()]
}

export function effectsOf(
  formulas: readonly Formula[],
  before: Subject,
  after: Subject,
  asOf: Day,
): Effect[] {
  const distinct = [...new Map(formulas.map((each) => [each.id, each])).values()]
  return distinct.flatMap(({ id, type, body }) => {
    const from = evaluateNode(body, before, asOf) as number | null
    const to = evaluateNode(body, after, asOf) as number | null
    // Where something was not known, the value is only one of many that would do.
    return from === to || from === null || to === null ? [] : [{ formula: id, type, from, to }]
  })
}
