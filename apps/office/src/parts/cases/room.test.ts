import type { Bound } from '@lika/contract'
import { expect, test } from 'vitest'
import { roomIn } from './room.ts'

const set = (bound: Bound, value: string, upTo: string | null = null) => ({
  bound,
  value,
  upTo,
  title: '',
  clause: '',
  plan: null,
  note: null,
})

test('nobody is beyond a figure that is a least', () => {
  expect(roomIn(set('atLeast', '3'), 9)).toEqual({ kind: 'enough' })
  expect(roomIn(set('atLeast', '3'), 3)).toEqual({ kind: 'enough' })
  expect(roomIn(set('moreThan', '3'), 3)).toEqual({ kind: 'lacking', by: 1 })
  expect(roomIn(set('atLeast', '3'), 1)).toEqual({ kind: 'lacking', by: 2 })
})

test('between two figures it is the upper one that is full', () => {
  expect(roomIn(set('between', '2', '4'), 3)).toEqual({ kind: 'left', by: 1 })
  expect(roomIn(set('between', '2', '4'), 5)).toEqual({ kind: 'beyond', by: 1 })
})

test('a figure that holds exactly, or at most, can be gone beyond', () => {
  expect(roomIn(set('exact', '3'), 4)).toEqual({ kind: 'beyond', by: 1 })
  expect(roomIn(set('atMost', '3'), 3)).toEqual({ kind: 'left', by: 0 })
  expect(roomIn(set('lessThan', '3'), 3)).toEqual({ kind: 'beyond', by: 1 })
})
