/**
 * Who lives where, before anybody has a name: households of each kind by village, and how many of them have which gap.
 * Everything here is counts, so a plan for a million persons is small.
 */
import { figures } from './figures.ts'
import { apportion, type Random, randomOf } from './random.ts'
import { beihaiRegions, type DemoRegion, syntheticRegions } from './regions.ts'

export type VillageKind = 'expected' | 'early' | 'exited' | 'later' | 'ordinary'
export type HouseholdFate = 'exited' | 'expected' | 'poor'

/** Households with one fate in one sort of village: the smallest group whose size the plan's figures fix. */
export interface Stratum {
  readonly fate: HouseholdFate
  readonly able: boolean
  readonly households: number
  readonly persons: number
  /** Expected number of such households in a village of each kind, relative to the others. */
  readonly weights: Readonly<Partial<Record<VillageKind, number>>>
}

export interface VillageGaps {
  readonly dangerousExpected: number
  readonly dangerousPoor: number
  readonly dangerousOther: number
  readonly withoutWater: number
  readonly withoutPower: number
  readonly withoutTelevision: number
  readonly roadGap: number
  readonly withoutBroadband: number
  readonly withoutPhone: number
  readonly hasServiceCentre: boolean
  readonly hasCourt: boolean
}

export interface VillagePlan {
  readonly index: number
  readonly code: string
  readonly name: string
  readonly kind: VillageKind
  /** True where roads, water and services are in order, as in the villages that have left. */
  readonly isSound: boolean
  /** Households by stratum. */
  readonly counts: readonly number[]
  readonly gaps: VillageGaps
}

export interface WorldPlan {
  readonly name: 'beihai' | 'county'
  readonly seed: number
  readonly regions: readonly DemoRegion[]
  readonly strata: readonly Stratum[]
  readonly villages: readonly VillagePlan[]
  /** Main causes of the households expected to exit. */
  readonly causes: readonly (readonly [string, number])[]
}

const nowhere = { exited: 0, later: 0, ordinary: 0 }
const elsewhere = {
  expected: { exited: 8, later: 27, ordinary: 8 },
  exited: { exited: 60, later: 5, ordinary: 7.6 },
  poor: { exited: 3, later: 43, ordinary: 4.6 },
}

/** Adds up to the figures of the plan: see README.md for the split of what the plan leaves open. */
const strata: readonly Stratum[] = [
  { fate: 'expected', able: true, households: 2_365, persons: 10_181, weights: { ...nowhere, expected: 1 } },
  { fate: 'expected', able: false, households: 50, persons: 226, weights: { ...nowhere, expected: 1 } },
  { fate: 'poor', able: true, households: 160, persons: 638, weights: { ...nowhere, expected: 1 } },
  { fate: 'expected', able: true, households: 2_473, persons: 10_429, weights: elsewhere.expected },
  { fate: 'expected', able: false, households: 53, persons: 240, weights: elsewhere.expected },
  { fate: 'exited', able: true, households: 87, persons: 393, weights: { ...nowhere, early: 1 } },
  { fate: 'exited', able: true, households: 3_216, persons: 14_007, weights: elsewhere.exited },
  { fate: 'exited', able: false, households: 83, persons: 344, weights: elsewhere.exited },
  { fate: 'poor', able: true, households: 1_749, persons: 6_981, weights: elsewhere.poor },
]

/** The two villages of 2016 that the plan names (四.1.3), and one in Haicheng, which has a poor village (四.1.5). */
const fixedKinds: Readonly<Record<string, 'exited' | 'expected'>> = {
  '450521111201': 'exited',
  '450521108214': 'exited',
  '450502100201': 'expected',
}

export function beihaiPlan(): WorldPlan {
  return planOf('beihai', beihaiRegions(), strata, figures.registered.households)
}

/** The same world in other numbers: `households` households in a county of its own, thirty to a village. */
export function countyPlan(households: number): WorldPlan {
  if (!Number.isInteger(households) || households < 100) {
    throw new RangeError(`a county needs at least 100 households, not ${households}`)
  }
  const counts = apportion(
    households,
    strata.map((stratum) => stratum.households),
  )
  const scaled = strata.map((stratum, index) => ({
    ...stratum,
    households: counts[index]!,
    persons: Math.round((counts[index]! * stratum.persons) / stratum.households),
  }))
  const villages = Math.max(12, Math.ceil(households / 30))
  return planOf('county', syntheticRegions(villages), scaled, households)
}

function planOf(
  name: WorldPlan['name'],
  regions: readonly DemoRegion[],
  parts: readonly Stratum[],
  households: number,
): WorldPlan {
  const seed = name === 'beihai' ? 4505 : 450599
  const random = randomOf(seed)
  const places = regions.filter(({ code }) => code.length === 12)
  const kinds = kindsOf(random, places)
  const bulk = places.map(() => 0.5 + random.next())
  const counts = parts.map((stratum) =>
    apportion(
      stratum.households,
      kinds.map((kind, index) => (stratum.weights[kind] ?? 0) * bulk[index]!),
    ),
  )
  const scale = households / figures.registered.households
  const sound = kinds.map((kind) => random.chance(soundShare[kind]))
  const gaps = gapsOf(random, kinds, parts, counts, scale)
  const expected = parts.reduce(
    (sum, { fate, households }) => sum + (fate === 'expected' ? households : 0),
    0,
  )
  const causes = Object.keys(figures.expectedByCause)
  const byCause = apportion(expected, Object.values(figures.expectedByCause))
  return {
    name,
    seed,
    regions,
    strata: parts,
    villages: places.map(({ code, name }, index) => ({
      index,
      code,
      name,
      kind: kinds[index]!,
      isSound: sound[index]!,
      counts: counts.map((list) => list[index]!),
      gaps: gaps[index]!,
    })),
    causes: causes.map((cause, index) => [cause, byCause[index]!] as const),
  }
}

const soundShare: Readonly<Record<VillageKind, number>> = {
  early: 1,
  exited: 1,
  expected: 0.25,
  later: 0,
  ordinary: 0.55,
}

/** Poor villages lie in the countryside first of all: Hepu has most, Haicheng and Yinhai a few. */
const poorVillageWeight: Readonly<Record<string, number>> = {
  '450521': 1,
  '450512': 0.8,
  '450503': 0.4,
  '450502': 0.3,
}

function kindsOf(random: Random, places: readonly DemoRegion[]): VillageKind[] {
  const { total, poor, exited, expected } = figures.villages
  const share = (count: number) => Math.max(1, Math.round((count * places.length) / total))
  const left = {
    early: 1,
    exited: share(exited - 1),
    expected: share(expected),
    later: share(poor - exited - expected),
  }
  const kinds = new Map<string, VillageKind>()
  for (const { code } of places) {
    const kind = fixedKinds[code]
    if (!kind) continue
    kinds.set(code, kind)
    left[kind]--
  }
  const order = places
    .filter(({ code }) => !kinds.has(code))
    .map(({ code }) => ({ code, at: random.next() ** (1 / (poorVillageWeight[code.slice(0, 6)] ?? 1)) }))
    .sort((a, b) => b.at - a.at)
  const chosen: VillageKind[] = (['early', 'expected', 'exited', 'later'] as const).flatMap((kind) =>
    Array(left[kind]).fill(kind),
  )
  for (const [index, kind] of chosen.entries()) kinds.set(order[index]!.code, kind)
  return places.map(({ code }) => kinds.get(code) ?? 'ordinary')
}

function gapsOf(
  random: Random,
  kinds: readonly VillageKind[],
  parts: readonly Stratum[],
  counts: readonly (readonly number[])[],
  scale: number,
): VillageGaps[] {
  const { gaps, roads } = figures
  const count = (index: number, ...fates: HouseholdFate[]) =>
    parts.reduce((sum, { fate }, part) => sum + (fates.includes(fate) ? counts[part]![index]! : 0), 0)
  const each = <T>(of: (kind: VillageKind, index: number) => T) => kinds.map(of)
  const scaled = (value: number) => Math.round(value * scale)
  const some = () => 0.1 + random.next() ** 3
  /** Shares of a total among the villages of some kinds, in proportion to their households, and lumpy. */
  const spread = (
    total: number,
    of: (kind: VillageKind) => boolean,
    fates: HouseholdFate[],
    lump: (index: number) => number,
  ) => {
    const caps = each((kind, index) => (of(kind) ? count(index, ...fates) : 0))
    return apportion(
      Math.min(
        total,
        caps.reduce((sum, cap) => sum + cap, 0),
      ),
      caps.map((cap, index) => cap * lump(index)),
      caps,
    )
  }
  /** Shares among villages that have no cap: kilometres, natural villages. */
  const strew = (total: number, of: (kind: VillageKind) => boolean, lump: (index: number) => number) =>
    apportion(
      total,
      each((kind, index) => (of(kind) ? lump(index) : 0)),
    )
  const isExpected = (kind: VillageKind) => kind === 'expected'
  const anywhere = () => true
  const dangerousExpected = scaled(Math.round(gaps.dangerousHousesRegistered * 0.7))
  const registered = scaled(gaps.dangerousHousesRegistered)
  // Where villages have left or were never poor, few dangerous houses remain, and in some of them none.
  const decay = kinds.map(
    (kind) =>
      ({ early: 0.02, exited: 0.05, expected: 1, later: 1, ordinary: random.chance(0.4) ? 0.01 : 1 })[kind],
  )
  const byExpected = spread(dangerousExpected, anywhere, ['expected'], (index) => some() * decay[index]!)
  const byPoor = spread(registered - dangerousExpected, anywhere, ['poor'], (index) => some() * decay[index]!)
  const other = strew(scaled(gaps.dangerousHousesOther), anywhere, (index) => some() * decay[index]!)
  const water = spread(
    scaled(gaps.householdsWithoutSafeWater),
    isExpected,
    ['expected', 'poor'],
    () => (random.chance(0.35) ? 1 : 0.02) * some(),
  )
  const power = spread(scaled(gaps.householdsWithoutPower), isExpected, ['expected', 'poor'], () =>
    random.chance(0.08) ? 1 : 0.001,
  )
  const television = spread(
    scaled(gaps.householdsWithoutTelevision),
    isExpected,
    ['expected', 'poor'],
    () => 0.5 + some(),
  )
  const televisionElsewhere = spread(
    scaled(gaps.householdsWithoutTelevisionElsewhere),
    (kind) => !isExpected(kind),
    ['expected'],
    () => 0.5 + some(),
  )
  const metres = (km: string) => Math.round(Number(km) * 100 * scale)
  const inExpected = strew(metres(gaps.roadGapKm), isExpected, some)
  const inOtherPoor = strew(
    metres(roads.poorVillagesKm) - metres(gaps.roadGapKm),
    (kind) => kind !== 'expected' && kind !== 'ordinary',
    some,
  )
  const inOrdinary = strew(
    metres(roads.allKm) - metres(roads.poorVillagesKm),
    (kind) => kind === 'ordinary',
    some,
  )
  const broadband = strew(scaled(gaps.naturalVillagesWithoutBroadband), isExpected, some)
  const phone = strew(scaled(gaps.naturalVillagesWithoutPhone), isExpected, () =>
    random.chance(0.3) ? 1 : 0.05,
  )
  const lack = (total: number) => {
    const capped = each((kind) => (isExpected(kind) ? 1 : 0))
    return apportion(
      Math.min(
        scaled(total),
        capped.reduce<number>((sum, cap) => sum + cap, 0),
      ),
      capped.map((cap) => cap * some()),
      capped,
    )
  }
  const centre = lack(gaps.villagesWithoutServiceCentre)
  const court = lack(gaps.villagesWithoutCourt)
  return kinds.map((_, index) => ({
    dangerousExpected: byExpected[index]!,
    dangerousPoor: byPoor[index]!,
    dangerousOther: other[index]!,
    withoutWater: water[index]!,
    withoutPower: power[index]!,
    withoutTelevision: television[index]! + televisionElsewhere[index]!,
    roadGap: inExpected[index]! + inOtherPoor[index]! + inOrdinary[index]!,
    withoutBroadband: broadband[index]!,
    withoutPhone: phone[index]!,
    hasServiceCentre: centre[index] === 0,
    hasCourt: court[index] === 0,
  }))
}
