/** The figures of Beihai's 2017 plan that the world must equal, each with its clause. */
export const figures = {
  /** 四.14: registered at the end of 2015. */
  registered: { households: 10_236, persons: 43_439 },
  /** 二(一): to exit in 2017. */
  expected: { households: 4_941, persons: 21_076 },
  /** 三(二)1: main causes of those, by the code list `cause`. */
  expectedByCause: {
    illness: 923,
    disability: 610,
    schooling: 890,
    disaster: 52,
    mishap: 10,
    landShortage: 46,
    technology: 361,
    labour: 574,
    capital: 1_202,
    motivation: 254,
    other: 19,
  },
  /**
   * Our choice: the plan counts 3,303 households with 14,400 persons of 2016 that can run an industry project (四.1.1);
   * the same share as among those of 2017 (4,838 of 4,941) makes 3,386 in all.
   */
  exited2016: { households: 3_386, persons: 14_744 },
  /** 四.1.1 */
  industryAble: {
    expected: { households: 4_838, persons: 20_610 },
    exited2016: { households: 3_303, persons: 14_400 },
  },
  /** 四.1.2: registered households of the 46 villages, and of the one that was planned for 2017 and left early. */
  inExpectedVillages: { households: 2_575, persons: 11_045 },
  inEarlyVillage: { households: 87, persons: 393 },
  /** 四.13, 二(二), 四.1.3 */
  villages: { total: 341, poor: 79, exited: 22, expected: 46 },
  /** 三(二)2 and 四.9, 四.11, 四.12 */
  gaps: {
    roadGapKm: '230.06',
    householdsWithoutSafeWater: 279,
    dangerousHousesRegistered: 2_023,
    dangerousHousesOther: 2_941,
    villagesWithoutServiceCentre: 11,
    villagesWithoutCourt: 11,
    householdsWithoutPower: 8,
    naturalVillagesWithoutBroadband: 68,
    householdsWithoutTelevision: 1_066,
    householdsWithoutTelevisionElsewhere: 300,
    naturalVillagesWithoutPhone: 21,
    villagesBelowCollectiveIncome: 68,
  },
  /** 四.6: roads to be built in all, of which in the 79 poor villages. */
  roads: { allKm: '650.00', poorVillagesKm: '300.00' },
} as const

export const worldDay = '2017-03-31'
/** The day for which the plan's figures hold. */
export const planDay = '2017-01-01'
