import type { Outcome, Summary } from '@lika/contract'
import type { ReactNode } from 'react'
import { HouseholdsLink, VillagesLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark, outcomes } from '../../parts/outcome.tsx'
import { OutcomeBar } from '../../parts/outcome-bar.tsx'
import { useWords } from '../../words/index.ts'

type Set = Summary['sets'][number]
type Counts = Readonly<Record<Outcome, number>>
type Row = {
  readonly criterion?: string
  readonly label: string
  readonly clause?: string
  readonly counts: Counts
}

const none: Counts = { met: 0, unmet: 0, undetermined: 0 }

/** How a region's households or villages stand on every criterion of a set. */
export function Criteria(props: {
  readonly set: Set
  readonly status: string | undefined
  readonly children?: ReactNode
}) {
  const { t, say } = useWords()
  const { set, status } = props
  const rows: Row[] = [
    { label: t('overview.overall'), counts: set.overall[status ?? '*']?.subjects ?? none },
    ...set.criteria.map((each) => ({
      criterion: each.criterion,
      label: say(each.label),
      clause: [each.source.title, each.source.clause].filter(Boolean).join(' '),
      counts: each.households,
    })),
  ]
  const unit = set.subject === 'household' ? t('unit.household') : t('unit.village')
  return (
    <>
      {props.children}
      <table className="table criteria-table">
        <caption className="unseen">
          {say(set.title)}（{unit}）
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('overview.criteria')}</th>
            <td />
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col" className="number">
                <Mark outcome={outcome} word />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.criterion ?? ''} className={row.criterion ? '' : 'is-total'}>
              <th scope="row" title={row.clause ? `${row.label}\n${row.clause}` : row.label}>
                <span className="clip">{row.label}</span>
              </th>
              <td className="bar-cell">
                <OutcomeBar counts={row.counts} />
              </td>
              {outcomes.map((outcome) => (
                <td key={outcome} className="number">
                  <CountCell set={set} status={status} row={row} outcome={outcome} unit={unit} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function CountCell(props: {
  readonly set: Set
  readonly status: string | undefined
  readonly row: Row
  readonly outcome: Outcome
  readonly unit: string
}) {
  const { t } = useWords()
  const { set, status, row, outcome } = props
  const count = row.counts[outcome]
  if (count === 0) return <span className="quiet">0</span>
  const label = `${row.label} ${t(`outcome.${outcome}`)} ${grouped(count)} ${props.unit}`
  const filter = { status, criterion: row.criterion, outcome }
  return set.subject === 'household' ? (
    <HouseholdsLink filter={{ ...filter, set: set.set }} label={label}>
      {grouped(count)}
    </HouseholdsLink>
  ) : (
    <VillagesLink filter={filter} label={label}>
      {grouped(count)}
    </VillagesLink>
  )
}
