/**
 * Households as the exit standard of Guangxi sees them, drawn from a seed: most are in order, some fail, and every
 * fact is unknown now and then. They are made here and not taken from a demo world, so that a million of them is a
 * matter of seconds and the same million stands in memory and in the tables.
 */
import type { FactValue } from '@lika/policy'

export interface HouseholdFacts {
  readonly [fact: string]: FactValue
  readonly rosterComplete: boolean | null
  readonly wageIncome: number | null
  readonly operatingIncome: number | null
  readonly propertyIncome: number | null
  readonly transferIncome: number | null
  readonly otherIncome: number | null
  readonly operatingCost: number | null
  readonly basicPensionIncome: number | null
  readonly dibaoIncomeC: number | null
  readonly temporaryReliefIncome: number | null
  readonly donationIncome: number | null
  readonly foodAndClothing: boolean | null
  readonly landInUse: boolean | null
  readonly paddyArea: number | null
  readonly dryLandArea: number | null
  readonly economicForestArea: number | null
  readonly hillForestArea: number | null
  readonly businessPremises: boolean | null
  readonly raisingAtScale: boolean | null
  readonly otherSteadyIncome: boolean | null
  readonly dibaoClass: string | null
  readonly waterSource: string | null
  readonly waterClean: boolean | null
  readonly waterLitresPerDay: number | null
  readonly waterMinutes: number | null
  readonly waterAssurance: number | null
  readonly houseGrade: string | null
  readonly floorArea: number | null
  readonly splitFromKin: boolean | null
  readonly jointFloorArea: number | null
  readonly jointPersons: number | null
  readonly newHouse: boolean | null
  readonly newHouseHabitable: boolean | null
  readonly relocation: string | null
  readonly relocationQuality: boolean | null
  readonly relocationFitted: boolean | null
  readonly keyHandedOver: boolean | null
  readonly movedIn: boolean | null
  readonly naturalVillageHouseholds: number | null
  readonly naturalVillageRoad: string | null
  readonly roadSurfaceWidth: number | null
  readonly motorVehiclesPass: boolean | null
  readonly powerConnected: boolean | null
  readonly televisionOwned: boolean | null
  readonly broadcastReceived: boolean | null
  readonly computerOwned: boolean | null
  readonly smartphoneOwned: boolean | null
}

export interface PersonFacts {
  readonly [fact: string]: FactValue
  /** Days since 1970-01-01. */
  readonly birthDate: number | null
  readonly labourSkill: string | null
  readonly monthsWorking: number | null
  readonly ownBusiness: boolean | null
  readonly enrolled: boolean | null
  readonly schoolExempt: boolean | null
  readonly education: string | null
  readonly povertyDropout: boolean | null
  readonly povertyDropoutVisits: number | null
  readonly dropoutAgreement: boolean | null
  readonly insured: boolean | null
  readonly employeeInsured: boolean | null
  readonly commercialInsured: boolean | null
  readonly health: readonly string[] | null
  readonly illnessTreated: boolean | null
}

export interface Person {
  readonly facts: PersonFacts
}

/** A `Subject` of the policy engine. */
export interface Household {
  readonly facts: HouseholdFacts
  readonly lists: { readonly members: readonly Person[] }
}

/** The day on which they are judged, and the same as days since 1970-01-01. */
export const ASKED_ON = '2017-03-31'
const today = Date.parse(ASKED_ON) / 86_400_000

export interface MakeOptions {
  readonly count: number
  /** Share of the facts that nobody knows. */
  readonly unknown: number
  readonly seed?: number
}

export function makeHouseholds({ count, unknown, seed = 4505 }: MakeOptions): Household[] {
  const random = randomOf(seed)
  const known = <T>(value: T): T | null => (random() < unknown ? null : value)
  const chance = (share: number) => random() < share
  const int = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const pick = <T>(values: readonly T[]): T => values[int(0, values.length - 1)]!

  const person = (): Person => {
    const age = int(0, 80)
    const isOfSchoolAge = age >= 6 && age < 16
    const worksAway = age > 17 && age < 60 && chance(0.5)
    return {
      facts: {
        birthDate: known(today - age * 365 - int(0, 364)),
        labourSkill: known(
          age < 16 || age > 65 ? 'none' : pick(['ordinary', 'ordinary', 'skilled', 'weak', 'none']),
        ),
        monthsWorking: known(worksAway ? int(3, 11) : 0),
        ownBusiness: known(chance(0.03)),
        enrolled: known(isOfSchoolAge ? chance(0.98) : false),
        schoolExempt: known(isOfSchoolAge && chance(0.01)),
        education: known(pick(['illiterate', 'primary', 'juniorSecondary', 'seniorSecondary'])),
        povertyDropout: known(isOfSchoolAge && chance(0.01)),
        povertyDropoutVisits: known(int(0, 3)),
        dropoutAgreement: known(chance(0.5)),
        insured: known(chance(0.99)),
        employeeInsured: known(chance(0.05)),
        commercialInsured: known(chance(0.02)),
        health: known(
          chance(0.12) ? [pick(['chronicIllness', 'seriousIllness', 'disability'])] : ['healthy'],
        ),
        illnessTreated: known(chance(0.95)),
      },
    }
  }

  const household = (): Household => {
    const size = pick([1, 2, 3, 4, 4, 4, 5, 5, 6, 8])
    const members: Person[] = []
    for (let i = 0; i < size; i++) members.push(person())
    const moved = random()
    return {
      facts: {
        rosterComplete: known(true),
        wageIncome: known(int(200_000 * size, 700_000 * size)),
        operatingIncome: known(int(0, 300_000 * size)),
        propertyIncome: known(int(0, 50_000)),
        transferIncome: known(int(0, 200_000 * size)),
        otherIncome: known(0),
        operatingCost: known(int(0, 100_000 * size)),
        basicPensionIncome: known(chance(0.3) ? 108_000 : 0),
        dibaoIncomeC: known(0),
        temporaryReliefIncome: known(0),
        donationIncome: known(0),
        foodAndClothing: known(chance(0.98)),
        landInUse: known(chance(0.8)),
        paddyArea: known(int(20 * size, 120 * size)),
        dryLandArea: known(int(0, 80 * size)),
        economicForestArea: known(int(0, 100)),
        hillForestArea: known(int(0, 500)),
        businessPremises: known(chance(0.05)),
        raisingAtScale: known(chance(0.15)),
        otherSteadyIncome: known(chance(0.3)),
        dibaoClass: known(pick(['none', 'none', 'none', 'A', 'B', 'C'])),
        waterSource: known(
          chance(0.03) ? 'surface' : pick(['treatedTap', 'protectedWell', 'unprotectedWell', 'rain']),
        ),
        waterClean: known(chance(0.98)),
        waterLitresPerDay: known(int(345, 900)),
        waterMinutes: known(int(0, 21)),
        waterAssurance: known(int(898, 1000)),
        houseGrade: known(chance(0.06) ? pick(['C', 'D']) : pick(['A', 'B'])),
        floorArea: known(int(125 * size, 300 * size)),
        splitFromKin: known(chance(0.04)),
        jointFloorArea: known(int(500, 2_500)),
        jointPersons: known(int(2, 9)),
        newHouse: known(chance(0.1)),
        newHouseHabitable: known(chance(0.7)),
        relocation: known(moved < 0.92 ? 'none' : moved < 0.97 ? 'concentrated' : 'scattered'),
        relocationQuality: known(chance(0.9)),
        relocationFitted: known(chance(0.9)),
        keyHandedOver: known(chance(0.8)),
        movedIn: known(chance(0.8)),
        naturalVillageHouseholds: known(int(10, 80)),
        naturalVillageRoad: known(chance(0.04) ? 'earth' : pick(['gravel', 'concrete', 'asphalt'])),
        roadSurfaceWidth: known(int(34, 55)),
        motorVehiclesPass: known(chance(0.97)),
        powerConnected: known(chance(0.995)),
        televisionOwned: known(chance(0.85)),
        broadcastReceived: known(chance(0.97)),
        computerOwned: known(chance(0.1)),
        smartphoneOwned: known(chance(0.8)),
      },
      lists: { members },
    }
  }

  const households = new Array<Household>(count)
  for (let i = 0; i < count; i++) households[i] = household()
  return households
}

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
