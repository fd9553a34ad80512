import type { Decision } from '@lika/contract'
import { useState } from 'react'
import { useWords } from '../../../words/index.ts'
import { Refusal } from '../../imports/refusal.tsx'
import { useDecide } from '../queries.ts'
import { accepting, takingBackAll, type Where } from './actions.ts'
import type { Card, Tab } from './cards.ts'

/** Accepts everything that is open on a tab and lacks nothing, and takes it back at once when that was too quick. */
export function AcceptAll(props: {
  readonly cards: readonly Card[]
  readonly tab: Tab
  readonly where: Where
  readonly plan: string
  readonly partKey: readonly unknown[]
}) {
  const { t } = useWords()
  const { cards, tab, where } = props
  const decide = useDecide(props.plan, props.partKey)
  const [done, setDone] = useState<readonly Decision[]>()
  const [undone, setUndone] = useState<number>()
  const open = cards.filter(({ state }) => state === 'open')
  // A note says what could not be checked: there is nothing to mend.
  const ready = open.filter(({ lacks, read }) => lacks.length === 0 && read?.finding?.grade !== 'note')
  const left = open.filter(({ lacks }) => lacks.length > 0).length
  const acceptAll = () => {
    const decisions = ready.map((card) => accepting(card, where))
    setUndone(undefined)
    decide.mutate(decisions, { onSuccess: () => setDone(decisions) })
  }
  const undo = () => {
    if (!done) return
    decide.mutate(takingBackAll(done), {
      onSuccess: () => {
        setUndone(done.length)
        setDone(undefined)
      },
    })
  }
  if (ready.length === 0 && !done && undone === undefined && !decide.error) return null
  return (
    <div className="accept-all">
      {ready.length > 0 && (
        <button type="button" className="button button-small" disabled={decide.isPending} onClick={acceptAll}>
          {decide.isPending
            ? t('plans.act.working')
            : t(tab === 'findings' ? 'plans.reader.acceptAllFindings' : 'plans.reader.acceptAll', {
                count: ready.length,
              })}
        </button>
      )}
      <span role="status">
        {done && t('plans.reader.acceptedAll', { count: done.length })}
        {done && left > 0 && t('plans.reader.acceptedLeft', { count: left })}
        {undone !== undefined && t('plans.reader.undone', { count: undone })}
      </span>
      {done && (
        <button
          type="button"
          className="button button-quiet button-small"
          disabled={decide.isPending}
          onClick={undo}
        >
          {t('plans.reader.undo')}
        </button>
      )}
      <Refusal error={decide.error} />
    </div>
  )
}
