import { useQuery } from '@tanstack/react-query'
import { summaryQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { useChoices } from './choices.ts'
import { Cockpit } from './cockpit.tsx'
import { Wall } from './wall.tsx'
import './overview.css'
import './map/map.css'

/** The true picture of a region on a day; every number opens the list behind it. */
export function OverviewPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const { status, isWall } = useChoices()
  const query = useQuery({
    ...summaryQuery({ region, date, status }),
    // A screen on a wall is not reloaded by anybody.
    refetchInterval: isWall ? 60_000 : false,
  })
  useTitle(query.data ? `${query.data.name} · ${t('title.overview')}` : t('title.overview'))
  return (
    <>
      <h1 className="unseen">{t('title.overview')}</h1>
      {isWall ? <Wall query={query} /> : <Cockpit query={query} />}
    </>
  )
}
