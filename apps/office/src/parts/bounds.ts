/** How a figure binds: exactly, not less than, between. One list and one set of words for all pages. */
import type { Bound } from '@lika/contract'
import type { T } from '../words/index.ts'

export const bounds: readonly Bound[] = [
  'exact',
  'about',
  'atLeast',
  'atMost',
  'moreThan',
  'lessThan',
  'between',
]

/** What stands before a figure: 不少于; nothing where it holds exactly, or its two ends say it. */
export function boundWord(bound: Bound, t: T): string {
  return bound === 'exact' || bound === 'between' ? '' : t(`plans.bounds.${bound}`)
}
