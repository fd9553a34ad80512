import type { LeadCounts } from '@lika/contract'
import { useWords } from '../../words/index.ts'
import { useLeadKinds } from './kind.tsx'
import type { Change, LeadAddress, leadQueryOf } from './queries.ts'

/** What the address asks for, each with a way to drop it. */
export function Chips(props: {
  readonly query: ReturnType<typeof leadQueryOf>
  readonly counts: LeadCounts | undefined
  readonly change: Change
}) {
  const { t } = useWords()
  const { nameOf } = useLeadKinds()
  const { query } = props
  const list = props.counts?.lists.find(({ id }) => id === query.list)
  const chosen: { readonly name: string; readonly drop: LeadAddress }[] = []
  if (query.state !== 'open')
    chosen.push({
      name: query.state ? t(`leads.states.${query.state}`) : t('leads.anyState'),
      drop: { state: undefined },
    })
  if (query.kind) chosen.push({ name: nameOf(query.kind), drop: { kind: undefined } })
  if (query.standing)
    chosen.push({ name: t(`leads.standings.${query.standing}`), drop: { standing: undefined } })
  if (query.outcome) {
    const word = query.outcome === 'unjudged' ? t('leads.unjudged') : t(`outcome.${query.outcome}`)
    chosen.push({ name: `${t('leads.verdictShort')} ${word}`, drop: { outcome: undefined } })
  }
  if (query.list)
    chosen.push({
      name: list ? `${nameOf(list.kind)} ${list.heardOn}` : t('leads.list'),
      drop: { list: undefined },
    })
  if (query.household) chosen.push({ name: t('leads.oneHousehold'), drop: { household: undefined } })
  if (chosen.length === 0) return null
  return (
    <ul className="cases-chips" aria-label={t('leads.chosen')}>
      {chosen.map(({ name, drop }) => (
        <li key={name}>
          <button
            type="button"
            className="button button-small"
            aria-label={t('leads.drop', { name })}
            onClick={() => props.change(drop)}
          >
            {name} <span aria-hidden>✕</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
