import { walk } from '../expression/index.ts'
import type { Node } from '../ir.ts'
import type { EffectivePolicy } from '../model.ts'
import { nodesOf } from './chain.ts'

export interface ParameterUses {
  readonly criteria: readonly { readonly set: string; readonly criterion: string }[]
  readonly derived: readonly { readonly subject: string; readonly id: string }[]
  readonly entitlements: readonly string[]
}

/** Where a parameter is used, directly or through formulas: what to judge again when its value changes. */
export function usesOf(policy: EffectivePolicy, parameterId: string): ParameterUses {
  const uses = (node: Node | undefined) => node !== undefined && usesParameter(node, parameterId)
  return {
    criteria: criteriaUsing(policy, parameterId),
    derived: Object.entries(policy.derived).flatMap(([subject, formulas]) =>
      Object.values(formulas).flatMap(({ id, node }) => (uses(node) ? [{ subject, id }] : [])),
    ),
    entitlements: policy.entitlements.flatMap(({ id, amount, when, cap }) =>
      [amount, when, cap].some(uses) ? [id] : [],
    ),
  }
}

/** The criteria whose outcome can depend on a parameter. */
export function criteriaUsing(
  policy: Pick<EffectivePolicy, 'sets'>,
  parameterId: string,
): { readonly set: string; readonly criterion: string }[] {
  return Object.values(policy.sets).flatMap((set) =>
    set.criteria.flatMap(({ id, test }) =>
      nodesOf(test).some((node) => usesParameter(node, parameterId)) ? [{ set: set.id, criterion: id }] : [],
    ),
  )
}

export function usesParameter(node: Node, parameterId: string): boolean {
  let isUsed = false
  walk(node, (each) => {
    if ((each.op === 'parameter' || each.op === 'table') && each.id === parameterId) isUsed = true
  })
  return isUsed
}
