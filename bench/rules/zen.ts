/** The nine criteria for GoRules zen: a decision of one expression node with nine expressions in its own language. */
import { ZenEngine } from '@gorules/zen-engine'
import type { CRITERIA } from '../judging/standard.ts'
import { BOUNDS, type FlatHousehold } from './flat.ts'

const size = 'len(members)'
const ofSchoolAge = `(#.birthDate <= ${BOUNDS.sixYearsAgo} and #.birthDate > ${BOUNDS.sixteenYearsAgo})`
const assured = `(#.enrolled or #.schoolExempt or (#.birthDate <= ${BOUNDS.fourteenYearsAgo} and #.education in ['juniorSecondary', 'seniorSecondary', 'juniorCollege', 'university']))`
const ill = `('chronicIllness' in #.health or 'seriousIllness' in #.health)`

const expressions: Readonly<Record<(typeof CRITERIA)[number], string>> = {
  income: `round((wageIncome + operatingIncome + propertyIncome + transferIncome + otherIncome - operatingCost - basicPensionIncome - dibaoIncomeC - temporaryReliefIncome - donationIncome) / ${size}) > ${BOUNDS.povertyLine}`,
  livelihood: `foodAndClothing and ((some(members, #.labourSkill in ['ordinary', 'skilled', 'weak']) and ((landInUse and (paddyArea >= 50 * ${size} or dryLandArea >= 100 * ${size} or economicForestArea >= 150 * ${size} or hillForestArea >= 500 * ${size})) or businessPremises or raisingAtScale or some(members, #.monthsWorking >= 6 or #.ownBusiness) or otherSteadyIncome)) or (not(some(members, #.labourSkill in ['ordinary', 'skilled'])) and dibaoClass in ['A', 'B']))`,
  water: `waterSource in ['treatedTap', 'protectedWell', 'unprotectedWell', 'rain'] and waterClean and waterLitresPerDay >= 350 and waterMinutes <= 20 and waterAssurance >= 900`,
  education: `all(members, not(${ofSchoolAge}) or ${assured} or not(#.povertyDropout)) and all(members, not(${ofSchoolAge}) or ${assured} or (#.povertyDropoutVisits >= 2 and #.dropoutAgreement))`,
  medical: `all(members, #.insured or #.employeeInsured or #.commercialInsured) and all(members, not(${ill}) or #.illnessTreated)`,
  housing: `(houseGrade in ['A', 'B'] and floorArea >= 130 * ${size}) or (splitFromKin and houseGrade in ['A', 'B'] and jointFloorArea >= 130 * jointPersons) or (newHouse and newHouseHabitable and floorArea >= 130 * ${size}) or (relocation == 'concentrated' and relocationQuality and relocationFitted and keyHandedOver) or (relocation == 'scattered' and movedIn)`,
  road: `naturalVillageHouseholds < 20 or (naturalVillageRoad in ['gravel', 'concrete', 'asphalt'] and roadSurfaceWidth >= 35 and motorVehiclesPass)`,
  power: 'powerConnected',
  television: '(televisionOwned and broadcastReceived) or computerOwned or smartphoneOwned',
}

const decision = {
  contentType: 'application/vnd.gorules.decision',
  nodes: [
    { id: 'input', type: 'inputNode', name: 'household', position: { x: 0, y: 0 } },
    {
      id: 'criteria',
      type: 'expressionNode',
      name: 'criteria',
      position: { x: 200, y: 0 },
      content: {
        expressions: Object.entries(expressions).map(([key, value]) => ({ id: key, key, value })),
      },
    },
    { id: 'output', type: 'outputNode', name: 'verdict', position: { x: 400, y: 0 } },
  ],
  edges: [
    { id: 'a', sourceId: 'input', targetId: 'criteria', type: 'edge' },
    { id: 'b', sourceId: 'criteria', targetId: 'output', type: 'edge' },
  ],
}

export interface Zen {
  /** Criteria met, by id; undefined where it stops with an error, as it does over some missing facts. */
  readonly judge: (household: FlatHousehold) => Promise<Set<string> | undefined>
  readonly dispose: () => void
}

export function buildZen(): Zen {
  const engine = new ZenEngine()
  const compiled = engine.createDecision(decision)
  return {
    judge: async (household) => {
      const answer = await compiled.safeEvaluate(household)
      if (!answer.success) return undefined
      return new Set(Object.entries(answer.data.result).flatMap(([id, met]) => (met === true ? [id] : [])))
    },
    dispose: () => engine.dispose(),
  }
}
