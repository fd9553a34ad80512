import type { CaseItem } from '@lika/contract'
import { expect, test } from 'vitest'
import { MOST_AT_ONCE } from '../queries.ts'
import { canTick, tick } from './selection.ts'

const text = (word: string) => ({ zh: word, en: word })
const aCase = (id: string, step: string | undefined, procedure = 'householdExit'): CaseItem => ({
  id,
  subject: { kind: 'household', id, name: null, number: null, householdSize: null, status: null },
  region: [],
  procedure: { id: procedure, label: text(procedure) },
  state: step ? 'open' : 'ended',
  channel: 'cadre',
  steps: step
    ? [
        {
          ...{ id: step, label: text(step), level: null, since: '2017-03-01', due: null },
          ...{ actors: [], mine: true, beside: false, gates: [] },
        },
      ]
    : [],
  ...{ opened: '2017-03-01', due: null, ended: null, outcome: null, status: null, green: false },
})

test('the first case that is ticked says which step the others have to stand at', () => {
  const ticked = tick(undefined, [aCase('a', 'townAudit'), aCase('b', 'homeCheck')], true, undefined)
  expect([...ticked!.items.keys()]).toEqual(['a'])
  expect(canTick(ticked, aCase('c', 'townAudit'))).toBe(true)
  expect(canTick(ticked, aCase('c', 'homeCheck'))).toBe(false)
  expect(canTick(ticked, aCase('c', 'townAudit', 'relapse'))).toBe(false)
})

test('a case that has ended is not ticked', () => {
  expect(tick(undefined, [aCase('a', undefined)], true, undefined)).toBeUndefined()
  expect(canTick(undefined, aCase('a', undefined))).toBe(false)
})

test('with the last one unticked any step may be chosen again', () => {
  const ticked = tick(undefined, [aCase('a', 'townAudit')], true, undefined)
  expect(tick(ticked, [aCase('a', 'townAudit')], false, undefined)).toBeUndefined()
})

test('no more are ticked than one act is done for', () => {
  const many = Array.from({ length: MOST_AT_ONCE + 20 }, (_, at) => aCase(`c${at}`, 'townAudit'))
  expect(tick(undefined, many, true, undefined)!.items.size).toBe(MOST_AT_ONCE)
})
