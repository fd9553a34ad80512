/** Incomplete subjects of the sample world: small sets of values, so that thresholds are met exactly. */
import { dayNumber } from '../expression/calendar.ts'
import type { Truth } from '../ir.ts'
import type { FactValue, Subject } from '../model.ts'
import type { Random } from './random.ts'
import { CAUSES, GRADES } from './sample-world.ts'

const DAYS = [
  dayNumber(1899, 12, 31),
  dayNumber(1999, 12, 31),
  dayNumber(2000, 2, 29),
  dayNumber(2000, 3, 1),
  dayNumber(2001, 2, 28),
  dayNumber(2011, 12, 31),
  dayNumber(2012, 2, 29),
  dayNumber(2017, 1, 1),
  dayNumber(2017, 12, 31),
  dayNumber(2018, 1, 31),
]

/** The days on which rules are judged: ends of years, and both sides of a leap day. */
export const JUDGED_DAYS = ['2017-12-31', '2018-02-28', '2018-03-01', '2020-02-29'] as const

const VALUES: Readonly<Record<string, readonly Exclude<FactValue, undefined>[]>> = {
  listed: [true, true, true, false],
  poor: [true, false],
  safe: [true, false],
  minutes: [0, 3, 19, 20, 21, 1440],
  balance: [-50, -1, 0, 1, 2, 3, 50],
  area: [0, 130, 390, 389, 5000],
  income: [-10_000_000, -1, 0, 1, 295_200, 590_400, 590_401, 100_000_000],
  cost: [0, 1, 50, 10_000_000],
  rate: [0, 1, 299, 300, 301, 10_000],
  born: DAYS,
  since: DAYS,
  grade: [...GRADES],
  causes: [[], ['illness'], ['illness', 'water'], [...CAUSES]],
  cause: [...CAUSES],
  title: ['甲', '', 'o\'neil \\ "x"', '𠀀乙'],
}

const SETS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  village: { base: ['overall'] },
  household: { home: ['overall', 'water'] },
  person: { health: ['overall'] },
}

const LISTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  village: { households: 'household' },
  household: { members: 'person', guests: 'person' },
  person: {},
}

/** A subject of a kind, of whose facts a part is unknown. */
export function randomSubject(random: Random, kind: string): Subject {
  const unknown = random.pick([0, 10, 30, 60])
  const facts: Record<string, FactValue> = {}
  for (const [id, values] of Object.entries(VALUES)) {
    if (!random.chance(unknown)) facts[id] = random.pick(values)
    else if (random.chance(50)) facts[id] = null
  }
  const lists: Record<string, Subject[]> = {}
  for (const [list, of] of Object.entries(LISTS[kind] ?? {}))
    lists[list] = Array.from({ length: random.pick([0, 1, 2, 3, 5]) }, () => randomSubject(random, of))
  const verdicts: Record<string, Record<string, Truth>> = {}
  for (const [set, criteria] of Object.entries(SETS[kind] ?? {}))
    verdicts[set] = Object.fromEntries(criteria.map((id) => [id, random.pick([0, 1, 2] as const)]))
  return { facts, lists, ...(random.chance(80) ? { verdicts } : {}) }
}
