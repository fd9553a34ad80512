import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { useChoices, useCounted } from './choices.ts'
import { Cockpit } from './cockpit.tsx'
import { Wall } from './wall.tsx'
import './overview.css'
import './map/map.css'

/** The true picture of a region on a day; every number opens the list behind it. */
export function OverviewPage() {
  const { t } = useWords()
  const { isWall } = useChoices()
  const counted = useCounted()
  const { data } = counted.query
  useTitle(data ? `${data.name} · ${t('title.overview')}` : t('title.overview'))
  return (
    <>
      <h1 className="unseen">{t('title.overview')}</h1>
      {isWall ? <Wall counted={counted} /> : <Cockpit counted={counted} />}
    </>
  )
}
