/** The nine criteria for json-logic-engine, compiled; it gives the overall verdict, since it stops at the first that fails. */
import { LogicEngine } from 'json-logic-engine'
import { BOUNDS, type FlatHousehold } from './flat.ts'

type Rule = Readonly<Record<string, unknown>>

const v = (name: string): Rule => ({ var: name })
const both = (...parts: unknown[]): Rule => ({ and: parts })
const either = (...parts: unknown[]): Rule => ({ or: parts })
const no = (part: unknown): Rule => ({ '!': [part] })
const least = (name: string, bound: number): Rule => ({ '>=': [v(name), bound] })
const most = (name: string, bound: number): Rule => ({ '<=': [v(name), bound] })
const is = (name: string, value: string): Rule => ({ '===': [v(name), value] })
const among = (name: string, values: readonly string[]): Rule => ({ in: [v(name), values] })
const every = (rule: Rule): Rule => ({ all: [v('members'), rule] })
const some = (rule: Rule): Rule => ({ some: [v('members'), rule] })
const size: Rule = { length: [v('members')] }
const perPerson = (name: string, each: number): Rule => ({ '>=': [v(name), { '*': [each, size] }] })

const ofSchoolAge = both(most('birthDate', BOUNDS.sixYearsAgo), {
  '>': [v('birthDate'), BOUNDS.sixteenYearsAgo],
})
const assured = either(
  v('enrolled'),
  v('schoolExempt'),
  both(
    most('birthDate', BOUNDS.fourteenYearsAgo),
    among('education', ['juniorSecondary', 'seniorSecondary', 'juniorCollege', 'university']),
  ),
)
const ill = either({ in: ['chronicIllness', v('health')] }, { in: ['seriousIllness', v('health')] })

const income: Rule = {
  // round(net / size) > line, without a rounding operator: 2 net >= (2 line + 1) size.
  '>=': [
    {
      '*': [
        2,
        {
          '-': [
            {
              '+': ['wageIncome', 'operatingIncome', 'propertyIncome', 'transferIncome', 'otherIncome'].map(
                v,
              ),
            },
            {
              '+': [
                'operatingCost',
                'basicPensionIncome',
                'dibaoIncomeC',
                'temporaryReliefIncome',
                'donationIncome',
              ].map(v),
            },
          ],
        },
      ],
    },
    { '*': [2 * BOUNDS.povertyLine + 1, size] },
  ],
}

const livelihood = both(
  v('foodAndClothing'),
  either(
    both(
      some(among('labourSkill', ['ordinary', 'skilled', 'weak'])),
      either(
        both(
          v('landInUse'),
          either(
            perPerson('paddyArea', 50),
            perPerson('dryLandArea', 100),
            perPerson('economicForestArea', 150),
            perPerson('hillForestArea', 500),
          ),
        ),
        v('businessPremises'),
        v('raisingAtScale'),
        some(either(least('monthsWorking', 6), v('ownBusiness'))),
        v('otherSteadyIncome'),
      ),
    ),
    both(no(some(among('labourSkill', ['ordinary', 'skilled']))), among('dibaoClass', ['A', 'B'])),
  ),
)

const water = both(
  among('waterSource', ['treatedTap', 'protectedWell', 'unprotectedWell', 'rain']),
  v('waterClean'),
  least('waterLitresPerDay', 350),
  most('waterMinutes', 20),
  least('waterAssurance', 900),
)

const education = both(
  every(either(no(ofSchoolAge), assured, no(v('povertyDropout')))),
  every(either(no(ofSchoolAge), assured, both(least('povertyDropoutVisits', 2), v('dropoutAgreement')))),
)

const medical = both(
  every(either(v('insured'), v('employeeInsured'), v('commercialInsured'))),
  every(either(no(ill), v('illnessTreated'))),
)

const housing = either(
  both(among('houseGrade', ['A', 'B']), perPerson('floorArea', 130)),
  both(v('splitFromKin'), among('houseGrade', ['A', 'B']), {
    '>=': [v('jointFloorArea'), { '*': [130, v('jointPersons')] }],
  }),
  both(v('newHouse'), v('newHouseHabitable'), perPerson('floorArea', 130)),
  both(is('relocation', 'concentrated'), v('relocationQuality'), v('relocationFitted'), v('keyHandedOver')),
  both(is('relocation', 'scattered'), v('movedIn')),
)

const road = either(
  { '<': [v('naturalVillageHouseholds'), 20] },
  both(
    among('naturalVillageRoad', ['gravel', 'concrete', 'asphalt']),
    least('roadSurfaceWidth', 35),
    v('motorVehiclesPass'),
  ),
)

const television = either(
  both(v('televisionOwned'), v('broadcastReceived')),
  v('computerOwned'),
  v('smartphoneOwned'),
)

/** True when the household meets the standard. Nothing is unknown to it: what is missing counts as false. */
export function buildJsonLogic(): (household: FlatHousehold) => boolean {
  const engine = new LogicEngine()
  const rule = both(
    income,
    livelihood,
    water,
    education,
    medical,
    housing,
    road,
    v('powerConnected'),
    television,
  )
  const run = engine.build(rule) as (household: FlatHousehold) => unknown
  return (household) => Boolean(run(household))
}
