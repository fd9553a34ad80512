import type { CatalogueFact } from '@lika/contract'
import { describe, expect, it } from 'vitest'
import type { T } from '../../words/index.ts'
import { findFaults, recordOf } from './check.ts'
import { type Draft, emptyDraft } from './draft.ts'

const t = ((key: string) => key) as unknown as T
const source = { id: 'F', title: 'form', confirmed: true }
const label = { zh: '取水往返时间', en: 'water fetching time' }
const minutes: CatalogueFact = {
  id: 'waterMinutes',
  subject: 'household',
  type: 'integer',
  label,
  scale: 0,
  min: '0',
  max: '1440',
  class: 'public',
  flow: false,
  system: false,
  source,
  confirmed: true,
}
const wages: CatalogueFact = { ...minutes, id: 'wages', type: 'money', scale: 2, max: '1000000', flow: true }
const draft = (changed: Partial<Draft>): Draft => ({
  ...emptyDraft('00000000-0000-7000-8000-000000000001', 'waterMinutes', '2017-03-31'),
  ...changed,
})
const today = '2017-03-31'

describe('the form of a fact', () => {
  it('takes a whole number as people type it', () => {
    expect(findFaults(t, draft({ value: '1,２00' }), minutes, today)).toEqual({})
    expect(recordOf(draft({ value: '1,２00' }), minutes, 'household').facts).toEqual({ waterMinutes: 1200 })
  })
  it('refuses what the catalogue refuses', () => {
    expect(findFaults(t, draft({ value: '1441' }), minutes, today)).toHaveProperty('value')
    expect(findFaults(t, draft({ value: '12.5' }), minutes, today)).toHaveProperty('value')
    expect(findFaults(t, draft({ value: '' }), minutes, today)).toHaveProperty('value')
    expect(findFaults(t, draft({ value: '5', observedOn: '2017-04-01' }), minutes, today)).toHaveProperty(
      'observedOn',
    )
  })
  it('unknown is a value of its own: null, not zero and not nothing', () => {
    expect(findFaults(t, draft({ unknown: true }), minutes, today)).toEqual({})
    expect(recordOf(draft({ unknown: true }), minutes, 'household').facts).toEqual({ waterMinutes: null })
  })
  it('money goes as a decimal string, with the months it is of', () => {
    const typed = draft({ value: '12,000.50', monthFrom: '2016-01', monthTo: '2016-12' })
    expect(findFaults(t, { ...typed, monthTo: '' }, wages, today)).toHaveProperty('period')
    expect(recordOf(typed, wages, 'household')).toMatchObject({
      facts: { wages: '12000.50' },
      period: { from: '2016-01-01', to: '2017-01-01' },
    })
  })
})
