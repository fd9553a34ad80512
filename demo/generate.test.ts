import { createHash } from 'node:crypto'
import { parseBankCard, parseCertificateNumber, parsePhone, standards } from '@lika/codes'
import { describe, expect, test } from 'vitest'
import { villageIdOf } from '../apps/server/src/modules/registry/index.ts'
import { demoAccounts } from './accounts.ts'
import { figures, worldDay } from './figures.ts'
import { generateWorld } from './generate.ts'
import type { HouseholdHistory } from './household.ts'
import { cardPrefix, idPrefix, phonePrefix } from './numbers.ts'
import { beihaiPlan, countyPlan, type WorldPlan } from './plan.ts'
import { beihaiRegions, chineseNumber } from './regions.ts'

const plan = beihaiPlan()
const villages = [...generateWorld(plan, villageIdOf)]
const households = villages.flatMap((village) => village.households)

function totals(list: readonly HouseholdHistory[]) {
  return { households: list.length, persons: list.reduce((sum, { size }) => sum + size, 0) }
}

function digestOf(world: WorldPlan): string {
  const hash = createHash('sha256')
  for (const { plan, households, records, decisions } of generateWorld(world, villageIdOf)) {
    hash.update(JSON.stringify([plan, records, decisions]))
    for (const household of households) hash.update(JSON.stringify([household.records, household.decisions]))
  }
  return hash.digest('hex')
}

describe('the figures of the plan', () => {
  test('10,236 households with 43,439 persons are registered', () => {
    expect(totals(households)).toEqual(figures.registered)
  })

  test('4,941 households with 21,076 persons are expected to exit, by the causes of the plan', () => {
    const expected = households.filter(({ fate }) => fate === 'expected')
    expect(totals(expected)).toEqual(figures.expected)
    const causes = Object.fromEntries(
      Object.keys(figures.expectedByCause).map((cause) => [
        cause,
        expected.filter((household) => household.cause === cause).length,
      ]),
    )
    expect(causes).toEqual(figures.expectedByCause)
  })

  test('341 villages, of which 79 poor, 22 exited and 46 expected', () => {
    const of = (...kinds: string[]) => villages.filter(({ plan }) => kinds.includes(plan.kind)).length
    expect(villages).toHaveLength(figures.villages.total)
    expect(of('early', 'exited')).toBe(figures.villages.exited)
    expect(of('expected')).toBe(figures.villages.expected)
    expect(of('early', 'exited', 'expected', 'later')).toBe(figures.villages.poor)
    expect(of('early')).toBe(1)
  })

  test('the 46 villages have 2,575 registered households, the early one 87', () => {
    const within = (kind: string) =>
      totals(villages.filter(({ plan }) => plan.kind === kind).flatMap(({ households }) => households))
    expect(within('expected')).toEqual(figures.inExpectedVillages)
    expect(within('early')).toEqual(figures.inEarlyVillage)
  })

  test('the villages that the plan names left in 2016', () => {
    const kinds = new Map(villages.map(({ plan }) => [plan.name, plan.kind]))
    expect(kinds.get('水车村')).toBe('exited')
    expect(kinds.get('高坡村')).toBe('exited')
  })
})

describe('the same every time', () => {
  test('two runs make the same world', () => {
    expect(digestOf(countyPlan(300))).toBe(digestOf(countyPlan(300)))
  })

  /** Of a small county. Whoever changes the generator on purpose writes the new digest here. */
  const golden = '09558ee25e09749c559dbddfa571ee129a5cb03b6874380bca70330bd18208a4'

  test('the world is that of yesterday, on every machine', () => {
    expect(digestOf(countyPlan(300))).toBe(golden)
  })

  test('another number of households is another world with the same proportions', () => {
    const county = [...generateWorld(countyPlan(1000), villageIdOf)].flatMap((village) => village.households)
    expect(county).toHaveLength(1000)
    const expected = county.filter(({ fate }) => fate === 'expected').length
    expect(expected / 1000).toBeCloseTo(figures.expected.households / figures.registered.households, 1)
  })
})

describe('nobody is real', () => {
  const people = households.flatMap((household) => household.people)

  test('every id number has a prefix that no region has, and nearly all pass the check', () => {
    expect(people.every(({ idNumber }) => idNumber.startsWith(idPrefix))).toBe(true)
    const wrong = people.filter(
      ({ idNumber }) => !parseCertificateNumber(idNumber, { today: '2017-03-31' }).ok,
    )
    expect(wrong.every(({ idNumberCheck }) => idNumberCheck !== 'valid')).toBe(true)
    expect(wrong.length).toBeGreaterThan(5)
    expect(wrong.length).toBeLessThan(60)
  })

  test('only those who are registered twice share an id number', () => {
    const counts = new Map<string, number>()
    for (const { idNumber } of people) counts.set(idNumber, (counts.get(idNumber) ?? 0) + 1)
    const twice = [...counts.values()].filter((count) => count > 1)
    expect(twice.length).toBeGreaterThan(3)
    expect(twice.length).toBeLessThan(40)
  })

  test('telephones and bank accounts are well formed and belong to nobody', () => {
    for (const { records } of households.slice(0, 500)) {
      for (const { facts } of records) {
        if (facts.phone !== undefined) {
          expect(parsePhone(String(facts.phone)).ok).toBe(true)
          expect(String(facts.phone).startsWith(phonePrefix)).toBe(true)
        }
        if (facts.bankAccount !== undefined) {
          expect(parseBankCard(String(facts.bankAccount)).ok).toBe(true)
          expect(String(facts.bankAccount).startsWith(cardPrefix)).toBe(true)
        }
      }
    }
  })
})

describe('households hold together', () => {
  test('every household has one head, and no more than one spouse', () => {
    for (const { people } of households) {
      expect(people.filter(({ relation }) => relation === 'head')).toHaveLength(1)
      expect(people.filter(({ relation }) => relation === 'spouse').length).toBeLessThan(2)
    }
  })

  test('parents are at least sixteen years older than their children', () => {
    for (const { people } of households) {
      const head = people[0]!
      for (const person of people) {
        if (['son', 'daughter'].includes(person.relation)) expect(head.age - person.age).toBeGreaterThan(15)
        if (['father', 'mother'].includes(person.relation)) expect(person.age - head.age).toBeGreaterThan(15)
      }
    }
  })

  test('a pupil has a school stage or an education, never both', () => {
    for (const { records } of households.slice(0, 2000)) {
      for (const { subjectKind, facts } of records) {
        if (subjectKind !== 'person' || !('monthsWorking' in facts)) continue
        expect('schoolStage' in facts).toBe(!('education' in facts))
      }
    }
  })

  test('every relation, cause and status is on its national list', () => {
    const codes = (list: keyof typeof standards) => new Set(standards[list].values.map(({ code }) => code))
    const relations = codes('relation')
    const causes = codes('cause')
    for (const { people, cause } of households) {
      expect(causes.has(cause)).toBe(true)
      for (const { relation } of people) expect(relations.has(relation)).toBe(true)
    }
  })

  test('nothing was observed after the day of the world, nor learned before it was observed', () => {
    const late = households.flatMap(({ records, decisions }) => [
      ...records.filter(
        ({ observedOn, receivedAt }) =>
          observedOn > worldDay || receivedAt.slice(0, 10) < observedOn || receivedAt.slice(0, 10) > worldDay,
      ),
      ...decisions.filter(({ decidedOn }) => decidedOn > worldDay),
    ])
    expect(late).toEqual([])
  })
})

test('the regions are the city, four counties, their towns and 341 villages, each below its parent', () => {
  const codes = new Set(beihaiRegions().map(({ code }) => code))
  const of = (length: number) => [...codes].filter((code) => code.length === length)
  expect([of(4), of(6), of(9), of(12)].map((list) => list.length)).toEqual([1, 4, 30, 341])
  for (const code of of(12)) expect(codes.has(code.slice(0, 9))).toBe(true)
})

test('the accounts of the demo lie in regions of the world', () => {
  const codes = new Set(beihaiRegions().map(({ code }) => code))
  for (const { regionCode } of demoAccounts(beihaiRegions())) expect(codes.has(regionCode)).toBe(true)
})

test.each([
  [3, '三'],
  [12, '十二'],
  [20, '二十'],
  [304, '三百零四'],
  [2010, '二千零一十'],
])('%i is written %s', (value, text) => {
  expect(chineseNumber(value)).toBe(text)
})
