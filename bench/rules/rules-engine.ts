/**
 * The nine criteria for json-rules-engine, a rule each. What is asked of every or some member is a fact worked out in
 * JavaScript, as its manual advises: its own language has no such thing over objects with more than one condition.
 */
import { type Almanac, Engine, type TopLevelCondition } from 'json-rules-engine'
import type { PersonFacts } from '../judging/households.ts'
import { CRITERIA } from '../judging/standard.ts'
import { BOUNDS, type FlatHousehold } from './flat.ts'

const is = (fact: string, value: boolean | string) => ({ fact, operator: 'equal', value })
const yes = (fact: string) => is(fact, true)
const among = (fact: string, value: readonly string[]) => ({ fact, operator: 'in', value })
const least = (fact: string, value: unknown) => ({ fact, operator: 'greaterThanInclusive', value })
const most = (fact: string, value: number) => ({ fact, operator: 'lessThanInclusive', value })
const perPerson = (fact: string, each: number) => least(fact, { fact: 'timesSize', params: { each } })
const all = (...conditions: unknown[]) => ({ all: conditions })
const any = (...conditions: unknown[]) => ({ any: conditions })

const conditions: Readonly<Record<(typeof CRITERIA)[number], unknown>> = {
  income: all({ fact: 'perCapitaNetIncome', operator: 'greaterThan', value: BOUNDS.povertyLine }),
  livelihood: all(
    yes('foodAndClothing'),
    any(
      all(
        yes('hasLabour'),
        any(
          all(
            yes('landInUse'),
            any(
              perPerson('paddyArea', 50),
              perPerson('dryLandArea', 100),
              perPerson('economicForestArea', 150),
              perPerson('hillForestArea', 500),
            ),
          ),
          yes('businessPremises'),
          yes('raisingAtScale'),
          yes('someoneWorksAway'),
          yes('otherSteadyIncome'),
        ),
      ),
      all(is('hasFullLabour', false), among('dibaoClass', ['A', 'B'])),
    ),
  ),
  water: all(
    among('waterSource', ['treatedTap', 'protectedWell', 'unprotectedWell', 'rain']),
    yes('waterClean'),
    least('waterLitresPerDay', 350),
    most('waterMinutes', 20),
    least('waterAssurance', 900),
  ),
  education: all(yes('nobodyOutForPoverty'), yes('dropoutsPersuaded')),
  medical: all(yes('everyoneInsured'), yes('illnessTreated')),
  housing: any(
    all(among('houseGrade', ['A', 'B']), perPerson('floorArea', 130)),
    all(yes('splitFromKin'), among('houseGrade', ['A', 'B']), least('jointFloorArea', { fact: 'jointNeed' })),
    all(yes('newHouse'), yes('newHouseHabitable'), perPerson('floorArea', 130)),
    all(
      is('relocation', 'concentrated'),
      yes('relocationQuality'),
      yes('relocationFitted'),
      yes('keyHandedOver'),
    ),
    all(is('relocation', 'scattered'), yes('movedIn')),
  ),
  road: any(
    { fact: 'naturalVillageHouseholds', operator: 'lessThan', value: 20 },
    all(
      among('naturalVillageRoad', ['gravel', 'concrete', 'asphalt']),
      least('roadSurfaceWidth', 35),
      yes('motorVehiclesPass'),
    ),
  ),
  power: all(yes('powerConnected')),
  television: any(
    all(yes('televisionOwned'), yes('broadcastReceived')),
    yes('computerOwned'),
    yes('smartphoneOwned'),
  ),
}

const schooled = new Set(['juniorSecondary', 'seniorSecondary', 'juniorCollege', 'university'])
const ofSchoolAge = ({ birthDate }: PersonFacts) =>
  birthDate !== null && birthDate <= BOUNDS.sixYearsAgo && birthDate > BOUNDS.sixteenYearsAgo
const assured = (m: PersonFacts) =>
  m.enrolled ||
  m.schoolExempt ||
  (m.birthDate !== null && m.birthDate <= BOUNDS.fourteenYearsAgo && schooled.has(m.education ?? ''))
const canWork =
  (...skills: string[]) =>
  (m: PersonFacts) =>
    skills.includes(m.labourSkill ?? '')
const ill = ({ health }: PersonFacts) =>
  (health?.includes('chronicIllness') || health?.includes('seriousIllness')) ?? false

type Test = (member: PersonFacts) => unknown
const members = (almanac: Almanac) => almanac.factValue<readonly PersonFacts[]>('members')
const every = (test: Test) => async (_: unknown, almanac: Almanac) =>
  (await members(almanac)).every((m) => Boolean(test(m)))
const some = (test: Test) => async (_: unknown, almanac: Almanac) =>
  (await members(almanac)).some((m) => Boolean(test(m)))

/** Ids of the criteria met. Nothing is unknown to it: a comparison with what is missing fails. */
export function buildRulesEngine(): (household: FlatHousehold) => Promise<Set<string>> {
  const engine = new Engine([], { allowUndefinedFacts: true })
  for (const id of CRITERIA) {
    engine.addRule({ conditions: conditions[id] as TopLevelCondition, event: { type: id } })
  }
  engine.addFact('timesSize', async (params, almanac) => params.each * (await members(almanac)).length)
  engine.addFact('jointNeed', async (_, almanac) => 130 * (await almanac.factValue<number>('jointPersons')))
  engine.addFact('perCapitaNetIncome', perCapitaNetIncome)
  engine.addFact('hasLabour', some(canWork('ordinary', 'skilled', 'weak')))
  engine.addFact('hasFullLabour', some(canWork('ordinary', 'skilled')))
  engine.addFact(
    'someoneWorksAway',
    some((m) => (m.monthsWorking ?? 0) >= 6 || m.ownBusiness),
  )
  engine.addFact(
    'nobodyOutForPoverty',
    every((m) => !ofSchoolAge(m) || assured(m) || !m.povertyDropout),
  )
  engine.addFact(
    'dropoutsPersuaded',
    every((m) => !ofSchoolAge(m) || assured(m) || ((m.povertyDropoutVisits ?? 0) >= 2 && m.dropoutAgreement)),
  )
  engine.addFact(
    'everyoneInsured',
    every((m) => m.insured || m.employeeInsured || m.commercialInsured),
  )
  engine.addFact(
    'illnessTreated',
    every((m) => !ill(m) || m.illnessTreated),
  )
  return async (household) => {
    const { events } = await engine.run(household as Record<string, unknown>)
    return new Set(events.map(({ type }) => type))
  }
}

async function perCapitaNetIncome(_: unknown, almanac: Almanac): Promise<number> {
  const sum = async (facts: readonly string[]) =>
    (await Promise.all(facts.map((fact) => almanac.factValue<number>(fact)))).reduce((a, b) => a + b, 0)
  const plus = await sum(['wageIncome', 'operatingIncome', 'propertyIncome', 'transferIncome', 'otherIncome'])
  const minus = await sum([
    'operatingCost',
    'basicPensionIncome',
    'dibaoIncomeC',
    'temporaryReliefIncome',
    'donationIncome',
  ])
  return Math.round((plus - minus) / (await members(almanac)).length)
}
