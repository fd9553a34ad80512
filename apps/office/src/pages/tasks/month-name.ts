import type { T } from '../../words/index.ts'

/** 2017年3月, or 2017-03. */
export function monthName(t: T, month: string): string {
  const [year = '', number = ''] = month.split('-')
  return t('tasks.monthOf', { year, month: number, number: Number(number) })
}
