import type { ProcedureStep } from '@lika/contract'
import { expect, test } from 'vitest'
import { actOf, emptyDraft, faultsOf } from './draft.ts'

const text = (word: string) => ({ zh: word, en: word })
const named = (id: string) => ({ id, label: text(id) })
const outcome = (id: string, forward: boolean) => ({
  ...{ id, label: text(id), to: 'end', returns: !forward, forward, status: null, records: [] },
})
const step: ProcedureStep = {
  ...{ id: 'firstNotice', label: text('firstNotice'), level: 'village', actors: [], stamp: null },
  signs: [named('head'), named('helper')],
  attach: [{ id: 'sheet', label: text('sheet'), optional: false }],
  ...{ days: null, workingDays: false, requires: [], verdicts: [], meeting: null },
  notice: {
    ...{ kind: 'notice', label: null, places: [], level: null, days: 7, workingDays: false, columns: [] },
    stamp: null,
  },
  ...{ facts: [], deferrable: false, beside: null },
  outcomes: [outcome('unopposed', true), outcome('opposed', false)],
}
const empty = emptyDraft(step, [], '2017-03-31')

test('a notice cannot be shorter than its procedure says', () => {
  expect([...faultsOf('posted', step, { ...empty, days: '6' })]).toEqual(['days'])
  expect([...faultsOf('posted', step, { ...empty, days: '7' })]).toEqual([])
})

test('to go on needs no reason, to send back does', () => {
  expect([...faultsOf('decided', step, { ...empty, outcome: 'unopposed' })]).toEqual([])
  expect([...faultsOf('decided', step, { ...empty, outcome: 'opposed' })]).toEqual(['text'])
  expect([...faultsOf('decided', step, { ...empty, outcome: 'opposed', text: '情况不符' })]).toEqual([])
})

test('a signature needs its drawing or its scan, one by account needs neither', () => {
  const head = { ...empty, signer: 'head' }
  expect([...faultsOf('signed', step, head)]).toEqual(['drawing'])
  expect([...faultsOf('signed', step, { ...head, way: 'paper' })]).toEqual(['files'])
  expect([...faultsOf('signed', step, { ...head, way: 'account' })]).toEqual([])
  expect([...faultsOf('signed', step, { ...head, strokes: [[[1, 1]]] })]).toEqual([])
})

test('what there is only one of is chosen already', () => {
  expect(emptyDraft(step, ['helper'], '2017-03-31').signer).toBe('helper')
  expect(emptyDraft(step, ['sheet'], '2017-03-31').attachment).toBe('sheet')
  expect(emptyDraft(step, ['head', 'helper'], '2017-03-31').signer).toBe('')
})

test('an act says no more than was filled in', () => {
  const about = { step: 'firstNotice', of: undefined, notice: 'n' }
  expect(actOf('decided', about, { ...empty, outcome: 'unopposed' }, [])).toEqual({
    ...{ kind: 'decided', step: 'firstNotice', outcome: 'unopposed' },
  })
  expect(actOf('posted', about, { ...empty, days: '7' }, ['f'])).toEqual({
    ...{ kind: 'posted', step: 'firstNotice', notice: 'n', from: '2017-03-31', days: 7, evidence: ['f'] },
  })
})
