/** The rounds in which a household was visited, and the records that came of them. */
import { accountIdOf, stationOf, teamOf } from './accounts.ts'
import { dayNumber, dayText } from './days.ts'
import { worldDay } from './figures.ts'
import { bookFacts, incomeOf } from './income.ts'
import { dayBetween, instantAfter, type RecordEntry, type SubjectKind } from './journal.ts'
import type { Gaps, Living } from './living.ts'
import { uuidAt } from './numbers.ts'
import type { Facts, Person } from './people.ts'
import type { HouseholdFate } from './plan.ts'
import type { Random } from './random.ts'

const lastDay = dayNumber(worldDay)

export interface Writer {
  readonly regionCode: string
  readonly records: RecordEntry[]
  record(
    kind: SubjectKind,
    subjectId: string,
    observedOn: string,
    facts: Facts,
    options?: { period?: readonly [string, string]; byTeam?: boolean; days?: number },
  ): void
}

export function writerOf(random: Random, villageCode: string, regionCode: string): Writer {
  const town = villageCode.slice(0, 9)
  const station = accountIdOf(stationOf(town))
  const team = accountIdOf(teamOf(town))
  const records: RecordEntry[] = []
  return {
    regionCode,
    records,
    record: (subjectKind, subjectId, observedOn, facts, options = {}) => {
      // A few are filled in long after the fact, which shows (突击填表).
      const days = options.days ?? (random.chance(0.015) ? random.int(45, 80) : random.int(1, 9))
      // Nothing is known that comes in after the day of the world.
      const receivedAt = instantAfter(random, observedOn, Math.min(days, lastDay - dayNumber(observedOn)))
      records.push({
        id: uuidAt(random, receivedAt.slice(0, 10)),
        subjectKind,
        subjectId,
        regionCode,
        observedOn,
        receivedAt,
        authorId: options.byTeam ? team : station,
        facts,
        ...(options.period ? { period: options.period } : {}),
      })
    },
  }
}

export function writePerson(
  writer: Writer,
  person: Person,
  householdId: string,
  registeredOn: string,
  seenOn: string | undefined,
): void {
  const { joinsOn, leavesOn } = person
  writer.record('person', person.id, joinsOn ?? registeredOn, {
    householdId,
    regionCode: writer.regionCode,
    ...person.lasting,
    ...person.yearly(joinsOn ? 2016 : 2015),
  })
  const isThere = seenOn && (!joinsOn || joinsOn < seenOn) && (!leavesOn || seenOn < leavesOn)
  if (isThere) writer.record('person', person.id, seenOn, person.yearly(2016))
  if (leavesOn) writer.record('person', person.id, leavesOn, { householdId: null, endedBecause: 'death' })
}

export function writeYearEnd(
  random: Random,
  writer: Writer,
  id: string,
  day: string,
  living: Living,
  isIneligible: boolean,
): void {
  const facts: Facts = { ...living.yearEnd, ...(isIneligible ? { carOwned: true } : {}) }
  // Two came on one day and saw different things: the earlier of the two entries loses, and a person has to decide.
  if (random.chance(0.006)) {
    const area = (Number(facts.floorArea) * 0.8).toFixed(1)
    const differs = random.chance(0.5)
      ? { floorArea: area }
      : { waterMinutes: Number(facts.waterMinutes) + 15, televisionOwned: facts.televisionOwned }
    writer.record('household', id, day, differs, { byTeam: true, days: 0 })
  }
  writer.record('household', id, day, facts)
}

interface Earner {
  readonly fate: HouseholdFate
  readonly people: readonly Person[]
  readonly dibaoClass: string
  readonly yearEndOn: string
}

export function writeIncome(
  random: Random,
  writer: Writer,
  id: string,
  { fate, people, dibaoClass, yearEndOn }: Earner,
): void {
  const book = (year: 2015 | 2016) => incomeOf({ random, fate, year, people, dibaoClass })
  writer.record('household', id, '2015-12-31', bookFacts(book(2015)), {
    period: ['2015-01-01', '2016-01-01'],
  })
  const items = book(2016)
  const roll = random.next()
  // Of some nobody has asked, of some the book has a gap, and some keep it month by month (BH 三(三)3).
  if (roll < (fate === 'exited' ? 0.003 : 0.018)) return
  if (roll > 0.955) {
    writeMonths(random, writer, id, items, roll > 0.993 ? 9 : 12)
    return
  }
  const day = dayBetween(random, yearEndOn > '2016-12-20' ? yearEndOn : '2016-12-20', '2016-12-31')
  writer.record('household', id, day, bookFacts(items, 1, roll > (fate === 'exited' ? 0.008 : 0.045)), {
    period: ['2016-01-01', '2017-01-01'],
  })
}

function writeMonths(
  random: Random,
  writer: Writer,
  id: string,
  items: Readonly<Record<string, number>>,
  count: number,
): void {
  for (let month = 1; month <= count; month++) {
    const from = `2016-${String(month).padStart(2, '0')}-01`
    const to = month === 12 ? '2017-01-01' : `2016-${String(month + 1).padStart(2, '0')}-01`
    const seen = month === 12 ? '2016-12-31' : dayText(dayNumber(to) + random.int(0, 6))
    writer.record('household', id, seen, bookFacts(items, 1 / 12), { period: [from, to] })
  }
}

/** Visits of February and March 2017: a part of the gaps is closed, and the year's first months are in the book. */
export function writeSpring(random: Random, writer: Writer, id: string, gaps: Gaps): void {
  if (!random.chance(0.22)) return
  const day = dayBetween(random, '2017-02-06', '2017-03-28')
  const facts: Facts = {}
  if (gaps.television && random.chance(0.3))
    Object.assign(facts, { televisionOwned: true, broadcastReceived: true })
  if (gaps.water && random.chance(0.25)) {
    Object.assign(facts, {
      drinkingWaterSafe: true,
      waterSource: 'treatedTap',
      waterClean: true,
      waterMinutes: 0,
      waterLitresPerDay: '60.0',
      waterAssurance: '95.0',
    })
  }
  if (gaps.dangerous && random.chance(0.4)) {
    Object.assign(facts, { newHouse: true, newHouseProgress: random.int(20, 80), newHouseHabitable: false })
  }
  if (random.chance(0.3)) facts.smartphoneOwned = true
  if (Object.keys(facts).length > 0)
    writer.record('household', id, day, facts, { byTeam: random.chance(0.5) })
  const wage = random.int(4, 30) * 100
  writer.record('household', id, day, bookFacts({ wageWithinCounty: wage }), {
    period: ['2017-01-01', '2017-02-01'],
  })
}
