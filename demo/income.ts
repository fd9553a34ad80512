/** The income book of a household: items of the tree for a year, or the months of it. */
import type { Facts, Person } from './people.ts'
import type { HouseholdFate } from './plan.ts'
import type { Random } from './random.ts'

export interface IncomeInput {
  readonly random: Random
  readonly fate: HouseholdFate
  readonly year: 2015 | 2016
  readonly people: readonly Person[]
  readonly dibaoClass: string
}

/** Yuan by item. Net of costs they come to about what such a household has; what does not count comes on top. */
export function incomeOf({ random, fate, year, people, dibaoClass }: IncomeInput): Record<string, number> {
  const size = people.length
  const perCapita = perCapitaOf(random, fate, year)
  const items: Record<string, number> = {}
  const add = (item: string, yuan: number) => {
    if (yuan >= 1) items[item] = (items[item] ?? 0) + Math.round(yuan)
  }
  let left = perCapita * size
  const elders = people.filter(({ age }) => age >= 60).length
  // The basic pension, dibao of class C and occasional relief do not count in 2017.
  add('basicPensionIncome', elders * 90 * 12)
  if (random.chance(0.04)) add('temporaryReliefIncome', random.int(3, 20) * 100)
  if (dibaoClass === 'C') add('dibaoIncomeC', 80 * 12 * Math.max(1, Math.ceil(size / 3)))
  if (dibaoClass === 'A' || dibaoClass === 'B') {
    const dibao = Math.min(
      left * 0.7,
      155 * 12 * Math.max(1, Math.ceil(size / (dibaoClass === 'A' ? 1.3 : 2))),
    )
    add('dibaoIncome', dibao)
    left -= dibao
  }
  const subsidy = Math.min(left * 0.1, random.int(80, 600))
  add('grainSubsidy', subsidy)
  left -= subsidy
  if (random.chance(fate === 'poor' ? 0.1 : 0.35)) {
    const dividend = Math.min(left * 0.15, random.int(200, 900))
    add(random.chance(0.5) ? 'dividendIncome' : 'landTransferIncome', dividend)
    left -= dividend
  }
  left -= addWages(random, people, year, left, add)
  addProduction(random, left, add)
  return items
}

/** The lines are 2,855 for 2015 and 2,952 for 2016: most who are expected to exit stand a little above, some below. */
function perCapitaOf(random: Random, fate: HouseholdFate, year: number): number {
  const bell = (random.next() + random.next() + random.next()) / 3
  if (year === 2015) {
    const top = { exited: 3_400, expected: 3_000, poor: 2_700 }[fate]
    return 900 + bell * (top - 900) * 1.15
  }
  const [low, high] = { exited: [2_900, 7_400], expected: [1_500, 6_300], poor: [1_000, 3_900] }[fate] as [
    number,
    number,
  ]
  return low + bell * (high - low)
}

function addWages(
  random: Random,
  people: readonly Person[],
  year: 2015 | 2016,
  left: number,
  add: (item: string, yuan: number) => void,
): number {
  const workers = people
    .map((person) => person.yearly(year))
    .filter((facts) => Number(facts.monthsWorking) > 0)
  if (workers.length === 0) return 0
  const wages = left * (0.45 + random.next() * 0.35)
  const place: Record<string, string> = {
    withinTown: 'wageWithinTown',
    withinCounty: 'wageWithinCounty',
    withinProvince: 'wageWithinProvince',
    outsideProvince: 'wageOutsideProvince',
  }
  const months = workers.reduce((sum, facts) => sum + Number(facts.monthsWorking), 0)
  for (const facts of workers) {
    add(place[String(facts.workPlace)] ?? 'otherWage', (wages * Number(facts.monthsWorking)) / months)
  }
  return wages
}

/** What remains is earned on the land, in the pen or at sea, gross and with its costs. */
function addProduction(random: Random, net: number, add: (item: string, yuan: number) => void): void {
  const branches = random.weighted({ rice: 4, cane: 3, pigs: 3, sea: 2, vegetables: 2 })
  const second = random.weighted({ poultry: 3, riceIncome: 2, otherCropIncome: 1 })
  const item = {
    rice: 'riceIncome',
    cane: 'sugarcaneIncome',
    pigs: 'pigIncome',
    sea: 'fisheryIncome',
    vegetables: 'vegetableIncome',
  }[branches]!
  const isCrop = item !== 'pigIncome' && item !== 'fisheryIncome'
  const share = 0.25 + random.next() * 0.2
  const main = net * 0.75
  add(item, main / (1 - share))
  add(isCrop ? 'fertiliserCost' : 'livestockCost', (main / (1 - share)) * share * (isCrop ? 0.6 : 1))
  if (isCrop) add('pesticideCost', (main / (1 - share)) * share * 0.4)
  const side = second === 'poultry' ? 'poultryIncome' : second
  add(side, net * 0.25 * 1.3)
  add(second === 'poultry' ? 'livestockCost' : 'seedCost', net * 0.25 * 0.3)
}

/** The facts of a record of a whole period: amounts as the journal writes them, and that the list is complete. */
export function bookFacts(items: Readonly<Record<string, number>>, share = 1, isComplete = true): Facts {
  const facts: Facts = {}
  for (const [item, yuan] of Object.entries(items)) facts[item] = (yuan * share).toFixed(2)
  if (isComplete) facts.incomeComplete = true
  return facts
}
