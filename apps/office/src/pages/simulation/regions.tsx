import type { Simulation } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped, widthOf } from '../../parts/numbers.ts'
import { moveAmongRows } from '../../parts/rows.ts'
import { useWords } from '../../words/index.ts'
import { differenceOf } from './change.ts'
import { moving } from './outcomes.tsx'
import { SideLink, signed } from './side-link.tsx'

const others = ['unmet', 'undetermined']

/** Where the changes lie: the regions below, each opening its households, or the same simulation for itself. */
export function RegionTable(props: {
  readonly simulation: Simulation
  readonly status: readonly string[] | undefined
}) {
  const { t } = useWords()
  const { simulation } = props
  const rows = simulation.byRegion.map((region) => ({
    ...region,
    lost: moving(region.changes, ['met'], others).subjects,
    gained: moving(region.changes, others, ['met']).subjects,
  }))
  const most = Math.max(1, ...rows.map(({ lost, gained }) => Math.max(lost, gained)))
  const hasGap = rows.some(({ gap }) => gap)
  if (rows.length === 0) return null
  return (
    <section className="panel table-scroll" data-part="regions">
      <table className="table region-table">
        <caption>
          <h2>{t('simulation.regions')}</h2>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('simulation.region')}</th>
            <th scope="col" className="number">
              {t('simulation.metBefore')}
            </th>
            <th scope="col" className="number">
              {t('simulation.metAfter')}
            </th>
            <th scope="col" className="number">
              {t('simulation.lost')}
            </th>
            <th scope="col" className="number">
              {t('simulation.gained')}
            </th>
            <th scope="col" className="bar-column">
              <span className="unseen">{t('simulation.difference')}</span>
            </th>
            {hasGap && (
              <th scope="col" className="number">
                {t('simulation.gap')}
              </th>
            )}
          </tr>
        </thead>
        <tbody onKeyDown={moveAmongRows}>
          {rows.map(({ code, name, before, after, lost, gained, gap }) => (
            <tr key={code} data-region={code}>
              <th scope="row">
                <Link
                  to="."
                  search={(search) =>
                    ({
                      ...search,
                      region: code,
                      side: undefined,
                      within: undefined,
                      cost: undefined,
                    }) as object
                  }
                  data-row-link
                >
                  {name}
                </Link>
              </th>
              <td className="number">
                <HouseholdsLink
                  filter={{
                    region: code,
                    set: simulation.set,
                    outcome: 'met',
                    status: props.status?.join(','),
                  }}
                >
                  {grouped(before.subjects.met)}
                </HouseholdsLink>
              </td>
              <td className="number">
                <SideLink
                  side="met"
                  within={code}
                  count={after.subjects.met}
                  label={`${name} ${t('simulation.metAfter')}`}
                />
              </td>
              <td className="number">
                <SideLink side="lost" within={code} count={lost} label={`${name} ${t('simulation.lost')}`} />
              </td>
              <td className="number">
                <SideLink
                  side="gained"
                  within={code}
                  count={gained}
                  label={`${name} ${t('simulation.gained')}`}
                />
              </td>
              <td className="bar-column" aria-hidden>
                <span className="change-bars">
                  <span className="part-unmet" style={{ width: widthOf(lost, most) }} />
                  <span className="part-met" style={{ width: widthOf(gained, most) }} />
                </span>
              </td>
              {hasGap && (
                <td className="number">{gap ? signed(differenceOf(gap.before, gap.after)) : '—'}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
