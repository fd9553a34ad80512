/** The members of a household with what the form asks of each of them. */
import { ageOn } from './days.ts'
import { familyOf, type Kin } from './family.ts'
import { givenNameOf, surnameOf } from './names.ts'
import { idNumberOf, phoneOf, uuidAt, withWrongCheckDigit } from './numbers.ts'
import type { HouseholdFate } from './plan.ts'
import type { Random } from './random.ts'

export type Facts = Record<string, unknown>

export interface Person extends Kin {
  readonly id: string
  readonly name: string
  readonly idNumber: string
  readonly idNumberCheck: string
  readonly health: readonly string[]
  /** Facts that hold from the registration on. */
  readonly lasting: Facts
  /** Facts of a year, as they stood at its end. */
  readonly yearly: (year: 2015 | 2016) => Facts
  /** The one who is away for work, so that children are left behind. */
  readonly monthsAway: number
  joinsOn?: string
  leavesOn?: string
}

export interface PeopleInput {
  readonly random: Random
  readonly size: number
  readonly cause: string
  readonly fate: HouseholdFate
  readonly isSound: boolean
  /** Number of the first person: id numbers are made from it. */
  readonly serial: number
  /** Day of registration in the system, for ids. */
  readonly madeOn: string
}

export function peopleOf(input: PeopleInput): Person[] {
  const { random } = input
  const kin = familyOf(random, input.size, input.cause)
  const surname = surnameOf(random)
  const troubled = troubledMember(random, kin, input.cause)
  const insurance = insuranceOf(random, kin.length, input)
  const people = kin.map((member, index) => {
    const isOfTheFamily = !['spouse', 'daughterInLaw', 'mother'].includes(member.relation)
    const name = (isOfTheFamily ? surname : surnameOf(random)) + givenNameOf(random, member.sex)
    return personOf(input, member, {
      name,
      serial: input.serial + index,
      trouble: index === troubled ? input.cause : undefined,
      insured: insurance[index],
    })
  })
  const isLeftBehind = people.some(({ monthsAway }) => monthsAway >= 6)
  for (const person of people) person.lasting.leftBehind = person.age < 16 && isLeftBehind ? 'child' : 'none'
  return people
}

/** Born into a household after its registration. */
export function childOf(input: PeopleInput, surname: string, bornOn: string): Person {
  const { random } = input
  const sex = random.chance(0.52) ? 'male' : 'female'
  const relation = sex === 'male' ? 'grandson' : 'granddaughter'
  const kin: Kin = { relation, sex, age: 0, birthDate: bornOn }
  const name = surname + givenNameOf(random, sex)
  const child = personOf(input, kin, {
    name,
    serial: input.serial,
    trouble: undefined,
    insured: random.chance(0.7),
  })
  child.joinsOn = bornOn
  child.lasting.leftBehind = 'none'
  return child
}

interface Traits {
  readonly name: string
  readonly serial: number
  readonly trouble: string | undefined
  /** Undefined where nobody asked. */
  readonly insured: boolean | undefined
}

function personOf({ random, fate, madeOn, cause, isSound }: PeopleInput, kin: Kin, traits: Traits): Person {
  const valid = idNumberOf(traits.serial, kin.birthDate, kin.sex)
  const slip = random.next()
  const idNumber = slip < 0.0003 ? withWrongCheckDigit(valid) : slip < 0.0004 ? valid.slice(0, 17) : valid
  const health = healthOf(random, kin.age, traits.trouble)
  const scholar = random.next()
  const isSick = health.includes('chronicIllness') || health.includes('seriousIllness')
  const worker = random.next()
  const months = [random.int(2, 10), random.int(3, 11)] as const
  const workPlace = random.weighted({ withinTown: 3, withinCounty: 4, withinProvince: 2, outsideProvince: 4 })
  const skillRoll = random.next()
  const treated = random.next()
  const urge = { exited: 0.6, expected: 0.47, poor: 0.28 }[fate]
  const school = (year: 2015 | 2016) => schoolOf(kin.birthDate, year, scholar, cause === 'schooling')
  const skill = (year: 2015 | 2016) =>
    labourSkillOf(kin.age + year - 2015, health, school(year).isStudent, skillRoll)
  const works = (year: 2015 | 2016) =>
    ['ordinary', 'skilled'].includes(skill(year)) &&
    kin.age < 59 &&
    worker < (year === 2015 ? urge - 0.1 : urge)
  const lasting: Facts = {
    name: traits.name,
    idNumber,
    idNumberCheck: slip < 0.0003 ? 'wrongCheckDigit' : slip < 0.0004 ? 'wrongLength' : 'valid',
    sex: kin.sex,
    birthDate: kin.birthDate,
    relation: kin.relation,
    ethnicGroup: random.weighted({ '01': 93, '08': 5, '13': 1, '06': 1 }),
    politicalStatus: kin.age > 27 && random.chance(0.02) ? 'partyMember' : 'none',
    maritalStatus: maritalStatusOf(kin),
    identifiedOn: '2015-12-31',
    mandarin: kin.age > 6 && kin.age < 60 && random.chance(0.7),
    soldier: false,
    health,
    publicEmployee: false,
    ...(kin.age >= 18 && kin.age < 70 && random.chance(0.45) ? { phone: phoneOf(random) } : {}),
    ...(health.includes('disabled') ? disabilityOf(random) : {}),
  }
  return {
    ...kin,
    id: uuidAt(random, madeOn),
    name: traits.name,
    idNumber,
    idNumberCheck: lasting.idNumberCheck as string,
    health,
    lasting,
    monthsAway: works(2016) && workPlace !== 'withinTown' ? months[1] : 0,
    yearly: (year) => ({
      ...schoolFacts(school(year), scholar, kin.age, skillRoll),
      labourSkill: skill(year),
      monthsWorking: works(year) ? months[year - 2015]! : 0,
      ownBusiness: works(year) && worker < 0.012,
      ...(works(year) ? { workPlace } : {}),
      ...(traits.insured === undefined
        ? {}
        : { insured: traits.insured, criticalIllnessInsurance: traits.insured }),
      employeeInsured: traits.insured === false && scholar < 0.1,
      commercialInsured: false,
      pensionInsured: kin.age >= 16 && kin.age < 60 ? scholar < 0.85 : false,
      ...(kin.age >= 60 ? { pensionReceived: skillRoll < 0.97 } : {}),
      ...(isSick && treated < (isSound ? 0.995 : 0.97)
        ? {
            illnessTreated:
              treated < (year === 2015 ? 0.7 : isSound ? 0.985 : fate === 'exited' ? 0.955 : 0.92),
          }
        : {}),
    }),
  }
}

/** The member whom the cause of poverty is about. */
function troubledMember(random: Random, kin: readonly Kin[], cause: string): number {
  if (cause !== 'illness' && cause !== 'disability') return -1
  const grown = kin.flatMap(({ age }, index) => (age >= 16 ? [index] : []))
  return random.pick(grown)
}

function healthOf(random: Random, age: number, trouble: string | undefined): string[] {
  if (trouble === 'illness') return random.chance(0.45) ? ['seriousIllness'] : ['chronicIllness']
  if (trouble === 'disability') return random.chance(0.2) ? ['chronicIllness', 'disabled'] : ['disabled']
  if (random.chance(age > 60 ? 0.28 : age > 40 ? 0.06 : 0.01)) return ['chronicIllness']
  if (random.chance(0.018)) return ['disabled']
  return ['healthy']
}

function disabilityOf(random: Random): Facts {
  return {
    disabilityCategory: random.weighted({
      physical: 55,
      visual: 12,
      hearing: 10,
      speech: 3,
      intellectual: 9,
      mental: 8,
      multiple: 3,
    }),
    disabilityGrade: random.weighted({ '1': 15, '2': 30, '3': 30, '4': 25 }),
    disabilityCertifiedYear: random.int(2009, 2015),
  }
}

interface School {
  readonly stage?: string
  readonly isStudent: boolean
  readonly hasDroppedOut?: boolean
}

/** School by the age at the first of September: the year in which the autumn term began. */
function schoolOf(birthDate: string, year: number, scholar: number, isForSchooling: boolean): School {
  const age = ageOn(birthDate, `${year}-09-01`)
  if (age < 3 || (age < 5 && scholar > 0.8)) return { stage: 'preschoolAge', isStudent: false }
  if (age < 6) return { stage: 'preschool', isStudent: true }
  if (age >= 12 && age < 16 && scholar > 0.989) return { isStudent: false, hasDroppedOut: true }
  if (age < 12) return { stage: 'primary', isStudent: true }
  if (age < 15) return { stage: `grade${age - 5}`, isStudent: true }
  if (age < 18 && scholar < 0.55) return { stage: `senior${age - 14}`, isStudent: true }
  if (age < 18 && scholar < 0.93) return { stage: `vocational${age - 14}`, isStudent: true }
  const share = isForSchooling ? 0.62 : 0.2
  if (age >= 18 && age < 22 && scholar < share / 2) return { stage: `university${age - 17}`, isStudent: true }
  if (age >= 18 && age < 21 && scholar < share) return { stage: `college${age - 17}`, isStudent: true }
  return { isStudent: false }
}

/** Either the stage of a pupil or the education of somebody who is out of school, never both. */
function schoolFacts(school: School, scholar: number, age: number, roll: number): Facts {
  if (school.hasDroppedOut) {
    const isForPoverty = roll < 0.4
    return {
      education: 'primary',
      schoolExempt: false,
      enrolled: false,
      povertyDropout: isForPoverty,
      dropoutReason: isForPoverty ? 'other' : 'aversion',
      povertyDropoutVisits: roll < 0.7 ? 2 : 1,
      dropoutAgreement: roll > 0.55 && roll < 0.7,
    }
  }
  if (school.stage) return { schoolStage: school.stage, enrolled: school.isStudent }
  return { education: educationOf(age, scholar), enrolled: false }
}

function educationOf(age: number, scholar: number): string {
  if (age < 6) return 'illiterate'
  const steps =
    age > 65
      ? [0, 0, 0.06, 0.2, 0.68]
      : age > 45
        ? [0.005, 0.02, 0.08, 0.5, 0.92]
        : [0.03, 0.09, 0.22, 0.82, 0.98]
  const names = ['university', 'juniorCollege', 'seniorSecondary', 'juniorSecondary', 'primary']
  const index = steps.findIndex((step) => scholar < step)
  return names[index] ?? 'illiterate'
}

function labourSkillOf(age: number, health: readonly string[], isStudent: boolean, roll: number): string {
  if (age < 16 || isStudent) return 'none'
  if (health.includes('seriousIllness')) return roll < 0.6 ? 'lost' : 'weak'
  if (health.includes('disabled')) return roll < 0.4 ? 'lost' : 'weak'
  if (age >= 70) return roll < 0.85 ? 'none' : 'weak'
  if (age >= 60) return roll < 0.25 ? 'ordinary' : roll < 0.8 ? 'weak' : 'none'
  if (health.includes('chronicIllness')) return roll < 0.5 ? 'weak' : 'ordinary'
  return roll < 0.09 ? 'skilled' : roll < 0.985 ? 'ordinary' : 'weak'
}

function maritalStatusOf({ relation, age }: Kin): string {
  if (['spouse', 'daughterInLaw', 'father'].includes(relation)) return 'married'
  if (relation === 'mother') return 'widowed'
  if (relation === 'head') return age > 70 ? 'widowed' : 'married'
  return 'unmarried'
}

/** Most households are insured whole; in some a member was forgotten, in a few nobody asked. */
function insuranceOf(random: Random, size: number, { fate, isSound }: PeopleInput): (boolean | undefined)[] {
  const roll = random.next()
  const forgotten = random.int(0, size - 1)
  const missed = isSound ? 0.004 : { exited: 0.01, expected: 0.045, poor: 0.06 }[fate]
  return Array.from({ length: size }, (_, index) => {
    if (roll < missed) return index !== forgotten
    if (roll < missed + (isSound ? 0.004 : 0.015)) return index === forgotten ? undefined : true
    return true
  })
}
