import type { Case, ProcedureStep } from '@lika/contract'
import { expect, test } from 'vitest'
import { laneHeights, laneLevels, pathsOf, stationsOf } from './stations.ts'

const text = (word: string) => ({ zh: word, en: word })
const step = (id: string, level: string | null, beside: string | null = null): ProcedureStep => ({
  ...{ id, label: text(id), level, beside, actors: [], signs: [], stamp: null, attach: [], days: null },
  ...{ workingDays: false, requires: [], verdicts: [], meeting: null, notice: null },
  ...{ facts: [], deferrable: false, outcomes: [] },
})
const steps = [step('homeCheck', 'village'), step('comparison', 'county', 'homeCheck'), step('audit', 'town')]
const line: Case['line'] = [
  {
    step: 'homeCheck',
    state: 'done',
    outcome: { id: 'meets', label: text('meets') },
    on: '2017-03-02',
    by: '麦',
  },
  { step: 'audit', state: 'here', outcome: null, on: null, by: null },
]
const stations = stationsOf({ runs: { steps } as Case['runs'], line })

test('the highest level that acts lies on top, and levels that nobody acts at are left out', () => {
  expect(laneLevels(stations)).toEqual(['county', 'town', 'village'])
  expect(stations.map(({ lane }) => lane)).toEqual([2, 0, 1])
})

test('a step that the line does not name is still to come', () => {
  expect(stations.map(({ state }) => state)).toEqual(['done', 'coming', 'here'])
})

test('the main line goes past what runs beside it, which has a branch of its own', () => {
  expect(pathsOf(stations).map(({ from, to, state }) => [from, to, state])).toEqual([
    ['homeCheck', 'comparison', 'beside'],
    ['homeCheck', 'audit', 'done'],
  ])
})

test('a lane where nothing has been done yet is lower, and the rails follow', () => {
  expect(laneHeights(stations)).toEqual([88, 132, 132])
  expect(pathsOf(stations)[1]!.path).toBe('M0.5 251H2V119H2.5')
})
