import type { AfterExit, GoingOn } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useWords } from '../../words/index.ts'
import { CaseLink } from '../cases/links.tsx'
import { Fetched } from '../fetched.tsx'
import { grouped } from '../numbers.ts'
import { Source } from '../source.tsx'
import { afterExitQuery } from './queries.ts'
import { byEnd, endsSoon, isOver, useEndText } from './terms.ts'
import './after-exit.css'

/** 脱贫不脱政策: what goes on for a household that has exited, since when, until when, by which clause. */
export function AfterExitPanel(props: {
  readonly id: string
  readonly asOf: string
  /** The case on whose page it stands: nobody is sent there. */
  readonly on?: string
}) {
  const { id, asOf, on } = props
  const { t } = useWords()
  const heading = useId()
  const query = useQuery(afterExitQuery(id, asOf))
  return (
    <section className="panel after-exit" aria-labelledby={heading}>
      <div className="panel-head">
        <h2 id={heading}>{t('afterExit.title')}</h2>
      </div>
      <Fetched query={query} lines={4}>
        {(after) => <Told after={after} on={on} />}
      </Fetched>
    </section>
  )
}

function Told({ after, on }: { readonly after: AfterExit; readonly on: string | undefined }) {
  const { t } = useWords()
  const { since, items } = after
  if (since === null) return <p className="quiet">{t('afterExit.notExited')}</p>
  return (
    <>
      <p className="after-since">
        {since.on === null
          ? t('afterExit.sinceUnknown')
          : t(since.by === 'case' ? 'afterExit.sinceCase' : 'afterExit.sinceRecorded', {
              day: since.on,
            })}{' '}
        {since.case !== null && since.case !== on && (
          <CaseLink id={since.case} className="in-text">
            {t('afterExit.toCase')}
          </CaseLink>
        )}
      </p>
      {items.length === 0 ? (
        <p className="quiet">{t('afterExit.none')}</p>
      ) : (
        <ul className="after-list">
          {byEnd(items).map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      )}
    </>
  )
}

function Item({ item }: { readonly item: GoingOn }) {
  const { t, say } = useWords()
  const endText = useEndText()
  const className = endsSoon(item) ? 'after-end is-soon' : 'after-end'
  return (
    <li className={isOver(item) ? 'is-over' : undefined}>
      <p className="after-head">
        <strong>{say(item.label)}</strong> <span className={className}>{endText(item)}</span>
      </p>
      {item.entitlements.map((each) => (
        <p key={each.id}>
          {t(`afterExit.entitlement.${each.outcome}`, {
            label: say(each.label),
            amount: grouped(each.amount ?? ''),
            period: t(`afterExit.period.${periodOf(each.period)}`),
          })}
        </p>
      ))}
      {item.programmes.some(({ leadUnit }) => leadUnit !== null) && (
        <p className="quiet">
          {t('afterExit.lead', {
            units: [
              ...new Set(item.programmes.flatMap(({ leadUnit }) => (leadUnit ? [say(leadUnit)] : []))),
            ].join(t('app.comma')),
          })}
        </p>
      )}
      {item.note && <p className="quiet">{say(item.note)}</p>}
      <Source source={item.source} confirmed={item.confirmed} />
    </li>
  )
}

const periods = ['once', 'month', 'quarter', 'year'] as const
const periodOf = (period: string) => periods.find((each) => each === period) ?? 'once'
