import type { Duplicate, DuplicatePerson } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useCodes } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'
import { timeText } from '../imports/refusal.tsx'
import { type Choice, DecideForm } from './decide.tsx'

const choices = ['keepFirst', 'distinct', 'keepSecond'] as const satisfies readonly Choice[]

/** Two persons side by side, what is not the same between them, and why they are suspected. */
export function Pair(props: {
  readonly pair: Duplicate
  readonly isOpen: boolean
  readonly isSelected: boolean
  readonly onSelect: (isSelected: boolean) => void
}) {
  const { t } = useWords()
  const { pair, isOpen } = props
  const [choice, setChoice] = useState<Choice>()
  const [a, b] = pair.persons
  const names = pair.persons.map(({ name }) => name ?? '—').join(' / ')
  return (
    // Each pair is a stop of the keyboard: J, K and the digits work from it.
    <li className="panel pair" data-pair={pair.id} tabIndex={-1} aria-label={names}>
      <div className="pair-head">
        {isOpen && a && b && (
          <label className="check">
            <input
              type="checkbox"
              checked={props.isSelected}
              aria-label={`${t('duplicates.select')}${t('app.colon')}${names}`}
              onChange={(event) => props.onSelect(event.target.checked)}
            />
          </label>
        )}
        <strong className="figure pair-score" title={t('duplicates.scoreLabel', { score: pair.score })}>
          {t('duplicates.score', { score: pair.score })}
        </strong>
        <Reasons pair={pair} />
      </div>
      <Persons pair={pair} />
      {pair.state !== 'open' && (
        <p className="quiet">
          {pair.decidedAt && t('duplicates.decidedAt', { when: timeText(pair.decidedAt) })}
          {t('app.colon')}
          {pair.reason}
        </p>
      )}
      {isOpen && a && b && (
        <>
          <p className="record-actions pair-actions">
            {choices.map((each) => (
              <button
                key={each}
                type="button"
                className="button"
                data-decision={each}
                aria-expanded={choice === each}
                onClick={() => setChoice(choice === each ? undefined : each)}
              >
                {t(`duplicates.${each}`)}
              </button>
            ))}
          </p>
          {choice && (
            <DecideForm
              key={choice}
              text={t(`duplicates.chosen.${choice}`)}
              decisions={[
                choice === 'distinct'
                  ? { id: pair.id, decision: 'distinct' }
                  : { id: pair.id, decision: 'merge', keep: choice === 'keepFirst' ? a.id : b.id },
              ]}
              close={() => setChoice(undefined)}
            />
          )}
        </>
      )}
    </li>
  )
}

function Reasons({ pair }: { readonly pair: Duplicate }) {
  const { t, say } = useWords()
  return (
    <ul className="pair-reasons" aria-label={t('duplicates.reasons')}>
      {pair.reasons.map(({ code, points, message }) => (
        <li key={code} className="tag">
          {say(message)}{' '}
          <span className="figure">
            {t('duplicates.points', { points: points > 0 ? `+${points}` : `−${-points}` })}
          </span>
        </li>
      ))}
    </ul>
  )
}

const rows = ['name', 'sex', 'birthDate', 'idNumber', 'relation', 'household', 'place'] as const
/** What the server calls a difference in each row. */
const differsIn: Readonly<Record<(typeof rows)[number], string>> = {
  name: 'name',
  sex: 'sex',
  birthDate: 'birthDate',
  idNumber: 'idNumber',
  relation: 'relation',
  household: 'householdNumber',
  place: 'regionCode',
}

function Persons({ pair }: { readonly pair: Duplicate }) {
  const { t } = useWords()
  const [a, b] = pair.persons
  return (
    <table className="table pair-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{t('duplicates.field')}</span>
          </th>
          <th scope="col">{t('duplicates.first')}</th>
          <th scope="col">{t('duplicates.second')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const differs = pair.differs.includes(differsIn[row])
          return (
            <tr key={row} className={differs ? 'differs' : ''}>
              <th scope="row">
                {t(`duplicates.fields.${row}`)}
                {differs && <span className="tag tag-warn">{t('duplicates.differs')}</span>}
              </th>
              <td>{a && <Value person={a} row={row} />}</td>
              <td>
                {b ? (
                  <Value person={b} row={row} />
                ) : (
                  row === 'name' && <span className="quiet">{t('duplicates.hidden')}</span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Value({ person, row }: { readonly person: DuplicatePerson; readonly row: (typeof rows)[number] }) {
  const { t } = useWords()
  const sex = useCodes('sex')
  const relation = useCodes('relation')
  const nothing = <span className="quiet">—</span>
  switch (row) {
    case 'name':
      return <strong>{person.name ?? nothing}</strong>
    case 'sex':
      return person.sex === null ? nothing : sex(person.sex)
    case 'relation':
      return person.relation === null ? nothing : relation(person.relation)
    case 'place':
      return person.place
    case 'household': {
      if (person.householdId === null) return <span className="quiet">{t('duplicates.fields.gone')}</span>
      const text = t('duplicates.fields.householdText', {
        number: person.householdNumber ?? '—',
        head: person.headName ?? '—',
        size: person.householdSize ?? 0,
      })
      return (
        <Link to="/households/$id" params={{ id: person.householdId }} search={{ tab: 'members' }}>
          {text}
        </Link>
      )
    }
    default:
      return person[row] === null ? nothing : <span className="figure">{person[row]}</span>
  }
}
