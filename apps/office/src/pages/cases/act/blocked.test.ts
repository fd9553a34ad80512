import type { OpenStep } from '@lika/contract'
import { expect, test } from 'vitest'
import { blockedBy } from './blocked.ts'

const text = { zh: '等待户主签字', en: 'The head must sign' }
const step: OpenStep = {
  ...{ id: 'confirm', label: text, level: null, since: '2017-03-01', due: null, actors: [] },
  ...{ mine: true, beside: false, gates: [{ gate: 'signature', text, until: null }] },
}

test('a case that waits for a signature cannot go on, but can be sent back', () => {
  expect(blockedBy('decided', 'confirm', true, { steps: [step] })).toEqual(text)
  expect(blockedBy('decided', 'confirm', false, { steps: [step] })).toBeUndefined()
  expect(blockedBy('signed', 'confirm', false, { steps: [step] })).toBeUndefined()
})

test('a case of another step or of other people is named', () => {
  expect(blockedBy('decided', 'review', true, { steps: [step] })?.en).toContain('does not stand')
  expect(blockedBy('posted', 'confirm', false, { steps: [{ ...step, mine: false }] })?.en).toContain('else')
})
