import type { PlanTarget } from '@lika/contract'
import { boundWord } from '../../parts/bounds.ts'
import { grouped } from '../../parts/numbers.ts'
import type { T } from '../../words/index.ts'

type Period = Pick<PlanTarget, 'from' | 'to'>

/** 2017 年, 2016—2018 年, 截至 2018-12-31. */
export function periodText(t: T, { from, to }: Period): string {
  if (from === null && to === null) return t('targets.noPeriod')
  if (from === null) return t('targets.until', { to: to ?? '' })
  if (to === null) return t('targets.since', { from })
  const isWhole = from.endsWith('-01-01') && to.endsWith('-12-31')
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)]
  if (!isWhole) return t('targets.span', { from, to })
  return first === last ? t('targets.year', { year: first }) : t('targets.years', { from: first, to: last })
}

type Goal = Pick<PlanTarget, 'bound' | 'value' | 'upTo' | 'unit'>

/** Without the unit: 约 5.9, 20—30. */
export function goalText(t: T, { bound, value, upTo }: Goal): string {
  const figure = upTo === undefined ? grouped(value) : `${grouped(value)}—${grouped(upTo)}`
  return [boundWord(bound, t), figure].filter(Boolean).join(' ')
}
