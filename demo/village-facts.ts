/** What the village form says, at the end of 2015 and of 2016: counts of its registered households, and the rest. */
import type { HouseholdHistory } from './household.ts'
import { naturalVillageOf } from './living.ts'
import type { Facts } from './people.ts'
import type { VillageKind, VillagePlan } from './plan.ts'
import { randomOf } from './random.ts'

export interface VillageInput {
  readonly seed: number
  readonly village: VillagePlan
  readonly groups: number
  readonly households: readonly HouseholdHistory[]
}

/** Groups of a village: 4 to 20, the same for whoever asks. */
export function groupsOf(seed: number, village: number): number {
  return randomOf(seed, village, 3).int(4, 20)
}

export function villageFacts({ seed, village, groups, households }: VillageInput): {
  before: Facts
  yearEnd: Facts
} {
  const random = randomOf(seed, village.index, 5)
  const { kind, gaps } = village
  const isPoor = kind !== 'ordinary'
  const people = households.flatMap((household) => household.people.slice(0, household.size))
  const persons = (fate?: string) =>
    households.reduce(
      (sum, household) => sum + (fate === undefined || household.fate === fate ? household.size : 0),
      0,
    )
  const remaining = persons() - persons('exited')
  const total = Math.max(random.int(420, 1_150), households.length * 4)
  const population = Math.round(total * (4 + random.next() * 0.6))
  const tally = (test: (person: (typeof people)[number]) => boolean) => people.filter(test).length
  const share = (count: number) => Math.max(0, 100 - (count / total) * 100).toFixed(2)
  const dangerous = gaps.dangerousExpected + gaps.dangerousPoor
  const roads = Array.from({ length: groups }, (_, index) =>
    naturalVillageOf(seed, village.index, index + 1, village.isSound),
  )
  const large = roads.filter((road) => Number(road.naturalVillageHouseholds) >= 20)
  const passable = large.filter(
    (road) => road.naturalVillageRoad !== 'earth' && Number(road.roadSurfaceWidth ?? 0) >= 3.5,
  )
  const lasting = {
    registryComplete: true,
    atTownshipSeat: random.chance(0.06),
    naturalVillages: groups,
    villageGroups: groups,
    householdTotal: total,
    population,
    ruralPopulation: population,
    registeredPoor2013: Math.round(persons() * 1.15),
    dibaoHouseholds: households.filter(({ dibaoClass }) => dibaoClass !== 'none').length + random.int(0, 9),
    disabledPersons: tally(({ health }) => health.includes('disabled')) + random.int(5, 40),
    minorityPersons: tally(({ lasting }) => lasting.ethnicGroup !== '01') + random.int(0, 60),
    women: Math.round(population * (0.46 + random.next() * 0.04)),
    leftBehindChildren: tally(({ lasting }) => lasting.leftBehind === 'child') + random.int(3, 40),
    labourers: Math.round(population * (0.5 + random.next() * 0.1)),
    migrantWorkers: Math.round(population * (0.12 + random.next() * 0.15)),
    farmland: (population * (0.6 + random.next())).toFixed(2),
    forest: (population * random.next()).toFixed(2),
    committeeOffice: random.chance(0.985),
    noticeBoard: random.chance(0.97),
    villageDoctors: random.int(1, 4),
    firstSecretary: isPoor || random.chance(0.2),
    teamMembers: isPoor ? random.int(3, 5) : random.int(0, 3),
    ...(random.chance(0.97) ? { committeeWeak: random.chance(0.05) } : {}),
  }
  const state = village.isSound ? 0.99 : stateOf(kind)
  const yearEnd = {
    poorHouseholds: households.filter(({ fate }) => fate !== 'exited').length,
    poorPersons: remaining,
    exitedPersons: persons('exited'),
    addedPersons: 0,
    relapsedPersons: 0,
    remainingPersons: remaining,
    wrongExitPersons: 0,
    missedPersons: 0,
    specialtyIndustries: random.chance(state) ? random.int(1, 3) : 0,
    industryCoverage: (25 + state * 36 + 38 * random.next()).toFixed(2),
    cooperatives: random.chance(state) ? random.int(1, 3) : 0,
    industryBase: random.chance(state ** 3),
    villagersCooperative: random.chance(state ** 3 * 0.9),
    collectiveIncome: collectiveIncomeOf(village, random.next()),
    perCapitaIncome: (6_200 + 4_800 * random.next()).toFixed(2),
    committeeRoadHardened: random.chance(0.7 + state * 0.29),
    committeeRoadBase: tenths(random.chance(state ** 2) ? random.int(65, 80) : random.int(45, 64)),
    committeeRoadSurface: tenths(random.chance(state ** 2) ? random.int(45, 60) : random.int(35, 44)),
    largeNaturalVillages: large.length,
    largeNaturalVillagesWithRoad: passable.length,
    roadGapKm: (gaps.roadGap / 100).toFixed(2),
    safeHousingShare: share(dangerous + gaps.dangerousOther),
    dangerousHousesRegistered: dangerous,
    dangerousHousesOther: gaps.dangerousOther,
    homelessHouseholds: 0,
    safeWaterShare: share(gaps.withoutWater * 1.5),
    householdsWithoutSafeWater: gaps.withoutWater,
    powerShare: share(gaps.withoutPower),
    householdsWithoutPower: gaps.withoutPower,
    televisionShare: share(gaps.withoutTelevision * 0.3),
    householdsWithoutTelevision: gaps.withoutTelevision,
    committeeBroadband: random.chance(state ** 0.3),
    naturalVillagesWithoutBroadband: gaps.withoutBroadband,
    naturalVillagesWithoutPhone: gaps.withoutPhone,
    serviceCentre: gaps.hasServiceCentre,
    clinic: random.chance(state ** 0.3),
    basketballCourt: gaps.hasCourt,
    cultureRoom: random.chance(state ** 0.3),
    pensionEnrolment: (83 + state * 6 + 9 * random.next()).toFixed(2),
    pensionPayout: random.chance(0.9) ? '100.00' : '98.50',
    eligiblePoorInDibao: random.chance(0.97),
    insuredShare: (95.5 + state * 2.4 + 2 * random.next()).toFixed(2),
    medicalReliefInPlace: random.chance(0.98),
    povertyDropouts: random.chance(village.isSound ? 0.97 : 0.88) ? 0 : 1,
    leftBehindCare: random.chance(0.95),
    committeeSound: random.chance(0.94),
  }
  const before = {
    ...lasting,
    ...yearEnd,
    poorHouseholds: households.length,
    poorPersons: persons(),
    exitedPersons: 0,
    remainingPersons: persons(),
    collectiveIncome: (Number(yearEnd.collectiveIncome) * 0.6).toFixed(2),
    villagersCooperative: false,
    roadGapKm: ((gaps.roadGap * 1.2) / 100).toFixed(2),
    naturalVillagesWithoutBroadband: gaps.withoutBroadband + random.int(0, 2),
  }
  return { before, yearEnd: { ...yearEnd, ...fresh(lasting) } }
}

const tenths = (value: number) => (value / 10).toFixed(1)

/** What grows old within 15 months is asked again. */
function fresh(lasting: Facts): Facts {
  const again = ['firstSecretary', 'teamMembers', 'committeeWeak']
  return Object.fromEntries(Object.entries(lasting).filter(([fact]) => again.includes(fact)))
}

/** How far a village is, from 0 to 1. */
function stateOf(kind: VillageKind): number {
  return { early: 1, exited: 1, ordinary: 0.75, expected: 0.65, later: 0.4 }[kind]
}

/** None of the 68 villages of 2016 and 2017 had reached 20,000 yuan (三(二)2.6). */
function collectiveIncomeOf({ kind, isSound }: VillagePlan, chance: number): string {
  if (kind === 'later') return (chance * 6_000).toFixed(2)
  if (kind === 'ordinary') return ((isSound ? 16_000 : 3_000) + chance * 60_000).toFixed(2)
  return (2_000 + chance * 17_500).toFixed(2)
}
