import type { AccountRowCells, CheckedAccountRow } from '@lika/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Notice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'

const shows = ['wrong', 'warned', 'all'] as const
type Show = (typeof shows)[number]
const AT_ONCE = 100

/** The rows as they were understood, those with something wrong first. Which are shown lies in the address. */
export function ImportRows(props: {
  readonly rows: readonly AccountRowCells[]
  readonly checked: readonly CheckedAccountRow[]
}) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { show } = useSearch({ from: '/frame/access/import' })
  const [most, setMost] = useState(AT_ONCE)
  const pairs = props.checked.map((checked, index) => ({ checked, cells: props.rows[index]! }))
  const of = (which: Show) => pairs.filter(({ checked }) => isShown(checked, which))
  const chosen = shows.find((each) => each === show) ?? (of('wrong').length > 0 ? 'wrong' : 'all')
  const shown = of(chosen)
  return (
    <section className="panel account-wide" aria-label={t('batch.rows')}>
      <p className="batch-shows">
        {shows.map((each) => (
          <button
            key={each}
            type="button"
            className={each === chosen ? 'button button-small is-chosen' : 'button button-small'}
            aria-pressed={each === chosen}
            onClick={() => void navigate({ to: '.', search: { show: each }, replace: true })}
          >
            {t(`batch.show.${each}`)} <span className="figure">{of(each).length}</span>
          </button>
        ))}
      </p>
      {shown.length === 0 ? (
        <Notice mark="0" title={t('batch.noRows')} text="" />
      ) : (
        <div className="table-scroll">
          <table className="table access-table">
            <caption className="unseen">{t('batch.rows')}</caption>
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('batch.line')}
                </th>
                <th scope="col">{t('access.column.person')}</th>
                <th scope="col">{t('access.column.account')}</th>
                <th scope="col">{t('access.column.unit')}</th>
                <th scope="col">{t('access.column.role')}</th>
                <th scope="col">{t('access.column.region')}</th>
                <th scope="col">{t('access.column.period')}</th>
                <th scope="col">{t('batch.problem')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.slice(0, most).map(({ checked, cells }) => (
                <Row key={checked.line} checked={checked} cells={cells} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length > most && (
        <div className="list-foot">
          <button type="button" className="button" onClick={() => setMost(most + AT_ONCE)}>
            {t('list.more')}
          </button>
        </div>
      )}
    </section>
  )
}

function isShown({ outcome, problems }: CheckedAccountRow, show: Show): boolean {
  if (show === 'all') return true
  return show === 'wrong' ? outcome !== 'ready' : outcome === 'ready' && problems.length > 0
}

function Row({ checked, cells }: { readonly checked: CheckedAccountRow; readonly cells: AccountRowCells }) {
  const { t, say } = useWords()
  const { unit, role, region, validFrom, validTo, problems, outcome } = checked
  return (
    <tr data-line={checked.line}>
      <td className="number">{checked.line}</td>
      <th scope="row">{cells.person}</th>
      <td>
        <code>{cells.account}</code>
      </td>
      <td>
        {unit ? unit.name : cells.unit}
        {unit && <span className="quiet"> {unit.region.name}</span>}
        {unit?.isNew && <span className="tag access-tag">{t('batch.isNew')}</span>}
        {cells.position && <span className="quiet block">{cells.position}</span>}
      </td>
      <td>{role ? say(role) : cells.role}</td>
      <td>{region ? region.name : cells.region}</td>
      <td className="figure nowrap">
        {validFrom &&
          (validTo
            ? t('access.between', { from: validFrom, to: validTo })
            : t('access.since', { from: validFrom }))}
      </td>
      <td className="batch-problems">
        {problems.map(({ message, severity, field }) => (
          <span key={`${field} ${message.zh}`} className={severity === 'error' ? 'fault block' : 'block'}>
            {say(message)}
          </span>
        ))}
        {outcome === 'dependent' && <span className="quiet">{t('batch.dependent')}</span>}
      </td>
    </tr>
  )
}
