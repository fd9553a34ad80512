/** How a household lives, at its registration and at the end of 2016: the facts that the exit standards ask for. */
import type { Facts } from './people.ts'
import type { HouseholdFate } from './plan.ts'
import { type Random, randomOf } from './random.ts'

/** What the plan's gap list says of this household on 2017-01-01. */
export interface Gaps {
  readonly dangerous: boolean
  readonly water: boolean
  readonly power: boolean
  readonly television: boolean
}

export interface Living {
  /** As registered: with the gaps that were closed in 2016. */
  readonly before: Facts
  /** What the year-end round of 2016 found: what can change, and what must be seen anew. */
  readonly yearEnd: Facts
  /** What the autumn round of 2016 asked. */
  readonly autumn: Facts
  /** True when something was closed between autumn and year-end, so that the year-end visit did take place. */
  readonly isImproved: boolean
}

/** The natural village that a group lives in: the same for all its households. */
export function naturalVillageOf(seed: number, village: number, group: number, isSound: boolean): Facts {
  const random = randomOf(seed, village, group, 7)
  const road = random.weighted({ concrete: 66, gravel: 22, asphalt: 4, earth: isSound ? 0 : 14 })
  const width =
    road === 'earth'
      ? random.int(18, 32)
      : isSound || random.chance(0.88)
        ? random.int(35, 45)
        : random.int(25, 34)
  return {
    naturalVillageHouseholds: random.chance(0.12) ? random.int(8, 19) : random.int(20, 95),
    naturalVillageRoad: road,
    // In some natural villages nobody has measured the road.
    ...(!isSound && random.chance(0.05) ? {} : { roadSurfaceWidth: (width / 10).toFixed(1) }),
    motorVehiclesPass: road !== 'earth' || random.chance(0.4),
  }
}

interface LivingInput {
  readonly random: Random
  readonly fate: HouseholdFate
  readonly gaps: Gaps
  readonly size: number
  readonly naturalVillage: Facts
  readonly isSound: boolean
  /** Able to run an industry project (四.1.1). */
  readonly able: boolean
  readonly hasLabour: boolean
}

export function livingOf(input: LivingInput): Living {
  const { random, fate, gaps, size } = input
  // Gaps that 2016 closed: more of them where the household was found fit to exit.
  const share = { exited: 0.22, expected: 0.1, poor: 0.03 }[fate]
  const closed: Gaps = {
    dangerous: !gaps.dangerous && random.chance(share),
    water: !gaps.water && random.chance(share / 2),
    power: !gaps.power && random.chance(0.002),
    television: !gaps.television && random.chance(share * 1.2),
  }
  const then: Gaps = {
    dangerous: gaps.dangerous || closed.dangerous,
    water: gaps.water || closed.water,
    power: gaps.power || closed.power,
    television: gaps.television || closed.television,
  }
  const house = houseOf(random, fate, size)
  const tap = waterOf(random, input)
  const isConnected = random.chance(input.isSound ? 0.96 : 0.58)
  const live = liveliness(random, input)
  const gapFacts = (gap: Gaps) => ({
    ...house(gap.dangerous),
    ...tap(gap.water),
    powerConnected: !gap.power,
    televisionOwned: !gap.television,
    smartphoneOwned: isConnected && !gap.power,
  })
  const before = {
    ...gapFacts(then),
    ...live(false),
    ...input.naturalVillage,
    ...landOf(random, size),
    broadcastReceived: random.chance(0.985),
    computerOwned: random.chance(0.02),
    entryRoad: random.weighted({ concrete: 60, gravel: 22, earth: 18 }),
    roadDistance: (random.int(0, 260) / 100).toFixed(2),
    clinicDistance: (random.int(10, 420) / 100).toFixed(2),
    sanitaryToilet: random.chance(0.55),
    fuel: random.chance(0.4)
      ? ['firewood', 'cleanEnergy']
      : [random.weighted({ firewood: 5, cleanEnergy: 4 })],
  }
  const yearEnd = { ...gapFacts(gaps), ...live(true) }
  const autumn = Object.fromEntries(
    ['houseGrade', 'drinkingWaterSafe', 'powerConnected', 'televisionOwned', 'foodAndClothing'].flatMap(
      (fact) => (fact in before ? [[fact, (before as Facts)[fact]]] : []),
    ),
  )
  return { before, yearEnd, autumn, isImproved: Object.values(closed).some(Boolean) }
}

/** The house: its grade is the gap, its size and structure go with it. */
function houseOf(random: Random, fate: HouseholdFate, size: number): (isDangerous: boolean) => Facts {
  const perHead = random.chance({ exited: 0.006, expected: 0.04, poor: 0.12 }[fate])
    ? random.int(70, 129)
    : random.int(131, 380)
  const area = ((perHead * size) / 10).toFixed(1)
  const sound = random.weighted({
    brickConcrete: 60,
    brickWood: 25,
    reinforcedConcrete: 6,
    woodTile: 5,
    earthWood: 4,
  })
  const frail = random.weighted({ earthStraw: 35, earthWood: 35, woodTile: 30 })
  const grade = random.chance(0.55) ? 'A' : 'B'
  const danger = random.chance(0.62) ? 'D' : 'C'
  const isUngraded = random.chance(0.012)
  const isBuilding = random.chance(0.12)
  const progress = random.int(10, 90)
  const built = random.int(1974, 2014)
  return (isDangerous) => ({
    ...(isDangerous ? { houseGrade: danger } : isUngraded ? { houseGrade: null } : { houseGrade: grade }),
    houseStructure: isDangerous ? frail : sound,
    floorArea: area,
    houseBuiltYear: isDangerous ? built - 15 : built,
    houseStable: !isDangerous,
    newHouse: isDangerous && isBuilding,
    ...(isDangerous && isBuilding
      ? {
          newHouseProgress: progress,
          newHouseReadyOn: `2017-0${4 + (progress % 5)}-30`,
          newHouseHabitable: false,
        }
      : {}),
    relocation: 'none',
    splitFromKin: false,
  })
}

/** Water: what is wrong with it differs, and of some nobody has measured how much there is. */
function waterOf(random: Random, { fate, isSound }: LivingInput): (isUnsafe: boolean) => Facts {
  const fault = random.weighted({ far: 4, foul: 3, scarce: 2, surface: 2 })
  const source = random.weighted({ treatedTap: 45, protectedWell: 45, rain: 4, unprotectedWell: 6 })
  const minutes = source === 'treatedTap' ? 0 : random.int(1, 15)
  const [litres, assurance] = [random.int(40, 95), random.int(91, 99)]
  const worse = random.int(24, 58)
  const isMeasured = random.chance(isSound ? 0.996 : 0.95)
  const isShort = random.chance(isSound ? 0.002 : { exited: 0.01, expected: 0.035, poor: 0.06 }[fate])
  return (isUnsafe) => ({
    drinkingWaterSafe: !isUnsafe,
    waterSource: isUnsafe
      ? { far: 'unprotectedWell', foul: 'protectedWell', scarce: 'rain', surface: 'surface' }[fault]
      : source,
    waterClean: !isUnsafe || (fault !== 'foul' && fault !== 'surface'),
    waterMinutes: isUnsafe && fault === 'far' ? worse : minutes,
    ...(isMeasured
      ? {
          waterLitresPerDay: (isUnsafe && fault === 'scarce' ? worse / 2 : isShort ? 32 : litres).toFixed(1),
          waterAssurance: (isUnsafe && fault === 'scarce' ? 80 : assurance).toFixed(1),
        }
      : {}),
  })
}

/** What the household lives from, besides its wages. */
function liveliness(
  random: Random,
  { fate, isSound, able, hasLabour }: LivingInput,
): (isYearEnd: boolean) => Facts {
  const content = random.next()
  const dibao = random.weighted(
    {
      exited: { none: 65, A: 4, B: 18, C: 13 },
      expected: { none: 66, A: 6, B: 18, C: 10 },
      poor: { none: 45, A: 18, B: 25, C: 12 },
    }[fate],
  )
  // Who cannot work is covered by dibao: nearly all of those who left are.
  const covered = !hasLabour && random.chance({ exited: 0.95, expected: 0.6, poor: 0.4 }[fate])
  const allowance = covered && (dibao === 'none' || dibao === 'C') ? 'A' : dibao
  const works = random.chance({ exited: 0.95, expected: 0.88, poor: 0.8 }[fate])
  const raises = random.chance({ exited: 0.28, expected: 0.2, poor: 0.06 }[fate])
  const other = random.chance({ exited: 0.3, expected: 0.2, poor: 0.08 }[fate])
  const shop = random.chance(0.02)
  const joins = random.next()
  const rated = random.chance(0.9)
  const limit = { exited: 0.99, expected: 0.96, poor: 0.9 }[fate]
  return (isYearEnd) => ({
    foodAndClothing: content < (isYearEnd ? limit : limit - 0.12),
    dibaoClass: isYearEnd ? allowance : dibao === 'C' ? 'none' : dibao,
    landInUse: works,
    businessPremises: shop,
    raisingAtScale: isYearEnd && raises,
    otherSteadyIncome: isYearEnd && other,
    cooperativeMember: joins < (isYearEnd ? 0.36 : 0.12),
    leadingFirmLinked: joins > 0.93,
    entrepreneurLinked: joins > 0.9 && joins < 0.96,
    specialtyIndustry: (isYearEnd && isSound && able) || joins < (isYearEnd ? 0.72 : 0.3),
    creditRated: isYearEnd ? rated : rated && joins < 0.5,
  })
}

function landOf(random: Random, size: number): Facts {
  const mu = (low: number, high: number) => ((random.int(low, high) * size) / 100).toFixed(2)
  const paddy = mu(20, 110)
  const dry = mu(5, 150)
  return {
    farmlandArea: (Number(paddy) + Number(dry)).toFixed(2),
    paddyArea: paddy,
    dryLandArea: dry,
    forestArea: random.chance(0.3) ? mu(10, 160) : '0.00',
    economicForestArea: random.chance(0.1) ? mu(20, 200) : '0.00',
    hillForestArea: '0.00',
    pastureArea: '0.00',
    reforestationArea: '0.00',
    waterSurfaceArea: random.chance(0.08) ? mu(30, 200) : '0.00',
  }
}
