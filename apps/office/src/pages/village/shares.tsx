import type { Village } from '@lika/contract'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark, outcomes } from '../../parts/outcome.tsx'
import { OutcomeBar } from '../../parts/outcome-bar.tsx'
import { Notice } from '../../parts/problem.tsx'
import { useStandards } from '../../parts/standards.ts'
import { useWords } from '../../words/index.ts'

/** How the households of the village stand on each criterion; every count opens them. */
export function Shares({ village }: { readonly village: Village }) {
  const { t, say } = useWords()
  const { sets } = useStandards()
  if (village.shares.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('village.noShares')} />
      </div>
    )
  }
  // The exit standard is what people come for; the checks of data quality follow.
  const groups = [...Map.groupBy(village.shares, ({ set }) => set)].sort(
    ([a], [b]) => Number(b === 'household-exit') - Number(a === 'household-exit'),
  )
  return (
    <div className="stack">
      {groups.map(([set, shares]) => {
        const known = sets.find((each) => each.set === set)
        return (
          <section key={set} className="panel table-scroll">
            <table className="table shares">
              <caption>
                <h2>{known ? say(known.title) : t('village.shareCaption')}</h2>
              </caption>
              <thead>
                <tr>
                  <th scope="col">{t('village.criterion')}</th>
                  <td className="share-bar" />
                  {outcomes.map((outcome) => (
                    <th key={outcome} scope="col" className="number">
                      <Mark outcome={outcome} word />
                    </th>
                  ))}
                  <th scope="col" className="number">
                    {t('village.percent')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {shares.map((share) => (
                  <tr key={share.criterion}>
                    <th scope="row">{say(share.label)}</th>
                    <td style={{ verticalAlign: 'middle' }}>
                      <OutcomeBar counts={share.households} />
                    </td>
                    {outcomes.map((outcome) => {
                      const count = share.households[outcome]
                      return (
                        <td key={outcome} className="number">
                          {count === 0 ? (
                            <span className="quiet">0</span>
                          ) : (
                            <HouseholdsLink
                              filter={{ region: village.code, set, criterion: share.criterion, outcome }}
                              label={`${say(share.label)} ${t(`outcome.${outcome}`)} ${grouped(count)}`}
                            >
                              {grouped(count)}
                            </HouseholdsLink>
                          )}
                        </td>
                      )
                    })}
                    <td className="number">{share.percent ?? '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )
      })}
    </div>
  )
}
