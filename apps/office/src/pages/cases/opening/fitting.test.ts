import type { LeadItem } from '@lika/contract'
import { expect, test } from 'vitest'
import { fittingOf } from './fitting.ts'

const channelOf = (kind: string) => (kind === 'propertyFound' ? 'comparison' : 'department')

const lead = (
  id: string,
  household: string,
  status: string | null,
  otherCase: string | null = null,
  kind = 'schooling',
) => ({ id, kind, household: { id: household, status }, otherCase }) as unknown as LeadItem

test('whose status the procedure does not know is left out, and so is whoever has a case', () => {
  const { fit, left } = fittingOf(
    { statuses: ['exited'] },
    [lead('1', 'a', 'exited'), lead('2', 'b', 'poor'), lead('3', 'c', 'exited', 'open')],
    channelOf,
  )
  expect(fit.map(({ id }) => id)).toEqual(['1'])
  expect(left.map(({ lead: { id }, why }) => [id, why])).toEqual([
    ['2', 'status'],
    ['3', 'busy'],
  ])
})

test('a household without a status fits where the procedure says none', () => {
  expect(fittingOf({ statuses: ['none'] }, [lead('1', 'a', null)], channelOf).fit).toHaveLength(1)
  expect(fittingOf({ statuses: [] }, [lead('1', 'a', null)], channelOf).fit).toHaveLength(1)
})

test('a household that two lists name gets one case', () => {
  const { fit, same } = fittingOf(
    { statuses: [] },
    [lead('1', 'a', 'poor'), lead('2', 'a', 'poor')],
    channelOf,
  )
  expect(fit).toHaveLength(1)
  expect(same).toBe(1)
})

test('what a comparison found is opened apart from what a department told', () => {
  const { fit, left } = fittingOf(
    { statuses: [] },
    [lead('1', 'a', 'poor'), lead('2', 'b', 'poor', null, 'propertyFound')],
    channelOf,
  )
  expect(fit.map(({ id }) => id)).toEqual(['1'])
  expect(left[0]?.why).toBe('channel')
})
