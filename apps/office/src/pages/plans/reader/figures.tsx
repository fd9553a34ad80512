import type { ReadFundLine, TargetContent } from '@lika/contract'
import { boundWord } from '../../../parts/bounds.ts'
import { grouped } from '../../../parts/numbers.ts'
import { type T, useWords } from '../../../words/index.ts'

/** 不少于 12,000 户 */
export function figureText(target: Pick<TargetContent, 'bound' | 'value' | 'upTo' | 'unit'>, t: T): string {
  const { bound, value, upTo, unit } = target
  if (value === '') return `— ${unit}`
  const figure = upTo === undefined ? grouped(value) : `${grouped(value)}–${grouped(upTo)}`
  return [boundWord(bound, t), figure, unit].filter(Boolean).join(' ')
}

export function untilText(span: { readonly from: string | null; readonly to: string | null }, t: T): string {
  const { from, to } = span
  if (from === null || from === to) return `${t('plans.field.due')} ${to ?? ''}`
  return to === null ? `${t('plans.field.from')} ${from}` : `${from} – ${to}`
}

/** As the document states it, with the yuan beside it when it counts in another unit. */
export function Amount(props: { readonly yuan: string; readonly read: ReadFundLine | undefined }) {
  const { language } = useWords()
  const { yuan, read } = props
  const inYuan = yuan === '' ? '—' : `${grouped(yuan)} ${language === 'zh' ? '元' : 'yuan'}`
  if (!read || read.amount === null || read.yuan !== yuan || read.unit === '元') return <>{inYuan}</>
  return (
    <>
      {grouped(read.amount)} {read.unit} <span className="card-yuan">{inYuan}</span>
    </>
  )
}
