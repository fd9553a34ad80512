/** The exit standard that every judging section uses: 八有一超 of Guangxi, 2017, nine criteria. */
import type { CriteriaSet, EffectivePolicy } from '@lika/policy'
import { openPolicies } from '../../apps/server/src/modules/policies/index.ts'
import { POLICIES } from '../places.ts'
import { ASKED_ON } from './households.ts'

export function exitStandard(): { policy: EffectivePolicy; set: CriteriaSet } {
  const policy = openPolicies(POLICIES).at('450521', ASKED_ON)
  const set = policy.sets['household-exit']!
  const ids = set.criteria.map(({ id }) => id).join()
  // The versions written by hand are of this standard; another order or another criterion would compare nothing.
  if (ids !== CRITERIA.join()) throw new Error(`the standard has other criteria now: ${ids}`)
  return { policy, set }
}

export const CRITERIA = [
  'income',
  'livelihood',
  'water',
  'education',
  'medical',
  'housing',
  'road',
  'power',
  'television',
] as const
