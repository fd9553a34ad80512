import { expect, test } from 'vitest'
import {
  allInFavour,
  emptyMeeting,
  isTouched,
  type MeetingRules,
  meetingFaults,
  namesIn,
  passes,
  quorumOf,
  voteFaultOf,
} from './draft.ts'

const text = (word: string) => ({ zh: word, en: word })
const rules: MeetingRules = {
  ...{ label: null, least: 9, most: 15, participants: [] },
  votes: ['agree', 'disagree', 'abstain'].map((id) => ({ id, label: text(id) })),
}
const ballot = (agree: string, disagree: string, abstain = '0') => ({ agree, disagree, abstain })

test('names are taken out of a pasted list, nobody twice', () => {
  expect(namesIn('麦大、王二\n李三, 麦大  赵四；')).toEqual(['麦大', '王二', '李三', '赵四'])
  expect(namesIn('王二', ['麦大', '王二'])).toEqual(['麦大', '王二'])
})

test('a review group of 9 to 15 is neither 8 nor 16', () => {
  expect([8, 9, 15, 16].map((present) => quorumOf(rules, present))).toEqual([
    'few',
    'enough',
    'enough',
    'many',
  ])
  expect(quorumOf({ least: 2, most: null }, 100)).toBe('enough')
})

test('votes are counted whole, and never more than were there', () => {
  expect(voteFaultOf(rules, undefined, 11)).toBe('missing')
  expect(voteFaultOf(rules, ballot('11', ''), 11)).toBe('missing')
  expect(voteFaultOf(rules, ballot('10', '2'), 11)).toBe('tooMany')
  expect(voteFaultOf(rules, ballot('9', '2'), 11)).toBeUndefined()
  expect(voteFaultOf({ ...rules, votes: [] }, undefined, 11)).toBeUndefined()
})

test('it passes with more than half of those present in favour, whoever does not vote', () => {
  expect(passes(rules, allInFavour(rules, 11), 11)).toBe(true)
  expect(passes(rules, ballot('5', '3', '2'), 10)).toBe(false)
  expect(passes(rules, ballot('5', '3', '1'), 9)).toBe(true)
  expect(passes(rules, ballot('5', '0', '0'), 10)).toBe(false)
  expect(passes(rules, ballot('1', '0', '0'), 15)).toBe(false)
  expect(passes(rules, ballot('5', ''), 9)).toBeUndefined()
})

test('a meeting says everything that it lacks', () => {
  const empty = emptyMeeting('2017-03-31')
  expect(isTouched(empty)).toBe(false)
  expect([...meetingFaults(rules, empty, ['a'], '', '2017-03-31')].toSorted()).toEqual(
    ['place', 'chair', 'recorder', 'few', 'votes', 'minutes'].toSorted(),
  )
  const whole = {
    ...{ ...empty, place: '村委会', chair: '麦大', recorder: '王二' },
    present: Array.from({ length: 11 }, (_, at) => `人${at}`),
    votes: { a: allInFavour(rules, 11) },
  }
  expect(meetingFaults(rules, whole, ['a'], '记录', '2017-03-31').size).toBe(0)
  expect([...meetingFaults(rules, { ...whole, on: '2017-04-01' }, ['a'], '记录', '2017-03-31')]).toEqual([
    'on',
  ])
})
