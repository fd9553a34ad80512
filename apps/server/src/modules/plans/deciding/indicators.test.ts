import { expect, test } from '../../../testing.ts'
import { suggestIndicators } from './indicators.ts'

test('a target is shown beside the figure that counts the same, and beside none that counts something else', ({
  installation,
}) => {
  const suggest = (subject: string, unit: string) =>
    suggestIndicators(installation, '4505', [{ subject, unit }])[0]
  expect(suggest('饮水困难户', '户')).toBe('householdsWithoutSafeWater')
  expect(suggest('因病致贫', '户')).toBe('householdsExitedByCause-illness')
  expect(suggest('因残致贫', '户')).toBe('householdsExitedByCause-disability')
  expect(suggest('饮水困难户', '公里')).toBeUndefined()
  expect(suggest('建档立卡贫困户', '户')).toBeUndefined()
  expect(suggest('培训', '人次')).toBeUndefined()
  expect(suggest('', '户')).toBeUndefined()
})
