/**
 * How the gap list of the plan (三(二)2) is counted: the proposal for the indicators of Beihai's packs. `sum` is added up
 * over the villages that fulfil `where`, both in the language of the packs.
 */
export interface GapDefinition {
  readonly id: string
  readonly label: { readonly zh: string; readonly en: string }
  /** Clause of the plan that gives the figure. */
  readonly clause: string
  readonly unit: string
  readonly where: string
  readonly sum: string
}

const isExpected = 'villageStatus = "expected"'
const everywhere = 'villageStatus is known'
const remaining = 'h.status in ["poor", "expected"]'

export const gapDefinitions: readonly GapDefinition[] = [
  {
    id: 'roadKm',
    label: { zh: '待建通村通屯道路', en: 'roads to villages and natural villages still to be built' },
    clause: '三(二)2.1',
    unit: 'km',
    where: isExpected,
    sum: 'roadGapKm',
  },
  {
    id: 'householdsWithoutSafeWater',
    label: { zh: '饮水困难户', en: 'households without safe water' },
    clause: '三(二)2.2',
    unit: 'household',
    where: isExpected,
    sum: `count h in households where ${remaining} and not h.drinkingWaterSafe`,
  },
  {
    id: 'dangerousHousesRegistered',
    label: { zh: '建档立卡贫困户危房', en: 'registered poor households in dangerous houses' },
    clause: '三(二)2.3, 四.9',
    unit: 'household',
    // Part four says that the figure is the whole city's; 46 villages have hardly more poor households than that.
    where: everywhere,
    sum: `count h in households where ${remaining} and h.houseGrade in ["C", "D"]`,
  },
  {
    id: 'dangerousHousesOther',
    label: { zh: '一般农户危房', en: 'other households in dangerous houses' },
    clause: '三(二)2.3, 四.9',
    unit: 'household',
    where: everywhere,
    sum: 'dangerousHousesOther',
  },
  {
    id: 'villagesWithoutServiceCentre',
    label: { zh: '无公共服务中心的村', en: 'villages without a public service centre' },
    clause: '三(二)2.4, 四.11',
    unit: 'village',
    where: isExpected,
    sum: 'if serviceCentre then 0 else 1',
  },
  {
    id: 'villagesWithoutCourt',
    label: { zh: '无篮球场的村', en: 'villages without a basketball court' },
    clause: '三(二)2.4, 四.11',
    unit: 'village',
    where: isExpected,
    sum: 'if basketballCourt then 0 else 1',
  },
  {
    id: 'householdsWithoutPower',
    label: { zh: '未通电户', en: 'households without power' },
    clause: '三(二)2.4, 四.12',
    unit: 'household',
    where: isExpected,
    sum: `count h in households where ${remaining} and not h.powerConnected`,
  },
  {
    id: 'naturalVillagesWithoutBroadband',
    label: { zh: '未通宽带自然村', en: 'natural villages without broadband' },
    clause: '三(二)2.5, 四.12',
    unit: 'naturalVillage',
    where: isExpected,
    sum: 'naturalVillagesWithoutBroadband',
  },
  {
    id: 'householdsWithoutTelevision',
    label: { zh: '无电视机贫困户', en: 'poor households without a television' },
    clause: '三(二)2.5, 四.12',
    unit: 'household',
    where: isExpected,
    sum: `count h in households where ${remaining} and not h.televisionOwned`,
  },
  {
    id: 'householdsWithoutTelevisionElsewhere',
    label: { zh: '其他村无电视机预脱贫户', en: 'households expected to exit elsewhere without a television' },
    clause: '四.12',
    unit: 'household',
    where: 'villageStatus != "expected"',
    sum: 'count h in households where h.status = "expected" and not h.televisionOwned',
  },
  {
    id: 'naturalVillagesWithoutPhone',
    label: { zh: '未通固定电话自然村', en: 'natural villages without fixed telephone' },
    clause: '三(二)2.5, 四.12',
    unit: 'naturalVillage',
    where: isExpected,
    sum: 'naturalVillagesWithoutPhone',
  },
  {
    id: 'villagesBelowCollectiveIncome',
    label: { zh: '集体经济收入未达2万元的村', en: 'villages whose collective earns less than 20,000 yuan' },
    clause: '三(二)2.6',
    unit: 'village',
    where: 'villageStatus in ["exited", "expected"]',
    sum: 'if collectiveIncome < 20000 then 1 else 0',
  },
]
