import type { LeadItem } from '@lika/contract'
import { expect, test } from 'vitest'
import { MOST_AT_ONCE } from './queries.ts'
import { canTick, keyOf, tick } from './selection.ts'

const lead = (id: string, state: LeadItem['state'] = 'open') => ({ id, state }) as LeadItem

test('what waits is ticked together, what was dismissed is not ticked beside it', () => {
  const ticked = tick(undefined, [lead('a'), lead('b', 'dismissed'), lead('c', 'superseded')], true)
  expect([...ticked!.items.keys()]).toEqual(['a', 'c'])
  expect(canTick(ticked, lead('d', 'dismissed'))).toBe(false)
  expect(canTick(undefined, lead('d', 'dismissed'))).toBe(true)
})

test('a lead whose case runs or has ended is never ticked', () => {
  expect(tick(undefined, [lead('a', 'checking'), lead('b', 'checked')], true)).toBeUndefined()
})

test('no more are ticked than one act is done for', () => {
  const many = Array.from({ length: MOST_AT_ONCE + 20 }, (_, index) => lead(`${index}`))
  expect(tick(undefined, many, true)!.items.size).toBe(MOST_AT_ONCE)
})

test('when the last tick is gone another group can be chosen', () => {
  const ticked = tick(undefined, [lead('a')], true)
  expect(tick(ticked, [lead('a')], false)).toBeUndefined()
})

test('what is typed about some leads is kept for them in any order, and never for others', () => {
  expect(keyOf([lead('b'), lead('a')])).toBe(keyOf([lead('a'), lead('b')]))
  expect(keyOf([lead('a')])).not.toBe(keyOf([lead('b')]))
  expect(keyOf([lead('a')])).not.toBe(keyOf([lead('a'), lead('b')]))
})
