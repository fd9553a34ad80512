/** Who belongs to a household: relations and ages that fit each other, for a given number of members and a cause. */
import { dayNumber, dayText } from './days.ts'
import type { Random } from './random.ts'

export type Sex = 'male' | 'female'

export interface Kin {
  readonly relation: string
  readonly sex: Sex
  /** Whole years at the end of 2015. */
  readonly age: number
  readonly birthDate: string
}

interface Draft {
  relation: string
  sex: Sex
  age: number
}

const registrationDay = dayNumber('2015-12-31')

/** As many members as `size` says, exactly one of them the head, the head first. */
export function familyOf(random: Random, size: number, cause: string): Kin[] {
  const head = headOf(random, size, cause)
  const members: Draft[] = [head]
  const room = () => size - members.length
  const add = (relation: string, sex: Sex, age: number) => {
    if (room() > 0) members.push({ relation, sex, age: Math.max(0, Math.min(99, Math.round(age))) })
  }
  if (size > 1 && random.chance(head.age > 74 ? 0.45 : 0.86)) {
    add('spouse', head.sex === 'male' ? 'female' : 'male', head.age + random.int(-5, 3))
  }
  if (head.age < 58 && size >= 4 && random.chance(0.4)) add('mother', 'female', head.age + random.int(20, 32))
  if (head.age < 55 && size >= 5 && random.chance(0.28)) add('father', 'male', head.age + random.int(21, 35))
  if (random.chance(0.03) && size >= 3)
    add('sibling', random.chance(0.7) ? 'male' : 'female', head.age - random.int(1, 9))
  const children = addChildren(random, head, size, room, add)
  addGrandchildren(random, children, room, add)
  while (room() > 0) add(...filler(random, head, children))
  return members.map((draft) => ({ ...draft, birthDate: birthOf(random, draft.age) }))
}

function headOf(random: Random, size: number, cause: string): Draft {
  const isAlone = size <= 2
  const base = isAlone ? random.int(46, 79) : size >= 6 ? random.int(36, 66) : random.int(31, 64)
  const age = cause === 'schooling' ? random.int(37, 52) : cause === 'labour' && isAlone ? base + 3 : base
  return { relation: 'head', sex: random.chance(0.87) ? 'male' : 'female', age: Math.min(age, 86) }
}

function addChildren(
  random: Random,
  head: Draft,
  size: number,
  room: () => number,
  add: (relation: string, sex: Sex, age: number) => void,
): { sex: Sex; age: number }[] {
  const children: { sex: Sex; age: number }[] = []
  const wanted = Math.min(room(), size <= 3 ? random.int(0, 2) : random.int(1, 4))
  let age = Math.min(head.age - random.int(21, 29), 34)
  for (let order = 0; order < wanted && age >= 0; order++) {
    const sex = random.chance(0.53) ? 'male' : 'female'
    children.push({ sex, age })
    add(sex === 'male' ? 'son' : 'daughter', sex, age)
    age -= random.int(1, 4)
  }
  return children
}

function addGrandchildren(
  random: Random,
  children: readonly { sex: Sex; age: number }[],
  room: () => number,
  add: (relation: string, sex: Sex, age: number) => void,
): void {
  const married = children.find(({ sex, age }) => sex === 'male' && age >= 24)
  if (!married || room() === 0 || !random.chance(0.6)) return
  add('daughterInLaw', 'female', married.age - random.int(-1, 4))
  const oldest = married.age - random.int(21, 24)
  for (let age = oldest, order = 0; age >= 0 && order < 2; age -= random.int(2, 4), order++) {
    const sex = random.chance(0.53) ? 'male' : 'female'
    add(sex === 'male' ? 'grandson' : 'granddaughter', sex, age)
  }
}

/** Whoever still fits: another child, a grandchild whose parents are away, a niece or nephew. */
function filler(
  random: Random,
  head: Draft,
  children: readonly { age: number }[],
): [relation: string, sex: Sex, age: number] {
  const sex: Sex = random.chance(0.52) ? 'male' : 'female'
  const isMale = sex === 'male'
  if (head.age < 58) {
    const highest = Math.max(1, Math.min(head.age - 21, 30))
    return [isMale ? 'son' : 'daughter', sex, random.int(0, highest)]
  }
  if (children.length > 0 || random.chance(0.75)) {
    return [
      isMale ? 'grandson' : 'granddaughter',
      sex,
      random.int(1, Math.max(2, Math.min(24, head.age - 43))),
    ]
  }
  return [isMale ? 'nephew' : 'niece', sex, random.int(4, 30)]
}

/** A day on which somebody was born who is `age` at the end of 2015. */
function birthOf(random: Random, age: number): string {
  return dayText(Math.floor(registrationDay - age * 365.25 - random.int(1, 364)))
}
