/** Well-typed rules over the sample world, as text. Some still fail the check, for their range: callers skip those. */
import type { Random } from './random.ts'
import { CAUSES, GRADES } from './sample-world.ts'

interface Seen {
  readonly random: Random
  /** Prefix and kind of what may be named here: `''` for the subject, `m.` for an element. */
  readonly owners: readonly { readonly prefix: string; readonly kind: string }[]
  readonly depth: number
}

export type Wanted =
  | 'boolean'
  | 'yuan'
  | 'min'
  | 'pure'
  | 'percent'
  | 'm²'
  | 'date'
  | 'grade'
  | 'cause'
  | 'text'

export const WANTED: readonly Wanted[] = ['boolean', 'yuan', 'min', 'pure', 'percent', 'm²', 'date', 'grade']

/** A rule of a type for subjects of a kind; deeper rules are longer. */
export function randomRule(random: Random, kind: string, wanted: Wanted, depth: number): string {
  return write(wanted, { random, owners: [{ prefix: '', kind }], depth })
}

function write(wanted: Wanted, seen: Seen): string {
  if (wanted === 'boolean') return truth(seen)
  if (wanted === 'date') return date(seen)
  if (wanted === 'grade' || wanted === 'cause') return code(wanted, seen)
  if (wanted === 'text') return `${owner(seen).prefix}title`
  return number(wanted, seen)
}

const deeper = (seen: Seen): Seen => ({ ...seen, depth: seen.depth - 1 })
const owner = (seen: Seen) => seen.random.pick(seen.owners)

function truth(seen: Seen): string {
  const { random } = seen
  const within = deeper(seen)
  if (seen.depth <= 0) return random.pick([simpleTruth, simpleTruth, comparison])(seen)
  const form = random.pick([
    () => `(${truth(within)} ${random.pick(['and', 'or'])} ${truth(within)})`,
    () => `(${truth(within)} and ${truth(within)} and ${truth(within)})`,
    () => `(${truth(within)} or ${truth(within)} or ${truth(within)})`,
    () => `not ${truth({ ...within, depth: 0 })}`,
    () => `not (${truth(within)})`,
    () => comparison(within),
    () => comparison(within),
    () => `(${truth(within)}) = (${truth(within)})`,
    () => `(${write(random.pick(WANTED), within)}) is ${random.pick(['', 'not '])}known`,
    () => `(if ${truth(within)} then ${truth(within)} else ${truth(within)})`,
    () => quantified(within),
    () => quantified(within),
    () => simpleTruth(seen),
  ])
  return form()
}

function simpleTruth(seen: Seen): string {
  const { random } = seen
  const { prefix, kind } = owner(seen)
  const choices = ['poor', 'safe', 'listed'].map((fact) => prefix + fact)
  choices.push(`${prefix}grade ${random.pick(['in', 'not in'])} ["A","${random.pick(GRADES)}"]`)
  choices.push(`"${random.pick(CAUSES)}" in ${prefix}causes`, `${prefix}cause in ${prefix}causes`)
  choices.push(
    `${prefix}grade ${random.pick(['=', '!='])} ${random.pick(['worst', '"B"', `${owner(seen).prefix}grade`])}`,
  )
  choices.push(
    `${prefix}title ${random.pick(['=', '!='])} "甲"`,
    `${prefix}title = ${owner(seen).prefix}title`,
    'open',
  )
  if (kind === 'person') choices.push(`${prefix}adult`)
  if (kind === 'household') choices.push(`${prefix}poorNow`)
  const sets: Record<string, string> = { village: '"base"', household: '"home"', person: '"health"' }
  const of = prefix === '' ? '' : `${prefix.slice(0, -1)}, `
  const criterion = random.chance(50) && kind === 'household' ? ', "water"' : ''
  choices.push(`verdict(${of}${sets[kind]}${criterion})`)
  return random.pick(choices)
}

function comparison(seen: Seen): string {
  const { random } = seen
  const cmp = random.pick(['=', '!=', '<', '<=', '>', '>='])
  const forms = [
    () => `${number('yuan', seen)} ${cmp} ${random.pick(['0', '2952', '100.5', number('yuan', seen)])}`,
    () => `${number('min', seen)} ${cmp} ${random.pick(['20', 'minutesMax', number('min', seen)])}`,
    () =>
      `${number('percent', seen)} ${cmp} ${random.pick(['3', '3%', 'incidenceMax', number('pure', seen)])}`,
    () => `${number('pure', seen)} ${cmp} ${random.pick(['0', '2.5', '1%', number('percent', seen)])}`,
    () => areas(cmp, seen),
    () => counts(cmp, seen),
    () => `${date(seen)} ${cmp} ${date(seen)}`,
    () =>
      `age(${date(seen)}) ${cmp} ${random.pick(['ages.from', 'ages.below', '0', '18', `age(${date(seen)})`])}`,
    () => `ages.adult ${cmp} age(${date(seen)})`,
    () => `${number('yuan', seen)} between ${number('yuan', seen)} and ${number('yuan', seen)}`,
  ]
  return random.pick(forms)()
}

function areas(cmp: string, seen: Seen): string {
  const { prefix, kind } = owner(seen)
  const least = kind === 'household' ? `areaMin * ${prefix}members.count` : '13'
  return `${number('m²', seen)} ${cmp} ${least}`
}

function counts(cmp: string, seen: Seen): string {
  const opened = open(seen)
  if (!opened) return simpleTruth(seen)
  const { list, variable, inner } = opened
  return `${seen.random.pick([`${list}.count`, `(count ${variable} in ${list} where ${truth(inner)})`])} ${cmp} ${seen.random.below(4)}`
}

function number(unit: 'yuan' | 'min' | 'pure' | 'percent' | 'm²', seen: Seen): string {
  const { random } = seen
  const { prefix, kind } = owner(seen)
  const within = deeper(seen)
  const simple: Record<typeof unit, string[]> = {
    yuan: [`${prefix}income`, `${prefix}cost`, `stipend[${code('grade', within)}]`, `repair[${prefix}grade]`],
    min: [`${prefix}minutes`, 'minutesMax'],
    pure: [
      `${prefix}balance`,
      `${prefix}balance`,
      `month(${date(within)})`,
      `length(${prefix}title)`,
      `year(${date(within)})`,
    ],
    percent: [`${prefix}rate`, `${prefix}rate`, 'incidenceMax'],
    'm²': [`${prefix}area`],
  }
  if (kind === 'village') simple.yuan.push(`${prefix}total`)
  if (kind === 'village') simple.pure.push(`${prefix}incidence`)
  if (kind !== 'village') simple.yuan.push(`${prefix}net`)
  if (seen.depth <= 0) return random.pick(simple[unit])
  const inner = () => number(unit, within)
  const forms = [
    () => random.pick(simple[unit]),
    () => `(${inner()} ${random.pick(['+', '-'])} ${random.pick([inner(), '1', '0.5'])})`,
    () => `(${inner()} * ${random.pick(['2', '3', `${prefix}balance`, `${prefix}rate`, '5%'])})`,
    () => `${random.pick(['least', 'greatest'])}(${inner()}, ${inner()})`,
    () => `abs(${inner()})`,
    () => `(-${inner()})`,
    () => `(if ${truth(within)} then ${inner()} else ${inner()})`,
    () => `${random.pick(['round', 'floor', 'ceil'])}(${inner()}, ${random.below(3)})`,
    () =>
      `${random.pick(['round', 'floor', 'ceil'])}(${inner()} / ${random.pick(['3', '7', number('pure', within)])}, ${random.below(4)})`,
    () => folded(unit, within),
    () => folded(unit, within),
  ]
  if (unit === 'pure') {
    forms.push(() => `round(${number('yuan', within)} / ${number('yuan', within)}, 2)`)
    forms.push(() => `(${number('pure', within)} * ${number('pure', within)})`)
  }
  const text = random.pick(forms)()
  // A product with a percentage is a pure number; a percentage that was wanted must not meet one.
  return unit === 'percent' && /\*|\//.test(text) ? `${prefix}rate` : text
}

function date(seen: Seen): string {
  const { random } = seen
  const { prefix, kind } = owner(seen)
  const simple = [
    `${prefix}born`,
    `${prefix}born`,
    `${prefix}since`,
    'deadline',
    'asOf',
    'date("2016-02-29")',
  ]
  if (kind === 'household') simple.push(`${prefix}eldest`)
  if (seen.depth <= 0) return random.pick(simple)
  const within = deeper(seen)
  return random.pick([
    () => random.pick(simple),
    () => `addMonths(${date(within)}, ${random.pick(['-12', '6', '1', `${prefix}balance`])})`,
    () => `(if ${truth(within)} then ${date(within)} else ${date(within)})`,
  ])()
}

function code(list: 'grade' | 'cause', seen: Seen): string {
  const { random } = seen
  const simple = owner(seen).prefix + list
  if (seen.depth <= 0 || random.chance(70)) return simple
  const within = deeper(seen)
  return `(if ${truth(within)} then ${simple} else ${code(list, within)})`
}

/** A list that can be opened here, with a fresh variable for its elements. */
function open(seen: Seen): { list: string; variable: string; inner: Seen } | undefined {
  const { random } = seen
  const from = seen.owners.filter(({ kind }) => kind !== 'person')
  if (from.length === 0) return undefined
  const { prefix, kind } = random.pick(from)
  const [name, of] =
    kind === 'village'
      ? ['households', 'household']
      : [random.pick(['members', 'members', 'guests']), 'person']
  const variable = `${of[0]}${seen.owners.length}`
  const inner = { ...seen, owners: [...seen.owners, { prefix: `${variable}.`, kind: of }] }
  return { list: prefix + name, variable, inner }
}

function quantified(seen: Seen): string {
  const opened = open(seen)
  if (!opened) return simpleTruth(seen)
  const { list, variable, inner } = opened
  const { random } = seen
  const where = random.chance(60) ? ` where ${truth(inner)}` : ''
  const share = `at ${random.pick(['least', 'most'])} ${random.pick(['50%', '98%', '0%', '33.3%', '100%', 'shareMin', 'incidenceMax'])} of`
  const word = random.pick(['every', 'some', share, share])
  return `(${word} ${variable} in ${list}${where} satisfies ${truth(inner)})`
}

function folded(unit: 'yuan' | 'min' | 'pure' | 'percent' | 'm²', seen: Seen): string {
  const opened = open(seen)
  if (!opened) return number(unit, { ...seen, depth: 0 })
  const { list, variable, inner } = opened
  const { random } = seen
  const where = random.chance(60) ? ` where ${truth(inner)}` : ''
  return `(${random.pick(['sum', 'min', 'max'])} ${variable} in ${list}${where} of ${number(unit, inner)})`
}
