import type { CaseCounts } from '@lika/contract'
import { useTypedText } from '../../../parts/typed-text.ts'
import { useWords } from '../../../words/index.ts'
import { type Change, caseStates, type inboxQueryOf, sorts } from '../queries.ts'
import { groupsOf } from './facets.tsx'

type Query = ReturnType<typeof inboxQueryOf>

/** Search, state, what is due, whose turn it is, the order; and what else the address says, each with a way to drop it. */
export function Filters(props: {
  readonly query: Query
  readonly counts: CaseCounts | undefined
  readonly change: Change
}) {
  const { t } = useWords()
  const { query, change } = props
  const typed = useTypedText(query.search ?? '', (search) => change({ search }, true))
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <label className="filter is-row">
        <span>{t('cases.searchLabel')}</span>
        <input
          className="input"
          type="search"
          maxLength={60}
          placeholder={t('cases.search')}
          {...typed.fields}
        />
      </label>
      <label className="filter">
        <span>{t('cases.stateLabel')}</span>
        <select
          className="input"
          value={query.state ?? 'open'}
          onChange={({ target: { value } }) =>
            change({ state: value === 'open' ? undefined : value, outcome: undefined, due: undefined })
          }
        >
          {caseStates.map((state) => (
            <option key={state} value={state}>
              {t(`cases.state.${state}`)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="filter">
        <legend>{t('cases.dueLabel')}</legend>
        <span className="toggles">
          {(['late', 'week'] as const).map((due) => (
            <label key={due}>
              <input
                type="checkbox"
                checked={query.due === due}
                onChange={() => change({ due: query.due === due ? undefined : due, state: undefined })}
              />
              {t(`cases.due.${due}`)}
            </label>
          ))}
          <label>
            <input
              type="checkbox"
              checked={query.mine === 'yes'}
              onChange={() => change({ mine: query.mine ? undefined : 'yes' })}
            />
            {t('cases.total.mine')}
          </label>
        </span>
      </fieldset>
      <label className="filter">
        <span>{t('cases.sortLabel')}</span>
        <select
          className="input"
          value={query.sort ?? 'due'}
          onChange={({ target: { value } }) => change({ sort: value === 'due' ? undefined : value }, true)}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`cases.sort.${sort}`)}
            </option>
          ))}
        </select>
      </label>
      <Chips {...props} />
    </search>
  )
}

function Chips({ query, counts, change }: Parameters<typeof Filters>[0]) {
  const { t, say } = useWords()
  const groups = counts ? groupsOf(counts) : []
  const group = groups.find(({ procedure }) => procedure.id === query.procedure)
  const step = group?.steps.find((each) => each.step.id === query.step)?.step
  const outcome = group?.outcomes.find((each) => each.outcome.id === query.outcome)?.outcome
  const chosen = [
    query.procedure && {
      name: group ? say(group.procedure.label) : query.procedure,
      drop: { procedure: undefined, step: undefined, outcome: undefined },
    },
    query.step && { name: step ? say(step.label) : query.step, drop: { step: undefined } },
    query.outcome && { name: outcome ? say(outcome.label) : query.outcome, drop: { outcome: undefined } },
    query.subject && { name: t('cases.oneSubject'), drop: { subject: undefined } },
    query.notice && { name: t('cases.oneNotice'), drop: { notice: undefined } },
    query.dueOn && {
      name: t('caseSections.filter.dueOn', { day: query.dueOn }),
      drop: { dueOn: undefined },
    },
    query.standing && {
      name: t(`caseSections.filter.standing.${query.standing as 'exited'}`),
      drop: { standing: undefined },
    },
    (query.endedFrom ?? query.endedTo) && {
      name: t('caseSections.filter.ended', { from: query.endedFrom ?? '', to: query.endedTo ?? '' }),
      drop: { endedFrom: undefined, endedTo: undefined },
    },
  ].filter((each) => typeof each === 'object')
  if (chosen.length === 0) return null
  return (
    <ul className="cases-chips" aria-label={t('cases.chosen')}>
      {chosen.map(({ name, drop }) => (
        <li key={name}>
          <button
            type="button"
            className="button button-small"
            aria-label={t('cases.drop', { name })}
            onClick={() => change(drop)}
          >
            {name} <span aria-hidden>✕</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
