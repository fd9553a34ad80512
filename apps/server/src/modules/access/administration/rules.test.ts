import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithinOwn, regionsMeet } from './containment.ts'
import { dayAfter, lastDayOf, type Period, periodOf, periodsMeet, stateOn } from './period.ts'
import { clashesOf, type Duty, separationOf } from './separation.ts'
import { separations } from './separations.ts'

const everywhere = { from: '2017-01-01', to: null }
const duty = (name: string, region = '450521', period: Period = everywhere): Duty => ({
  duty: name,
  region,
  ...period,
})

describe('what is given lies within what the giver holds', () => {
  test('a county gives its towns and itself, not its neighbour, its city or the country', () => {
    for (const region of ['450521', '450521100', '45052110020101'])
      expect(isWithinOwn(region, ['450521'])).toBe(true)
    for (const region of ['450512', '4505', '45', 'all']) expect(isWithinOwn(region, ['450521'])).toBe(false)
  })
  test('whoever holds nothing gives nothing, and several regions do not add up to the one above', () => {
    expect(isWithinOwn('450521', [])).toBe(false)
    expect(isWithinOwn('4505', ['450521', '450512', '450502', '450503'])).toBe(false)
  })
  test('two regions meet when one lies within the other', () => {
    expect(regionsMeet('4505', '450521100')).toBe(true)
    expect(regionsMeet('450521100', 'all')).toBe(true)
    expect(regionsMeet('450521100', '450521101')).toBe(false)
  })
})

describe('the days of a grant', () => {
  test('its first and its last day belong to it, the days around do not', () => {
    const march = periodOf('2017-03-01', '2017-03-31')
    const states = ['2017-02-28', '2017-03-01', '2017-03-31', '2017-04-01'].map((day) => stateOn(day, march))
    expect(states).toEqual(['coming', 'inForce', 'inForce', 'ended'])
    expect(lastDayOf(march)).toBe('2017-03-31')
    expect(stateOn('9999-01-01', periodOf('2017-03-01', undefined))).toBe('inForce')
    expect(dayAfter('2016-02-28')).toBe('2016-02-29')
  })
  test('one that ends the day before another begins does not meet it', () => {
    expect(periodsMeet(periodOf('2017-01-01', '2017-03-31'), periodOf('2017-04-01', undefined))).toBe(false)
    expect(periodsMeet(periodOf('2017-01-01', '2017-04-01'), periodOf('2017-04-01', undefined))).toBe(true)
  })
  test('two periods meet just when some day lies in both', () => {
    const day = fc.integer({ min: 0, max: 40 }).map((days) => dayAfter('2017-01-01', days))
    const period = fc
      .tuple(day, fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }))
      .map(([from, days]): Period => ({ from, to: days === null ? null : dayAfter(from, days) }))
    fc.assert(
      fc.property(period, period, (a, b) => {
        const days = Array.from({ length: 80 }, (_, index) => dayAfter('2017-01-01', index))
        const some = days.some((each) => stateOn(each, a) === 'inForce' && stateOn(each, b) === 'inForce')
        expect(periodsMeet(a, b)).toBe(some)
        expect(periodsMeet(b, a)).toBe(some)
      }),
    )
  })
})

describe('duties of one person', () => {
  const rule = (a: string, b: string, where: readonly [string, string] = ['450521', '450521']) =>
    separationOf(separations, duty(a, where[0]), duty(b, where[1]))?.rule

  test('the three administrators hold nothing else, wherever', () => {
    for (const admin of ['systemAdministrator', 'securityAdministrator', 'auditAdministrator']) {
      for (const other of ['registrar', 'countyOffice', 'leader', 'financeMaker', 'inspector']) {
        expect(rule(admin, other, ['450521', '450512'])).toBe('never')
        expect(rule(other, admin, ['450521', '450512'])).toBe('never')
      }
    }
    expect(rule('systemAdministrator', 'securityAdministrator')).toBe('never')
    expect(rule('securityAdministrator', 'auditAdministrator')).toBe('never')
  })
  test('whoever makes a payment never releases it, and who keeps the register does neither', () => {
    expect(rule('financeMaker', 'financeReleaser')).toBe('never')
    expect(rule('registrar', 'financeMaker')).toBe('never')
    expect(rule('townshipOfficer', 'financeReleaser')).toBe('never')
  })
  test('a small office may join two duties that follow each other, not the first with the last', () => {
    expect(rule('registrar', 'townshipOfficer')).toBe('smallOffice')
    expect(rule('townshipOfficer', 'countyOffice')).toBe('smallOffice')
    expect(rule('registrar', 'countyOffice')).toBe('never')
  })
  test('duties of one chain in places apart do not meet, nor at times apart', () => {
    expect(rule('registrar', 'countyOffice', ['450521100201', '450512'])).toBeUndefined()
    const before = duty('registrar', '450521', periodOf('2016-01-01', '2016-12-31'))
    expect(clashesOf(separations, [before], duty('countyOffice'))).toEqual([])
    expect(clashesOf(separations, [duty('registrar')], duty('countyOffice'))).toHaveLength(1)
  })
  test('the same duty twice is none too many', () => {
    expect(rule('registrar', 'registrar')).toBeUndefined()
    expect(rule('securityAdministrator', 'securityAdministrator')).toBeUndefined()
  })

  test('over any changes of roles nobody ever stands twice in one chain, and with exceptions never three times', () => {
    const chains = [
      [['registrar', 'villageTeam', 'helper'], ['townshipOfficer'], ['countyOffice', 'cityOffice']],
      [['registrar', 'villageTeam', 'helper', 'townshipOfficer'], ['financeMaker'], ['financeReleaser']],
    ]
    const names = [
      ...new Set(chains.flat(2)),
      'inspector',
      'assessor',
      'leader',
      'systemAdministrator',
      'auditAdministrator',
    ]
    const regions = ['450521', '450521100', '450521101', '4505', '450512']
    const step = fc.record({
      add: fc.boolean(),
      which: fc.nat(30),
      duty: fc.constantFrom(...names),
      region: fc.constantFrom(...regions),
      from: fc.nat(20),
      days: fc.integer({ min: 1, max: 20 }),
      exception: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const held: (Duty & { excepted: boolean })[] = []
        for (const { add, which, from, days, exception, ...one } of steps) {
          if (!add) held.splice(which % Math.max(1, held.length), 1)
          else {
            const first = dayAfter('2017-01-01', from)
            const added = { ...one, from: first, to: dayAfter(first, days) }
            const clashes = clashesOf(separations, held, added)
            const isExcepted =
              exception && clashes.every(({ separation }) => separation.rule === 'smallOffice')
            if (clashes.length === 0 || isExcepted) held.push({ ...added, excepted: clashes.length > 0 })
          }
          for (const chain of chains) {
            for (const one of held) {
              const together = held.filter(
                (other) => regionsMeet(one.region, other.region) && periodsMeet(one, other),
              )
              const stages = chain.filter((stage) =>
                together.some((each) => stage.includes(each.duty) && isMutual(each, together)),
              )
              expect(stages.length).toBeLessThanOrEqual(together.some(({ excepted }) => excepted) ? 2 : 1)
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

/** Meets every other one, so that there is a day and a place at which all of them hold. */
function isMutual(each: Duty, together: readonly Duty[]): boolean {
  return together.every((other) => regionsMeet(each.region, other.region) && periodsMeet(each, other))
}
