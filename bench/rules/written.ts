/**
 * The nine criteria as a programmer would write them by hand for a million households: three-valued with 0, 1, 2,
 * where `and` is the least and `or` the greatest, one function a criterion, and no work done twice for a member.
 */
import type { Household, HouseholdFacts, Person, PersonFacts } from '../judging/households.ts'

type Truth = 0 | 1 | 2

const POVERTY_LINE = 295_200
const SIX_YEARS_AGO = Date.parse('2011-03-31') / 86_400_000
const FOURTEEN_YEARS_AGO = Date.parse('2003-03-31') / 86_400_000
const SIXTEEN_YEARS_AGO = Date.parse('2001-03-31') / 86_400_000

const truth = (value: boolean | null): Truth => (value === null ? 1 : value ? 2 : 0)
const atLeast = (value: number | null, bound: number): Truth => (value === null ? 1 : value >= bound ? 2 : 0)
const atMost = (value: number | null, bound: number): Truth => (value === null ? 1 : value <= bound ? 2 : 0)
const not = (value: Truth): Truth => (2 - value) as Truth
const both = (a: Truth, b: Truth): Truth => (a < b ? a : b)
const either = (a: Truth, b: Truth): Truth => (a > b ? a : b)

/** Two bits a criterion, in the order of the standard. Written for all households at once. */
export function judgeWritten(households: readonly Household[], codes: Int32Array, overall: Uint8Array): void {
  for (let i = 0; i < households.length; i++) {
    const { facts, lists } = households[i]!
    const members = lists.members
    // How many live there; NaN when that is unknown, which no comparison holds for.
    const size = members.length > 0 ? members.length : facts.rosterComplete === true ? 0 : Number.NaN
    const income = hasIncome(facts, size)
    const livelihood = hasLivelihood(facts, members, size)
    const water = hasWater(facts)
    const education = hasEducation(facts, members)
    const medical = hasMedicalCare(facts, members)
    const housing = hasHousing(facts, size)
    const road = hasRoad(facts)
    const power = truth(facts.powerConnected)
    const television = hasTelevision(facts)
    codes[i] =
      income |
      (livelihood << 2) |
      (water << 4) |
      (education << 6) |
      (medical << 8) |
      (housing << 10) |
      (road << 12) |
      (power << 14) |
      (television << 16)
    overall[i] = Math.min(
      income,
      livelihood,
      water,
      education,
      medical,
      housing,
      road,
      power,
      television,
    ) as Truth
  }
}

function hasIncome(f: HouseholdFacts, size: number): Truth {
  if (
    f.wageIncome === null ||
    f.operatingIncome === null ||
    f.propertyIncome === null ||
    f.transferIncome === null ||
    f.otherIncome === null ||
    f.operatingCost === null ||
    f.basicPensionIncome === null ||
    f.dibaoIncomeC === null ||
    f.temporaryReliefIncome === null ||
    f.donationIncome === null ||
    !(size > 0)
  ) {
    return 1
  }
  const net =
    f.wageIncome +
    f.operatingIncome +
    f.propertyIncome +
    f.transferIncome +
    f.otherIncome -
    f.operatingCost -
    f.basicPensionIncome -
    f.dibaoIncomeC -
    f.temporaryReliefIncome -
    f.donationIncome
  // Rounded to the fen, half away from zero; below zero the line is out of reach anyway.
  return Math.floor((2 * net + size) / (2 * size)) > POVERTY_LINE ? 2 : 0
}

/** A comparison with so much for each person: unknown when either side is. */
function perPerson(amount: number | null, each: number, persons: number): Truth {
  if (amount === null) return 1
  const needed = each * persons
  return amount >= needed ? 2 : amount < needed ? 0 : 1
}

function hasLivelihood(f: HouseholdFacts, members: readonly Person[], size: number): Truth {
  const fed = truth(f.foodAndClothing)
  if (fed === 0) return 0
  let some: Truth = 0
  let someFull: Truth = 0
  let someAway: Truth = 0
  if (members.length === 0 && f.rosterComplete !== true) some = someFull = someAway = 1
  for (const { facts } of members) {
    const full = facts.labourSkill
    const isFull: Truth = full === null ? 1 : full === 'ordinary' || full === 'skilled' ? 2 : 0
    someFull = either(someFull, isFull)
    some = either(some, full === 'weak' ? 2 : isFull)
    someAway = either(someAway, either(atLeast(facts.monthsWorking, 6), truth(facts.ownBusiness)))
  }
  let withLabour: Truth = some
  if (withLabour !== 0) {
    let source = either(someAway, either(truth(f.businessPremises), truth(f.raisingAtScale)))
    source = either(source, truth(f.otherSteadyIncome))
    if (source !== 2) source = either(source, both(truth(f.landInUse), hasLand(f, size)))
    withLabour = both(withLabour, source)
  }
  if (withLabour === 2) return fed
  const dibao: Truth = f.dibaoClass === null ? 1 : f.dibaoClass === 'A' || f.dibaoClass === 'B' ? 2 : 0
  return both(fed, either(withLabour, both(not(someFull), dibao)))
}

function hasLand(f: HouseholdFacts, size: number): Truth {
  return either(
    either(perPerson(f.paddyArea, 50, size), perPerson(f.dryLandArea, 100, size)),
    either(perPerson(f.economicForestArea, 150, size), perPerson(f.hillForestArea, 500, size)),
  )
}

function hasWater(f: HouseholdFacts): Truth {
  const source = f.waterSource
  const isSource: Truth =
    source === null
      ? 1
      : source === 'treatedTap' ||
          source === 'protectedWell' ||
          source === 'unprotectedWell' ||
          source === 'rain'
        ? 2
        : 0
  if (isSource === 0) return 0
  return both(
    both(both(isSource, truth(f.waterClean)), atLeast(f.waterLitresPerDay, 350)),
    both(atMost(f.waterMinutes, 20), atLeast(f.waterAssurance, 900)),
  )
}

function hasEducation(f: HouseholdFacts, members: readonly Person[]): Truth {
  if (members.length === 0) return f.rosterComplete === true ? 2 : 1
  let all: Truth = 2
  for (const { facts } of members) {
    const born = facts.birthDate
    const ofAge: Truth = born === null ? 1 : born <= SIX_YEARS_AGO && born > SIXTEEN_YEARS_AGO ? 2 : 0
    if (ofAge === 0) continue
    const assured = isSchoolingAssured(facts)
    if (assured === 2) continue
    const notForPoverty = not(truth(facts.povertyDropout))
    const persuaded = both(atLeast(facts.povertyDropoutVisits, 2), truth(facts.dropoutAgreement))
    // "every … where ofAge satisfies both" is "not ofAge, or both".
    all = both(all, either(not(ofAge), either(assured, notForPoverty)))
    all = both(all, either(not(ofAge), either(assured, persuaded)))
    if (all === 0) return 0
  }
  return all
}

function isSchoolingAssured(f: PersonFacts): Truth {
  const atSchool = either(truth(f.enrolled), truth(f.schoolExempt))
  if (atSchool === 2) return 2
  const isFourteen: Truth = f.birthDate === null ? 1 : f.birthDate <= FOURTEEN_YEARS_AGO ? 2 : 0
  if (isFourteen === 0) return atSchool
  const { education } = f
  const finished: Truth =
    education === null
      ? 1
      : education === 'juniorSecondary' ||
          education === 'seniorSecondary' ||
          education === 'juniorCollege' ||
          education === 'university'
        ? 2
        : 0
  return either(atSchool, both(isFourteen, finished))
}

function hasMedicalCare(f: HouseholdFacts, members: readonly Person[]): Truth {
  if (members.length === 0) return f.rosterComplete === true ? 2 : 1
  let all: Truth = 2
  for (const { facts } of members) {
    let insured = truth(facts.insured)
    if (insured !== 2)
      insured = either(insured, either(truth(facts.employeeInsured), truth(facts.commercialInsured)))
    all = both(all, insured)
    const { health } = facts
    const ill: Truth =
      health === null ? 1 : health.includes('chronicIllness') || health.includes('seriousIllness') ? 2 : 0
    if (ill !== 0) all = both(all, either(not(ill), truth(facts.illnessTreated)))
    if (all === 0) return 0
  }
  return all
}

function hasHousing(f: HouseholdFacts, size: number): Truth {
  const grade: Truth = f.houseGrade === null ? 1 : f.houseGrade === 'A' || f.houseGrade === 'B' ? 2 : 0
  const space = perPerson(f.floorArea, 130, size)
  let housed = both(grade, space)
  if (housed === 2) return 2
  const split = truth(f.splitFromKin)
  if (split !== 0) {
    const joint: Truth =
      f.jointFloorArea === null || f.jointPersons === null
        ? 1
        : f.jointFloorArea >= 130 * f.jointPersons
          ? 2
          : 0
    housed = either(housed, both(split, both(grade, joint)))
  }
  housed = either(housed, both(truth(f.newHouse), both(truth(f.newHouseHabitable), space)))
  const { relocation } = f
  if (relocation === 'none' || housed === 2) return housed
  const together: Truth = relocation === null ? 1 : relocation === 'concentrated' ? 2 : 0
  const apart: Truth = relocation === null ? 1 : relocation === 'scattered' ? 2 : 0
  const ready = both(truth(f.relocationQuality), both(truth(f.relocationFitted), truth(f.keyHandedOver)))
  return either(housed, either(both(together, ready), both(apart, truth(f.movedIn))))
}

function hasRoad(f: HouseholdFacts): Truth {
  const { naturalVillageHouseholds, naturalVillageRoad: road } = f
  const small: Truth = naturalVillageHouseholds === null ? 1 : naturalVillageHouseholds < 20 ? 2 : 0
  if (small === 2) return 2
  const surface: Truth =
    road === null ? 1 : road === 'gravel' || road === 'concrete' || road === 'asphalt' ? 2 : 0
  return either(small, both(both(surface, atLeast(f.roadSurfaceWidth, 35)), truth(f.motorVehiclesPass)))
}

function hasTelevision(f: HouseholdFacts): Truth {
  const watches = both(truth(f.televisionOwned), truth(f.broadcastReceived))
  if (watches === 2) return 2
  return either(watches, either(truth(f.computerOwned), truth(f.smartphoneOwned)))
}
