import type { CaseItem } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import type { KeyboardEvent, ReactNode } from 'react'
import { useShortcuts } from '../../../app/frame/shortcuts.ts'
import { useWords } from '../../../words/index.ts'
import { PlaceOf, useSubjectName } from '../who.tsx'
import { allInFavour, type MeetingDraft, type MeetingRules, passes, voteFaultOf } from './draft.ts'

/** The votes on each case: all in favour by one key, exceptions by hand. */
export function Votes(props: {
  readonly rules: MeetingRules
  readonly draft: MeetingDraft
  readonly change: (changed: Partial<MeetingDraft>) => void
  readonly items: readonly CaseItem[]
  readonly showFaults: boolean
  readonly children: ReactNode
}) {
  const { t, say } = useWords()
  const { rules, draft, change, items } = props
  const present = draft.present.length
  const votes = rules.votes.length > 0
  const open = items.filter(({ id }) => !draft.without.includes(id))
  const fill = (list: readonly CaseItem[]) =>
    change({
      votes: {
        ...draft.votes,
        ...Object.fromEntries(list.map(({ id }) => [id, allInFavour(rules, present)])),
      },
    })
  return (
    <section className="panel" aria-labelledby="meeting-votes">
      <div className="panel-head">
        <h2 id="meeting-votes">{t(votes ? 'cases.meeting.votes' : 'cases.meeting.cases')}</h2>
        <span className="quiet figure">{t('cases.meeting.caseCount', { count: open.length })}</span>
        {votes && (
          <>
            <button
              type="button"
              className="button button-small push"
              disabled={present === 0}
              onClick={() => fill(open)}
            >
              {t('cases.meeting.allFor', { count: present })}
            </button>
            <button
              type="button"
              className="button button-quiet button-small"
              onClick={() => change({ votes: {} })}
            >
              {t('cases.pad.clear')}
            </button>
          </>
        )}
      </div>
      {votes && <p className="hint">{t('cases.meeting.voteKeys')}</p>}
      {props.children}
      <div className="table-scroll">
        <table className="table vote-table">
          <caption className="unseen">{t('cases.meeting.votes')}</caption>
          <thead>
            <tr>
              <th scope="col" className="case-check">
                <span className="unseen">{t('cases.meeting.onTable')}</span>
              </th>
              <th scope="col">{t('cases.who')}</th>
              <th scope="col" className="vote-place">
                {t('cases.place')}
              </th>
              {rules.votes.map(({ id, label }) => (
                <th key={id} scope="col" className="number">
                  {say(label)}
                </th>
              ))}
              {votes && <th scope="col">{t('cases.outcome')}</th>}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.id} {...props} item={item} fill={() => fill([item])} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Row(props: Parameters<typeof Votes>[0] & { readonly item: CaseItem; readonly fill: () => void }) {
  const { t, say } = useWords()
  const { isSingle } = useShortcuts()
  const nameOf = useSubjectName()
  const { rules, draft, change, item } = props
  const { id } = item
  const name = nameOf(item.subject)
  const isOn = !draft.without.includes(id)
  const ballot = draft.votes[id]
  const fault = isOn ? voteFaultOf(rules, ballot, draft.present.length) : undefined
  const isPassed = isOn ? passes(rules, ballot, draft.present.length) : undefined
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    if (isSingle && event.key.toLowerCase() === 'a' && isOn && draft.present.length > 0) props.fill()
    else if (
      (event.key === 'ArrowDown' || event.key === 'ArrowUp' || event.key === 'Enter') &&
      isNumber(target)
    )
      moveTo(target, event.key === 'ArrowUp' ? 'previous' : 'next')
    else return
    event.preventDefault()
  }
  return (
    <tr className={isOn ? undefined : 'is-off'} onKeyDown={onKey}>
      <td className="case-check">
        <input
          type="checkbox"
          aria-label={t('cases.meeting.onTableOf', { name })}
          checked={isOn}
          onChange={() =>
            change({ without: isOn ? [...draft.without, id] : draft.without.filter((each) => each !== id) })
          }
        />
      </td>
      <th scope="row">
        <Link to="/cases/$id" params={{ id }} search={{}}>
          {name}
        </Link>
      </th>
      <td className="vote-place">
        <PlaceOf region={item.region} />
      </td>
      {rules.votes.map((vote) => (
        <td key={vote.id} className="number">
          <input
            className="input vote-number"
            inputMode="numeric"
            maxLength={3}
            disabled={!isOn}
            aria-label={t('cases.meeting.voteOf', { name, vote: say(vote.label) })}
            aria-invalid={fault === 'tooMany' || (props.showFaults && fault === 'missing')}
            data-vote={vote.id}
            value={ballot?.[vote.id] ?? ''}
            onFocus={(event) => event.target.select()}
            onChange={({ target: { value } }) =>
              change({
                votes: { ...draft.votes, [id]: { ...ballot, [vote.id]: value.replaceAll(/\D/g, '') } },
              })
            }
          />
        </td>
      ))}
      {rules.votes.length > 0 && (
        <td className="vote-result">
          {fault === 'tooMany' ? (
            <span className="fault">{t('cases.meeting.moreThanPresent')}</span>
          ) : (
            isPassed !== undefined && (
              <span className={isPassed ? 'vote-passed' : 'vote-not'}>
                {isPassed ? '✓ ' : '✕ '}
                {t(isPassed ? 'cases.meeting.passed' : 'cases.meeting.notPassed')}
              </span>
            )
          )}
        </td>
      )}
    </tr>
  )
}

const isNumber = (target: HTMLElement) => target.dataset.vote !== undefined

/** The same vote of the next case, or of the one before. */
function moveTo(target: HTMLElement, way: 'next' | 'previous'): void {
  let row = target.closest('tr')
  do {
    row = (
      way === 'next' ? row?.nextElementSibling : row?.previousElementSibling
    ) as HTMLTableRowElement | null
    const field = row?.querySelector<HTMLInputElement>(`[data-vote="${target.dataset.vote}"]:enabled`)
    field?.focus()
    if (field) return
  } while (row)
}
