/** One household with everything that was ever observed and decided about it, from the end of 2015 to March 2017. */

import { dayNumber, dayText } from './days.ts'
import { decisionsOf } from './decisions.ts'
import { type DecisionEntry, dayBetween, instantAfter, type RecordEntry } from './journal.ts'
import { type Gaps, livingOf, naturalVillageOf } from './living.ts'
import { bankAccountOf, phoneOf, uuidAt } from './numbers.ts'
import { childOf, type Facts, type Person, peopleOf } from './people.ts'
import type { HouseholdFate } from './plan.ts'
import type { Random } from './random.ts'
import { writeIncome, writePerson, writerOf, writeSpring, writeYearEnd } from './rounds.ts'

export interface HouseholdInput {
  readonly random: Random
  readonly seed: number
  readonly fate: HouseholdFate
  readonly able: boolean
  readonly size: number
  readonly cause: string
  readonly gaps: Gaps
  readonly villageIndex: number
  readonly villageCode: string
  readonly isInPoorVillage: boolean
  readonly isSound: boolean
  readonly group: number
  /** Order in the village, from 1. */
  readonly order: number
  /** Order in the world, from 0: numbers are made from it. */
  readonly serial: number
  /** Somebody of another household whom this one registers a second time. */
  readonly duplicateOf: Person | undefined
}

export interface HouseholdHistory {
  readonly id: string
  readonly number: string
  readonly createdAt: string
  readonly regionCode: string
  readonly fate: HouseholdFate
  readonly size: number
  readonly cause: string
  readonly dibaoClass: string
  readonly people: readonly Person[]
  readonly records: readonly RecordEntry[]
  readonly decisions: readonly DecisionEntry[]
}

/** Id numbers of a household lie within a range of its own. */
const personsPerHousehold = 12

export function householdOf(input: HouseholdInput): HouseholdHistory {
  const { random, fate, size, cause, villageCode, isSound, able } = input
  const registeredOn = dayBetween(random, '2015-12-01', '2015-12-30')
  const madeOn = dayText(dayNumber(registeredOn) + random.int(4, 20))
  const id = uuidAt(random, madeOn)
  const regionCode = `${villageCode}${String(input.group).padStart(2, '0')}`
  const number = `${villageCode}${String(input.order).padStart(4, '0')}`
  const serial = input.serial * personsPerHousehold
  const people = peopleOf({ random, size, cause, fate, isSound, serial, madeOn })
  registerTwice(people, input.duplicateOf)
  changeMembers(input, people, serial)
  const naturalVillage = naturalVillageOf(input.seed, input.villageIndex, input.group, isSound)
  const hasLabour = people.some((person) =>
    ['ordinary', 'skilled', 'weak'].includes(String(person.yearly(2016).labourSkill)),
  )
  const living = livingOf({ random, fate, gaps: input.gaps, size, naturalVillage, isSound, able, hasLabour })
  const writer = writerOf(random, villageCode, regionCode)
  const dibaoClass = String(living.yearEnd.dibaoClass)
  const isIneligible = random.chance(0.008)
  const isVisited = living.isImproved || random.chance(isSound ? 0.999 : 0.978)
  const yearEndOn =
    fate === 'exited'
      ? dayBetween(random, '2016-11-05', '2016-12-04')
      : dayBetween(random, '2016-12-01', '2016-12-28')

  writer.record('household', id, registeredOn, {
    householdNumber: number,
    regionCode,
    ...registrationFacts(input, people, dibaoClass, isIneligible),
    ...living.before,
  })
  for (const person of people)
    writePerson(writer, person, id, registeredOn, isVisited ? yearEndOn : undefined)
  if (random.chance(0.7)) {
    writer.record('household', id, dayBetween(random, '2016-09-05', '2016-10-25'), living.autumn)
  }
  if (isVisited) writeYearEnd(random, writer, id, yearEndOn, living, isIneligible)
  writeIncome(random, writer, id, { fate, people: people.slice(0, size), dibaoClass, yearEndOn })
  writeSpring(random, writer, id, input.gaps)
  const decisions = decisionsOf(random, {
    id,
    regionCode,
    fate,
    county: villageCode.slice(0, 6),
    isIneligible,
  })
  return {
    id,
    number,
    createdAt: instantAfter(random, madeOn, 0),
    regionCode,
    fate,
    size,
    cause,
    dibaoClass,
    people,
    records: writer.records,
    decisions,
  }
}

function registrationFacts(
  { random, able, cause, isInPoorVillage, serial }: HouseholdInput,
  people: readonly Person[],
  dibaoClass: string,
  isIneligible: boolean,
): Facts {
  const others = ['illness', 'schooling', 'technology', 'capital', 'labour', 'traffic'].filter(
    (each) => each !== cause,
  )
  return {
    ...(random.chance(0.01) ? {} : { rosterComplete: random.chance(0.995) }),
    attribute:
      dibaoClass === 'none'
        ? 'ordinaryPoor'
        : dibaoClass === 'A' && people.length === 1
          ? 'supportedPoor'
          : 'dibaoPoor',
    identificationStandard: 'national',
    identificationScore: (random.int(280, 620) / 10).toFixed(1),
    identifiedOn: random.weighted({ '2013-12-31': 2, '2014-12-31': 3, '2015-12-31': 5 }),
    inPoorVillage: isInPoorVillage,
    cause,
    otherCauses: random.chance(0.6) ? [random.pick(others)] : [],
    ...(random.chance(0.88) ? { phone: phoneOf(random) } : {}),
    bankName: '农村信用社',
    bankAccount: bankAccountOf(serial),
    industryAble: able,
    renovationReceived: random.chance(0.1),
    reservoirMigrant: random.chance(0.03),
    carOwned: isIneligible && random.chance(0.6),
    urbanHousingOwned: isIneligible && random.chance(0.4),
    businessRegistered: isIneligible && random.chance(0.4),
  }
}

/** A daughter who married is on the list of her parents and on that of her husband's. */
function registerTwice(people: Person[], twin: Person | undefined): void {
  if (!twin) return
  const index = people.findIndex(({ relation }) => relation === 'daughterInLaw')
  if (index < 0) return
  const person = people[index]!
  const { name, idNumber, birthDate } = twin
  people[index] = {
    ...person,
    name,
    idNumber,
    birthDate,
    age: twin.age,
    lasting: { ...person.lasting, name, idNumber, birthDate },
  }
}

/** In 2016 as many came as went, so that the plan's figures of January hold; births and deaths of 2017 are free. */
function changeMembers(input: HouseholdInput, people: Person[], serial: number): void {
  const { random, size } = input
  const elder = people.findLast(({ relation, age }) => relation !== 'head' && age >= 66)
  const bear = (from: string, to: string) => {
    const surname = people[0]!.name.slice(0, 1)
    const bornOn = dayBetween(random, from, to)
    const child = childOf({ ...input, serial: serial + people.length, madeOn: bornOn }, surname, bornOn)
    child.lasting.identifiedOn = bornOn
    if (people[0]!.age < 42) child.lasting.relation = child.sex === 'male' ? 'son' : 'daughter'
    people.push(child)
  }
  if (elder && size >= 4 && random.chance(0.08)) {
    elder.leavesOn = dayBetween(random, '2016-01-20', '2016-10-31')
    bear('2016-01-20', '2016-10-31')
  } else if (elder && random.chance(0.012)) {
    elder.leavesOn = dayBetween(random, '2017-01-05', '2017-03-20')
  }
  if (size >= 3 && size <= 6 && random.chance(0.004)) bear('2017-01-05', '2017-03-20')
}
