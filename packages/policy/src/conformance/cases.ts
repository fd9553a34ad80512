/** The conformance cases: chosen rules for every form of the language, then random ones. */

import { formatDay, parseDay } from '../expression/calendar.ts'
import { checkExpression } from '../expression/check.ts'
import { formatDecimal } from '../expression/decimal.ts'
import { parseExpression } from '../expression/parser.ts'
import { unitText } from '../expression/units.ts'
import type { ConstantValue, Node, Type } from '../ir.ts'
import { outcomeOf } from '../judge/codes.ts'
import { toJson } from '../judge/values.ts'
import type { FactValue, Subject } from '../model.ts'
import { evaluateReference } from '../reference/evaluate.ts'
import { internalOf } from '../reference/internal.ts'
import { type Random, randomFrom } from '../reference/random.ts'
import { randomRule, WANTED } from '../reference/random-rules.ts'
import { JUDGED_DAYS, randomSubject } from '../reference/random-subjects.ts'
import { SAMPLE_KINDS, sampleWorld } from '../reference/sample-world.ts'
import { CHOSEN } from './chosen.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

const world = sampleWorld()

/** All cases, the same every time. */
export function conformanceCases(): readonly Json[] {
  const random = randomFrom(2015)
  const chosen = CHOSEN.flatMap(([kind, expression]) =>
    [1, 2, 3].map(() => conformanceCase(random, kind, expression)),
  )
  const drawn: (Json | undefined)[] = []
  while (drawn.length < 200) {
    const kind = random.pick(SAMPLE_KINDS)
    drawn.push(
      conformanceCase(random, kind, randomRule(random, kind, random.pick(WANTED), 1 + random.below(2))),
    )
  }
  return [...chosen, ...drawn].filter((made) => made !== undefined)
}

function conformanceCase(random: Random, kind: string, text: string): Json | undefined {
  const expression = parseExpression(text, { file: 'case', line: 1, column: 1, item: text })
  const node = Array.isArray(expression) ? expression : checkExpression(expression, world.scope(kind))
  const subject = randomSubject(random, kind)
  const asOf = random.pick(JUDGED_DAYS)
  if (Array.isArray(expression) || Array.isArray(node)) return undefined
  const value = internalOf(evaluateReference(expression, world, kind, subject, parseDay(asOf)!), node)
  return {
    kind,
    expression: text,
    asOf,
    subject: describeSubject(subject, kind, mentioned(text)),
    value: describeValue(value, node),
  }
}

function describeValue(value: FactValue, node: Node): Json {
  if (value === null || value === undefined) return null
  if (node.type.kind === 'number') return formatDecimal(Number(value), node.type.scale)
  return node.type.kind === 'date' ? formatDay(Number(value)) : (value as Json)
}

/** Every word of an expression, and of the formulas that it names. */
function mentioned(text: string): ReadonlySet<string> {
  // A list that is declared complete is declared so by `listed`.
  const words = new Set(['listed'])
  const add = (from: string): void => {
    for (const word of from.match(/\w+/g) ?? []) {
      if (words.has(word)) continue
      words.add(word)
      for (const formulas of Object.values(world.derived)) add(formulas[word]?.formula ?? '')
    }
  }
  add(text)
  return words
}

/** What the expression can look at of a subject; the rest would only fill the file. */
function describeSubject(subject: Subject, kind: string, words: ReadonlySet<string>): Json {
  const pick = <T>(from: Readonly<Record<string, T>> | undefined) =>
    Object.entries(from ?? {}).filter(([name]) => words.has(name))
  const facts = pick(subject.facts).map(
    ([id, value]) => [id, toJson(world.facts[kind]![id]!, value)] as const,
  )
  const lists = pick(subject.lists).map(([list, elements]) => {
    const { of } = world.subjects[kind]!.lists[list]!
    return [list, elements.map((element) => describeSubject(element, of, words))] as const
  })
  const verdicts = pick(subject.verdicts).map(([set, outcomes]) => {
    const named = Object.entries(outcomes).map(([id, truth]) => [id, outcomeOf(truth)])
    return [set, Object.fromEntries(named) as Json] as const
  })
  return {
    ...(facts.length > 0 ? { facts: Object.fromEntries(facts) } : {}),
    ...(lists.length > 0 ? { lists: Object.fromEntries(lists) } : {}),
    ...(verdicts.length > 0 ? { verdicts: Object.fromEntries(verdicts) } : {}),
  }
}

/** What the cases speak of. */
export function conformanceWorld(): Json {
  const subjects = Object.values(world.subjects).map(({ id, lists }) => [
    id,
    Object.fromEntries(
      Object.entries(lists).map(([list, { of, complete, unit }]) => [
        list,
        { of, unit: unitText(unit), ...(complete === undefined ? {} : { complete }) },
      ]),
    ),
  ])
  const facts = Object.values(world.facts.household!).map(
    ({ id, type, scale, unitText: unit, range, codes }) => [
      id,
      {
        type,
        ...(range
          ? { scale, unit, min: formatDecimal(range.min, scale), max: formatDecimal(range.max, scale) }
          : {}),
        ...(codes === undefined ? {} : { codes }),
      },
    ],
  )
  const parameters = Object.values(world.parameters).map(({ id, type, value, by, otherwise }) => [
    id,
    {
      type: type.kind,
      ...(type.kind === 'number' ? { scale: type.scale, unit: unitText(type.unit) } : {}),
      ...(by === undefined ? {} : { by }),
      value:
        value !== null && typeof value === 'object' && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, constant(type, each)]))
          : constant(type, value as ConstantValue),
      ...(otherwise === undefined ? {} : { otherwise: constant(type, otherwise) }),
    },
  ])
  const derived = Object.entries(world.derived).map(([kind, formulas]) => [
    kind,
    Object.fromEntries(Object.values(formulas).map(({ id, formula }) => [id, formula])),
  ])
  return {
    language: 1,
    subjects: Object.fromEntries(subjects) as Json,
    // Every kind of subject has the same facts.
    facts: Object.fromEntries(facts) as Json,
    codeLists: Object.fromEntries(
      Object.values(world.codeLists).map(({ id, values }) => [id, values.map(({ code }) => code)]),
    ),
    parameters: Object.fromEntries(parameters) as Json,
    derived: Object.fromEntries(derived) as Json,
  }
}

function constant(type: Type, value: ConstantValue): Json {
  if (type.kind === 'number') return formatDecimal(value as bigint, type.scale)
  return type.kind === 'date' ? formatDay(Number(value)) : (value as Json)
}
