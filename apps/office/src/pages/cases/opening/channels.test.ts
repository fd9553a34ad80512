import { expect, test } from 'vitest'
import { channelIn, channelsFor } from './channels.ts'

test('a draft that was left behind by another channel comes by one that is offered', () => {
  expect(channelIn(['comparison'], 'department')).toBe('comparison')
  expect(channelIn(['department'], 'department')).toBe('department')
})

test('a village is never entered by a household', () => {
  expect(channelsFor({ subject: 'household' })).toContain('household')
  expect(channelsFor({ subject: 'village' })).not.toContain('household')
  expect(channelsFor({ subject: 'village' })).toContain('cadre')
})
