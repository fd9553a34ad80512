import type { Complaint } from '@lika/contract'
import { expect, test } from 'vitest'
import { canBecomeCase, channelsOf } from './become-case.ts'

const clue = { kind: 'clue', case: null, may: ['accept', 'withdraw'] } satisfies Partial<Complaint>

test('a clue that nobody has opened a case for becomes one, a complaint never does', () => {
  expect(canBecomeCase(clue)).toBe(true)
  expect(canBecomeCase({ ...clue, may: ['answer', 'link'] })).toBe(true)
  expect(canBecomeCase({ ...clue, kind: 'complaint' })).toBe(false)
})

test('what has its case, or is over, or is another one’s to handle, becomes none', () => {
  expect(canBecomeCase({ ...clue, case: '01890000-0000-7000-8000-000000000000' })).toBe(false)
  expect(canBecomeCase({ ...clue, may: [] })).toBe(false)
})

test('an application over the site came from the public site, one at the desk from the household', () => {
  expect(channelsOf({ kind: 'application', channel: 'site' })[0]).toBe('public')
  expect(channelsOf({ kind: 'application', channel: 'visit' })[0]).toBe('household')
  expect(channelsOf({ kind: 'clue', channel: 'site' })[0]).toBe('complaint')
})
