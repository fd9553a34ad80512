/** Which packs a set of criteria rests on: the receipt of its verdicts. */
import type { Node } from '../ir.ts'
import type { CriteriaSet, Derived, PackRef, Test } from '../model.ts'
import type { Building } from './delegation.ts'
import type { Names } from './formulas.ts'
import { ownerKind, walk } from './nodes.ts'
import type { LoadedPack } from './packs.ts'

/** Every pack whose items the set uses, the nearest first. */
export function chainOfSet(
  building: Building,
  set: Omit<CriteriaSet, 'chain'>,
  makers: readonly LoadedPack[],
  names: Names,
  derived: Readonly<Record<string, Readonly<Record<string, Derived>>>>,
): readonly PackRef[] {
  const used = new Set<PackRef>(makers.map((each) => each.ref))
  const addList = (id: string | undefined) => {
    const origin = id === undefined ? undefined : names.codeLists[id]?.origin
    if (origin) used.add(origin)
  }
  for (const criterion of set.criteria) {
    for (const node of nodesOf(criterion.test)) {
      walk(node, set.subject, (each, subject, elements) => {
        if (each.op === 'fact') {
          const fact = names.facts[each.subject]?.[each.fact]
          if (fact) used.add(fact.origin)
          addList(fact?.codes)
        } else if (each.op === 'parameter' || each.op === 'table') {
          const parameter = names.parameters[each.id]
          if (parameter) used.add(parameter.origin)
          addList(parameter?.by)
        } else if (each.op === 'derived') {
          const origin = derived[ownerKind(each.owner, subject, elements)]?.[each.id]?.origin
          if (origin) used.add(origin)
        }
      })
    }
  }
  return building.inForce
    .map((each) => each.ref)
    .filter((each) => used.has(each))
    .reverse()
}

export function nodesOf(test: Test): readonly Node[] {
  return 'parts' in test ? test.parts.flatMap(nodesOf) : [test.node]
}
