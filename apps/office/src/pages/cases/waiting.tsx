// What a case waits for, in one sentence; and when it is due, said as well as coloured.

import type { CaseItem, OpenStep } from '@lika/contract'
import { useWords } from '../../words/index.ts'
import { daysBetween } from './days.ts'

/** The first thing that holds a step up, and how many more there are; or whose turn it is. */
export function Waiting({ step, item }: { readonly step: OpenStep | undefined; readonly item: CaseItem }) {
  const { t, say } = useWords()
  if (!step) {
    if (item.state === 'withdrawn') return <span className="quiet">{t('cases.state.withdrawn')}</span>
    return (
      <span className="quiet">
        {item.outcome ? t('cases.endedBy', { outcome: say(item.outcome.label) }) : t('cases.state.ended')}
      </span>
    )
  }
  const [first, ...more] = step.gates
  if (!first) {
    const who = step.actors.map(({ label }) => say(label)).join(t('app.comma'))
    return (
      <span className="case-ready">{t(step.mine ? 'cases.readyMine' : 'cases.readyOther', { who })}</span>
    )
  }
  return (
    <span>
      {say(first.text)}
      {more.length > 0 && (
        <span className="quiet case-more" title={more.map(({ text }) => say(text)).join('\n')}>
          {t('cases.moreGates', { more: more.length, all: step.gates.length })}
        </span>
      )}
    </span>
  )
}

/** A last day with how far off it is; what is past is marked by a shape and a word as well. */
export function DueDay({ due, today }: { readonly due: string | null; readonly today: string }) {
  const { t } = useWords()
  if (due === null) return <span className="quiet">{t('cases.noDue')}</span>
  const left = daysBetween(today, due)
  if (left < 0) {
    return (
      <span className="case-due is-late">
        <span aria-hidden>!</span> <span className="figure">{due}</span>{' '}
        <span>{t('cases.lateBy', { days: -left })}</span>
      </span>
    )
  }
  return (
    <span className={left <= 7 ? 'case-due is-near' : 'case-due'}>
      <span className="figure">{due}</span>{' '}
      <span className="quiet">{left === 0 ? t('cases.dueToday') : t('cases.dueIn', { days: left })}</span>
    </span>
  )
}
