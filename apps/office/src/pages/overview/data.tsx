import type { Completeness, FactAge } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { HouseholdsLink, VillagesLink } from '../../parts/list-links.tsx'
import { grouped, widthOf } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { completenessQuery } from './queries.ts'

/** For each fact that verdicts read: of how many it is known and valid, too old, or missing. Counted when it is looked at. */
export function Data(props: { readonly status: string | undefined; readonly set: string | undefined }) {
  const { region, date } = usePlace()
  const query = useQuery(completenessQuery({ region, date, status: props.status, set: props.set }))
  return <Fetched query={query}>{(data) => <Facts data={data} status={props.status} />}</Fetched>
}

function Facts({ data, status }: { readonly data: Completeness; readonly status: string | undefined }) {
  const { t, say } = useWords()
  if (data.facts.length === 0) return <p className="quiet">{t('overview.dataNone')}</p>
  const lacking = data.facts.filter(({ stale, missing }) => stale + missing > 0)
  const whole = data.facts.length - lacking.length
  return (
    <>
      <table className="table data-table">
        <caption className="unseen">{t('overview.dataHeading')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('household.fact')}</th>
            <td />
            <th scope="col" className="number" title={t('overview.dataNeededHint')}>
              {t('overview.dataNeeded')}
            </th>
            <th scope="col" className="number">
              {t('overview.dataStale')}
            </th>
            <th scope="col" className="number">
              {t('overview.dataMissing')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lacking.map((age) => (
            <tr key={`${age.subject}.${age.fact}`}>
              <th
                scope="row"
                title={`${say(age.label)}\n${age.validForMonths ? t('overview.dataValid', { count: age.validForMonths }) : t('overview.dataNoExpiry')}`}
              >
                <span className="clip">
                  {say(age.label)} <span className="quiet">{t(`overview.dataSubject.${age.subject}`)}</span>
                </span>
              </th>
              <td className="bar-cell">
                <Bar age={age} />
              </td>
              <td className="number">
                <Count age={age} kind="needed" status={status} />
              </td>
              <td className="number">
                <Count age={age} kind="stale" status={status} />
              </td>
              <td className="number">
                <Count age={age} kind="missing" status={status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {whole > 0 && <p className="quiet small">{t('overview.dataAllFresh', { number: whole })}</p>}
      <p className="quiet small">{t('overview.dataHint')}</p>
    </>
  )
}

function Bar({ age }: { readonly age: FactAge }) {
  const whole = age.fresh + age.stale + age.missing
  return (
    <span className="outcome-bar" aria-hidden>
      <span className="outcome-bar-part part-fresh" style={{ width: widthOf(age.fresh, whole) }} />
      <span className="outcome-bar-part part-stale" style={{ width: widthOf(age.stale, whole) }} />
    </span>
  )
}

const states = { needed: 'dataNeeded', stale: 'dataStale', missing: 'dataMissing' } as const

/** The number of subjects opens the households or villages that it speaks of. */
function Count(props: {
  readonly age: FactAge
  readonly kind: 'stale' | 'missing' | 'needed'
  readonly status: string | undefined
}): ReactNode {
  const { t, say } = useWords()
  const { age, kind, status } = props
  const [number, rows] = {
    needed: [age.rowsNeeded, age.rowsNeeded],
    stale: [age.stale, age.rowsStale],
    missing: [age.missing, age.rowsMissing],
  }[kind] as [number, number]
  if (number === 0) return <span className="quiet">0</span>
  const state = t(`overview.${states[kind]}`)
  // Of persons, the number of persons opens the households in which they live.
  const isPersons = age.subject === 'person' && kind !== 'needed'
  const label = isPersons
    ? t('overview.dataRows', { label: say(age.label), state, number: grouped(number), rows: grouped(rows) })
    : `${say(age.label)} ${state} ${grouped(number)} ${t(age.subject === 'village' ? 'unit.village' : 'unit.household')}`
  const gap = age.subject === 'person' ? `members.${age.fact}` : age.fact
  const filter = { status, gap, gapKind: kind }
  return age.subject === 'village' ? (
    <VillagesLink filter={filter} label={label}>
      {grouped(number)}
    </VillagesLink>
  ) : (
    <HouseholdsLink filter={filter} label={label}>
      {grouped(number)}
    </HouseholdsLink>
  )
}
