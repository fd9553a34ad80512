import type { GoingOn } from '@lika/contract'
import { useWords } from '../../words/index.ts'

/** So many days before the end somebody should be told. */
const SOON = 90

export const isOver = ({ daysLeft }: GoingOn): boolean => daysLeft !== null && daysLeft < 0
export const endsSoon = ({ daysLeft }: GoingOn): boolean =>
  daysLeft !== null && daysLeft >= 0 && daysLeft <= SOON

/** Every entitlement of it is shut out by the facts. */
export const isNotDue = ({ entitlements }: GoingOn): boolean =>
  entitlements.length > 0 && entitlements.every(({ outcome }) => outcome === 'none')
/** Of its entitlements none is due for certain. */
export const isOpen = ({ entitlements }: GoingOn): boolean =>
  entitlements.length > 0 && entitlements.every(({ outcome }) => outcome !== 'due')

const rank = (item: GoingOn): string => (isOver(item) ? `9${item.until}` : (item.until ?? '8'))

/** What ends first stands first, then what has no day, then what is over. */
export const byEnd = (items: readonly GoingOn[]): readonly GoingOn[] =>
  items.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))

/** Until when, in words: a day, or why there is none. */
export function useEndText(): (item: GoingOn) => string {
  const { t } = useWords()
  return (item) => {
    if (item.until === null || item.end !== 'stated') return t(`afterExit.end.${item.end}`)
    if (isOver(item)) return t('afterExit.over', { day: item.until })
    return t('afterExit.until', { day: item.until, count: item.daysLeft ?? 0 })
  }
}
