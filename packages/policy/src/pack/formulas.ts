/** Expressions in the place where they stand: parsed once, checked once for what they name. */
import type { Expected, Expression, Scope } from '../expression/index.ts'
import { checkExpression, dependencies, parseExpression } from '../expression/index.ts'
import type { Node } from '../ir.ts'
import type { Derived, Place } from '../model.ts'
import { ownedKey, reportUnknown } from './catalogue.ts'
import { itemOf } from './cite.ts'
import type { Building } from './delegation.ts'
import { holding } from './delegation.ts'
import type { Packs } from './packs.ts'
import type { Report } from './structure.ts'

export interface PlacedText {
  readonly value: string
  readonly place: Place
}

/** A scope without its subject: what a whole policy lets expressions name. */
export type Names = Omit<Scope, 'subject'> & { readonly withoutValue: ReadonlySet<string> }

export function parsed(packs: Packs, text: PlacedText, report: Report): Expression | undefined {
  let expression = packs.parsed.get(text.place)
  if (!expression) {
    expression = parseExpression(text.value, text.place)
    packs.parsed.set(text.place, expression)
  }
  if (!Array.isArray(expression)) return expression
  for (const { code, message, nearest, ...place } of expression) report(place, code, message, nearest)
  return undefined
}

/** The checked tree of an expression about a subject, or undefined after its problems were reported. */
export function checked(
  building: Building,
  text: PlacedText,
  subject: string,
  names: Names,
  expected?: Expected,
): Node | undefined {
  const { packs, report, when } = building
  const expression = parsed(packs, text, report)
  if (!expression) return undefined
  const { withoutValue, ...rest } = names
  const scope: Scope = { ...rest, subject }
  const uses = dependencies(expression, scope)
  const valueless = uses.names.map(([, id]) => id).filter((id) => withoutValue.has(id))
  for (const id of valueless) {
    const message = {
      zh: `参数 ${id} 在 ${when.asOf} 没有值`,
      en: `the parameter ${id} has no value on ${when.asOf}`,
    }
    report(text.place, 'parameter.noValue', message)
  }
  if (valueless.length > 0) return undefined
  const result = packs.kept(text.place, basisOf(packs, scope, uses, expected), () =>
    checkExpression(expression, scope, expected),
  )
  if (!Array.isArray(result)) return result
  for (const { code, message, nearest, ...place } of result) report(place, code, message, nearest)
  return undefined
}

/** All that the checked tree depends on: while these are the same objects, so is the tree. */
function basisOf(
  packs: Packs,
  scope: Scope,
  uses: ReturnType<typeof dependencies>,
  expected: Expected | undefined,
): unknown[] {
  const basis: unknown[] = [
    scope.subject,
    JSON.stringify(expected),
    packs.kept(scope.subjects, [], () => JSON.stringify(scope.subjects)),
  ]
  for (const [subject, id] of uses.names) {
    const fact = scope.facts[subject]?.[id]
    const parameter = scope.parameters[id]
    const lists = [
      fact?.codes,
      parameter?.by,
      parameter && 'list' in parameter.type ? parameter.type.list : undefined,
    ]
    basis.push(id, fact, parameter, scope.derived[subject]?.[id]?.node)
    for (const list of lists) basis.push(list === undefined ? undefined : scope.codeLists[list])
  }
  for (const id of uses.sets) {
    const set = scope.sets[id]
    basis.push(id, set && `${set.subject}:${set.criteria.join()}`)
  }
  return basis
}

/**
 * Derived formulas by subject, then id, each checked after those that it uses. A formula that uses itself, over
 * whatever detour, is refused.
 */
export function derivedOf(building: Building, names: Names): Record<string, Record<string, Derived>> {
  const { packs, report } = building
  const said = holding(building, 'derived', (pack) =>
    Object.entries(pack.content.derived ?? {}).map(
      ([key, raw]) => [ownedKey(key, (raw.subject ?? pack.content.subject)?.value), raw] as const,
    ),
  )
  const derived: Record<string, Record<string, Derived>> = {}
  for (const subject of Object.keys(names.subjects)) derived[subject] = {}
  const state = new Map<string, 'open' | 'done'>()

  for (const key of said.keys()) visit(key, [])
  return derived

  function visit(key: string, path: readonly string[]): void {
    const one = said.get(key)
    if (!one || state.get(key) === 'done') return
    const subject = key.slice(0, key.indexOf('.'))
    const place = one.raw.formula.place
    if (state.get(key) === 'open') {
      const circle = [...path.slice(path.indexOf(key)), key].map((each) => each.split('.')[1]).join(' → ')
      report(place, 'derived.circle', {
        zh: `公式循环引用：${circle}`,
        en: `formulas go round in a circle: ${circle}`,
      })
      return
    }
    state.set(key, 'open')
    const expression = parsed(packs, one.raw.formula, report)
    const isSubject = Object.hasOwn(names.subjects, subject)
    if (!isSubject)
      reportUnknown(
        report,
        one.raw.subject?.place ?? one.raw.place,
        'subject',
        subject || '""',
        names.subjects,
      )
    if (expression && isSubject) {
      const clash = [names.facts[subject]?.[one.id], names.subjects[subject]?.lists[one.id]].some(Boolean)
      if (clash) {
        const en = `${subject} already has a fact or a list ${one.id}`
        report(one.raw.place, 'id.twice', { zh: `${subject} 已有事实或列表 ${one.id}`, en })
      }
      const uses = dependencies(expression, { subject, subjects: names.subjects })
      for (const [owner, id] of uses.names) visit(`${owner}.${id}`, [...path, key])
      const scope = { ...names, derived }
      // A formula may be of any type: nothing is expected of it.
      const node = checked(building, one.raw.formula, subject, scope)
      if (node) {
        const item = itemOf(one.pack, one.id, one.raw)
        derived[subject]![one.id] = packs.kept(node, [one.raw], () => ({
          ...item,
          subject,
          formula: one.raw.formula.value,
          node,
        }))
      }
    }
    state.set(key, 'done')
  }
}
