/** The world, village by village: nothing is kept of a village once it has been handed on. */

import { accountIdOf, stationOf } from './accounts.ts'
import { type HouseholdHistory, householdOf } from './household.ts'
import { type DecisionEntry, instantAfter, type RecordEntry } from './journal.ts'
import { type Gaps, naturalVillageOf } from './living.ts'
import { uuidAt } from './numbers.ts'
import type { Facts, Person } from './people.ts'
import type { VillagePlan, WorldPlan } from './plan.ts'
import { Quota, type Random, randomOf, shuffled, Urn } from './random.ts'
import { sizesOf } from './sizes.ts'
import { groupsOf, villageFacts } from './village-facts.ts'

export interface VillageHistory {
  readonly plan: VillagePlan
  readonly countyCode: string
  readonly id: string
  readonly groups: number
  readonly households: readonly HouseholdHistory[]
  readonly records: readonly RecordEntry[]
  readonly decisions: readonly DecisionEntry[]
}

/** Causes of those whose causes the plan does not count. */
const otherCauses = {
  illness: 22,
  disability: 13,
  schooling: 13,
  disaster: 1,
  landShortage: 2,
  technology: 9,
  labour: 15,
  capital: 18,
  traffic: 1,
  motivation: 5,
  marriage: 0.4,
  bereavement: 0.6,
}

/**
 * Every village with its households, in the order of the codes. The same plan always gives the same world. How a
 * village's id is made from its code is the registry's to say.
 */
export function* generateWorld(
  plan: WorldPlan,
  villageIdOf: (code: string) => string,
): Generator<VillageHistory> {
  const draw = randomOf(plan.seed, 1)
  const sizes = plan.strata.map(({ households, persons }) => new Urn(sizesOf(households, persons)))
  const causes = new Urn(plan.causes)
  const daughters: Person[] = []
  let serial = 0
  for (const village of plan.villages) {
    const groups = groupsOf(plan.seed, village.index)
    const pickGaps = gapPicker(village, plan)
    const order = shuffled(
      draw,
      village.counts.flatMap((count, stratum) => Array<number>(count).fill(stratum)),
    )
    const households: HouseholdHistory[] = []
    for (const [index, part] of order.entries()) {
      const stratum = plan.strata[part]!
      const size = sizes[part]!.draw(draw)
      const random = randomOf(plan.seed, 2, serial)
      const cause =
        stratum.fate === 'expected'
          ? causes.draw(draw, (cause) => fits(cause, size))
          : otherCause(random, size)
      const household = householdOf({
        random,
        seed: plan.seed,
        fate: stratum.fate,
        able: stratum.able,
        size,
        cause,
        gaps: pickGaps(draw, stratum.fate, random),
        villageIndex: village.index,
        villageCode: village.code,
        isInPoorVillage: village.kind !== 'ordinary',
        isSound: village.isSound,
        group: groupFor(plan, village, groups, stratum.fate, random),
        order: index + 1,
        serial,
        duplicateOf: daughters.length > 20 && random.chance(0.012) ? random.pick(daughters) : undefined,
      })
      for (const person of household.people) {
        if (person.relation === 'daughter' && person.age >= 20 && person.age <= 34) daughters.push(person)
      }
      if (daughters.length > 60) daughters.splice(0, daughters.length - 40)
      households.push(household)
      serial++
    }
    yield villageOf(plan, village, villageIdOf(village.code), groups, households)
  }
}

/** A group to live in; who has left lives where a road leads. */
function groupFor(
  { seed }: WorldPlan,
  { index, isSound }: VillagePlan,
  groups: number,
  fate: string,
  random: Random,
): number {
  let group = random.int(1, groups)
  for (let tries = 0; fate === 'exited' && tries < 4; tries++) {
    if (naturalVillageOf(seed, index, group, isSound).naturalVillageRoad !== 'earth') break
    group = random.int(1, groups)
  }
  return group
}

/** A child makes schooling dear, and somebody old or alone lacks labour. */
function fits(cause: string, size: number): boolean {
  if (cause === 'schooling') return size >= 3
  if (cause === 'labour') return size <= 5
  return true
}

function otherCause(random: Random, size: number): string {
  const cause = random.weighted(otherCauses)
  return fits(cause, size) ? cause : 'capital'
}

/** Chooses the households with the village's gaps, exactly as many as planned; elsewhere a few by chance. */
function gapPicker({ counts, gaps, kind, isSound }: VillagePlan, plan: WorldPlan) {
  const count = (...fates: string[]) =>
    plan.strata.reduce((sum, { fate }, index) => sum + (fates.includes(fate) ? counts[index]! : 0), 0)
  const isExpected = kind === 'expected'
  const remaining = count('expected', 'poor')
  const dangerous = {
    expected: new Quota(gaps.dangerousExpected, count('expected')),
    poor: new Quota(gaps.dangerousPoor, count('poor')),
  }
  const water = new Quota(gaps.withoutWater, isExpected ? remaining : 0)
  const power = new Quota(gaps.withoutPower, isExpected ? remaining : 0)
  const television = new Quota(gaps.withoutTelevision, isExpected ? remaining : count('expected'))
  return (draw: Random, fate: 'exited' | 'expected' | 'poor', random: Random): Gaps => {
    if (fate === 'exited') {
      return {
        dangerous: random.chance(0.004),
        water: random.chance(isSound ? 0.001 : 0.004),
        power: false,
        television: random.chance(0.02),
      }
    }
    const isCounted = isExpected || fate === 'expected'
    return {
      dangerous: dangerous[fate].take(draw),
      water: isExpected ? water.take(draw) : random.chance(isSound ? 0.002 : 0.04),
      power: isExpected && power.take(draw),
      television: isCounted ? television.take(draw) : random.chance(0.3),
    }
  }
}

function villageOf(
  plan: WorldPlan,
  village: VillagePlan,
  id: string,
  groups: number,
  households: readonly HouseholdHistory[],
): VillageHistory {
  const random = randomOf(plan.seed, village.index, 11)
  const { before, yearEnd } = villageFacts({ seed: plan.seed, village, groups, households })
  const base = { subjectKind: 'village', subjectId: id, regionCode: village.code } as const
  const observe = (observedOn: string, facts: Facts): RecordEntry => ({
    ...base,
    id: uuidAt(random, observedOn),
    observedOn,
    receivedAt: instantAfter(random, observedOn, random.int(1, 9)),
    authorId: accountIdOf(stationOf(village.code.slice(0, 9))),
    facts,
  })
  const decide = (kind: string, decidedOn: string, facts: Facts, reason: string): DecisionEntry => ({
    ...base,
    id: uuidAt(random, decidedOn),
    kind,
    decidedOn,
    receivedAt: instantAfter(random, decidedOn, random.int(0, 5)),
    authorId: accountIdOf('city'),
    facts,
    reason,
  })
  const isPoor = village.kind !== 'ordinary'
  const decisions = [
    isPoor
      ? decide('registration', '2015-12-31', { status: 'poor', poorVillage: true }, '“十三五”贫困村')
      : decide('registration', '2015-12-31', { status: 'ordinary', poorVillage: false }, '非贫困村'),
  ]
  if (village.kind === 'exited' || village.kind === 'early') {
    const reason = village.kind === 'early' ? '原计划2017年脱贫，2016年提前摘帽' : '2016年达标摘帽'
    decisions.push(decide('exit', '2016-12-29', { status: 'exited' }, reason))
  }
  if (village.kind === 'expected') {
    decisions.push(decide('expectedExit', '2017-01-01', { status: 'expected' }, '列入2017年脱贫摘帽计划'))
  }
  return {
    plan: village,
    countyCode: village.code.slice(0, 6),
    id,
    groups,
    households,
    records: [observe('2015-12-31', { regionCode: village.code, ...before }), observe('2016-12-30', yearEnd)],
    decisions,
  }
}
