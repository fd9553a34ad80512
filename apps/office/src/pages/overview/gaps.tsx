import type { Summary } from '@lika/contract'
import { HouseholdsLink, VillagesLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'

/** What is still lacking, by the indicators of the policy in force. */
export function Gaps({ summary }: { readonly summary: Summary }) {
  const { t, say } = useWords()
  const unit = useUnit()
  return (
    <section className="panel" aria-labelledby="gaps">
      <div className="panel-head">
        <h2 id="gaps">{t('overview.gaps')}</h2>
        <span className="push quiet">{t('overview.gapsHint')}</span>
      </div>
      {summary.indicators.length === 0 ? (
        <p className="quiet">{t('overview.gapsEmpty')}</p>
      ) : (
        <table className="table">
          <caption className="unseen">{t('overview.gaps')}</caption>
          <tbody>
            {summary.indicators.map((gap) => {
              const label = `${say(gap.label)} ${grouped(gap.value)} ${unit(gap.unit)}`
              const clause = [gap.source.title, gap.source.clause].filter(Boolean).join(' ')
              return (
                <tr key={gap.id}>
                  <th scope="row" title={clause}>
                    {say(gap.label)}
                  </th>
                  <td className="number narrow">
                    {gap.subject === 'household' ? (
                      <HouseholdsLink filter={{ indicator: gap.id }} label={label}>
                        {grouped(gap.value)}
                      </HouseholdsLink>
                    ) : (
                      <VillagesLink filter={{ indicator: gap.id }} label={label}>
                        {grouped(gap.value)}
                      </VillagesLink>
                    )}
                  </td>
                  <td className="narrow quiet gap-unit">{unit(gap.unit)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
