import type { Summary } from '@lika/contract'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped, widthOf } from '../../parts/numbers.ts'
import { useCodes } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'

/** The households that are to exit, by their main cause of poverty, the most frequent first. */
export function Causes({ summary }: { readonly summary: Summary }) {
  const { t } = useWords()
  const label = useCodes('cause')
  const { households, persons, byCause } = summary.expected
  const causes = Object.entries(byCause).sort((a, b) => b[1] - a[1])
  const most = causes[0]?.[1] ?? 0
  return (
    <section className="panel" aria-labelledby="causes">
      <div className="panel-head">
        <h2 id="causes">{t('overview.causeHeading')}</h2>
        <HouseholdsLink className="push figure" filter={{ status: 'expected' }}>
          {t('overview.expected', { households: grouped(households), persons: grouped(persons) })}
        </HouseholdsLink>
      </div>
      {causes.length === 0 ? (
        <p className="quiet">{t('overview.causeEmpty')}</p>
      ) : (
        <table className="table">
          <caption className="unseen">{t('overview.causeHeading')}</caption>
          <thead className="unseen">
            <tr>
              <th scope="col">{t('households.cause')}</th>
              <td />
              <th scope="col">{t('unit.household')}</th>
            </tr>
          </thead>
          <tbody>
            {causes.map(([cause, count]) => (
              <tr key={cause}>
                <th scope="row">{label(cause)}</th>
                <td className="bar-cell" aria-hidden>
                  <span className="plain-bar" style={{ width: widthOf(count, most) }} />
                </td>
                <td className="number">
                  {cause === 'unknown' ? (
                    grouped(count)
                  ) : (
                    <HouseholdsLink
                      filter={{ status: 'expected', cause }}
                      label={`${label(cause)} ${grouped(count)} ${t('unit.household')}`}
                    >
                      {grouped(count)}
                    </HouseholdsLink>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
