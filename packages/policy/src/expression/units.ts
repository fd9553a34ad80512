/** Units as exponents of base units, and their names in both languages. */
import type { Text, Unit } from '../ir.ts'

export const NO_UNIT: Unit = {}
export const PERCENT: Unit = { '%': 1 }

/** `m²/person` → `{ 'm²': 1, person: -1 }`. Empty text is a pure number; undefined when it is no unit. */
export function parseUnit(text: string): Unit | undefined {
  if (text.trim() === '') return NO_UNIT
  const unit: Record<string, number> = {}
  let sign = 1
  for (const part of text.split(/([*·/])/)) {
    if (part === '/') sign = -1
    else if (part === '*' || part === '·') continue
    else {
      const name = part.trim()
      if (!/^(1|%|‰|[\p{L}][\p{L}\p{N}²³]*)$/u.test(name)) return undefined
      if (name !== '1') unit[name] = (unit[name] ?? 0) + sign
    }
  }
  return normal(unit)
}

/** `{ 'm²': 1, person: -1 }` → `m²/person`. */
export function unitText(unit: Unit): string {
  return format(unit, (name) => name)
}

export function multiplyUnits(left: Unit, right: Unit, sign: 1 | -1): Unit {
  const product: Record<string, number> = { ...left }
  for (const [name, exponent] of Object.entries(right)) product[name] = (product[name] ?? 0) + sign * exponent
  return normal(product)
}

export function sameUnit(left: Unit, right: Unit): boolean {
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name])
}

export const isPure = (unit: Unit): boolean => Object.keys(unit).length === 0

const CHINESE: Readonly<Record<string, string>> = {
  yuan: '元',
  person: '人',
  household: '户',
  village: '村',
  'm²': '平方米',
  m: '米',
  km: '公里',
  mu: '亩',
  L: '升',
  kg: '公斤',
  min: '分钟',
  h: '小时',
  day: '天',
  month: '个月',
  year: '年',
  age: '岁',
  visit: '次',
  time: '次',
  item: '件',
}

/** Words that have a plural in English; what is written as a sign has none. */
const COUNTED = ['day', 'month', 'year', 'visit', 'time', 'item', 'person', 'household', 'village']

/** The unit as people write it after a number. `age` is what years are called when somebody's age is meant. */
export function unitLabel(unit: Unit, one = true): Text {
  const names = Object.keys(unit)
  const single = names.length === 1 && unit[names[0]!] === 1 ? names[0]! : ''
  const zh = format(unit, (name) => CHINESE[name] ?? name)
  if (single === 'age') return { zh, en: one ? 'year' : 'years' }
  return { zh, en: !one && COUNTED.includes(single) ? `${single}s` : unitText(unit) }
}

function format(unit: Unit, label: (name: string) => string): string {
  const names = Object.keys(unit)
  const above = names
    .filter((name) => unit[name]! > 0)
    .flatMap((name) => Array(unit[name]!).fill(label(name)))
  const below = names
    .filter((name) => unit[name]! < 0)
    .flatMap((name) => Array(-unit[name]!).fill(label(name)))
  if (below.length === 0) return above.join('·')
  return `${above.join('·') || '1'}/${below.join('/')}`
}

function normal(unit: Record<string, number>): Unit {
  const names = Object.keys(unit).filter((name) => unit[name] !== 0)
  return Object.fromEntries(names.sort().map((name) => [name, unit[name]!]))
}
