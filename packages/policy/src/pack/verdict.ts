/** The verdict over the criteria of a set. */
import type { Ast } from '../expression/index.ts'
import type { Place, VerdictNode } from '../model.ts'
import type { Building } from './delegation.ts'
import { levelOfPack, packsAbove } from './delegation.ts'
import { parsed } from './formulas.ts'
import { nearestName } from './nearest.ts'
import type { SetPlan } from './set-plan.ts'

/**
 * All criteria, any of them, or an expression over their ids. Criteria that a lower pack adds to a set whose
 * verdict is an expression must be met besides: nothing that was added goes without effect.
 */
export function verdictOf(building: Building, plan: SetPlan): VerdictNode | undefined {
  const ids = plan.criteria.map((each) => each.id)
  const said = plan.packs.findLast((each) => each.content.verdict)
  checkChanges(building, plan)
  const text = said?.content.verdict
  if (!said || !text || text.value === 'all' || text.value === 'any') {
    return { fold: text?.value === 'any' ? 'any' : 'all', parts: ids.map((_, criterion) => ({ criterion })) }
  }
  const expression = parsed(building.packs, text, building.report)
  const node = expression && verdictNode(building, expression.root, ids, text.place)
  if (!node) return undefined
  const named = criteriaIn(node)
  const parts: VerdictNode[] = [node]
  for (const [criterion, { lines }] of plan.criteria.entries()) {
    const isAdded = plan.packs.indexOf(lines[0]!.pack) > plan.packs.indexOf(said)
    if (isAdded && !named.has(criterion)) parts.push({ criterion })
  }
  return parts.length > 1 ? { fold: 'all', parts } : node
}

function checkChanges(building: Building, plan: SetPlan): void {
  let before: string | undefined
  for (const pack of plan.packs) {
    const own = pack.content.verdict
    if (!own) continue
    const level = levelOfPack(building, pack)
    const mayChange = packsAbove(building, pack).some(
      (each) =>
        each.topic === pack.topic &&
        (each.content.delegates?.verdict as readonly string[] | undefined)?.includes(level),
    )
    if (before !== undefined && own.value !== before && !mayChange) {
      const en = 'the pack above does not let this level change the verdict'
      building.report(own.place, 'delegation', { zh: '上级未授权本级改变 verdict', en })
    }
    before = own.value
  }
}

function criteriaIn(node: VerdictNode): Set<number> {
  if ('criterion' in node) return new Set([node.criterion])
  if ('not' in node) return criteriaIn(node.not)
  return new Set(node.parts.flatMap((each) => [...criteriaIn(each)]))
}

function verdictNode(
  building: Building,
  ast: Ast,
  ids: readonly string[],
  place: Place,
): VerdictNode | undefined {
  const at = { ...place, column: place.column + ast.at }
  if (ast.kind === 'name') {
    const criterion = ids.indexOf(ast.name)
    if (criterion >= 0) return { criterion }
    const message = { zh: `没有标准 ${ast.name}`, en: `there is no criterion ${ast.name}` }
    building.report(at, 'unknown.criterion', message, nearestName(ast.name, ids))
    return undefined
  }
  if (ast.kind === 'not') {
    const of = verdictNode(building, ast.of, ids, place)
    return of && { not: of }
  }
  if (ast.kind === 'and' || ast.kind === 'or') {
    const parts = ast.parts.map((each) => verdictNode(building, each, ids, place))
    if (parts.some((each) => each === undefined)) return undefined
    return { fold: ast.kind === 'and' ? 'all' : 'any', parts: parts.filter((each) => each !== undefined) }
  }
  const en = 'a verdict is all, any, or criteria joined by and, or, not'
  building.report(at, 'set.verdict', { zh: 'verdict 只能是 all、any，或用 and、or、not 连接的标准', en })
  return undefined
}
