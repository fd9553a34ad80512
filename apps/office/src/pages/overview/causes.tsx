import type { Summary } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { usePlace } from '../../app/place.ts'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped, widthOf } from '../../parts/numbers.ts'
import { useCodes } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'
import { targetsQuery } from './queries.ts'

/** The households that are to exit, by their main cause of poverty, the most frequent first. */
export function Causes({ summary }: { readonly summary: Summary }) {
  const { t } = useWords()
  const label = useCodes('cause')
  const { data } = useQuery(targetsQuery(usePlace()))
  const { byCause } = summary.expected
  const causes = Object.entries(byCause).sort((a, b) => b[1] - a[1])
  const most = causes[0]?.[1] ?? 0
  if (causes.length === 0) return <p className="quiet">{t('overview.causeEmpty')}</p>
  const goal = (cause: string) =>
    data?.targets.find(({ indicator, by }) => indicator === 'householdsExitedByCause' && by === cause)
  return (
    <ul className="causes">
      {causes.map(([cause, count]) => {
        const target = goal(cause)
        return (
          <li
            key={cause}
            title={
              target && `${t('overview.target')} ${grouped(target.value)} · ${target.source.clause ?? ''}`
            }
          >
            <span className="clip">{label(cause)}</span>
            <span className="cause-bar" aria-hidden>
              <span className="plain-bar" style={{ width: widthOf(count, most) }} />
            </span>
            <HouseholdsLink
              className="figure"
              filter={{ status: 'expected', cause }}
              label={`${label(cause)} ${grouped(count)} ${t('unit.household')}`}
            >
              {grouped(count)}
            </HouseholdsLink>
          </li>
        )
      })}
    </ul>
  )
}
