import type { Session, Summary } from '@lika/contract'
import { type UseQueryResult, useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { sessionQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import { Below } from './below.tsx'
import type { Counted } from './choices.ts'
import { CausesPanel, HouseholdCriteria, VillageCriteria } from './cockpit.tsx'
import { Figures } from './figures.tsx'
import { GapLink } from './gaps.tsx'
import { isLacking } from './sets.ts'
import { Targets } from './targets.tsx'
import './wall.css'

const MINUTE = 60_000

/** The cockpit for a screen that hangs in a room: nothing to choose, no scrolling, renewed every minute. */
export function Wall({ counted }: { readonly counted: Counted }) {
  const { t } = useWords()
  const { query, status } = counted
  useRenewal()
  useEscape()
  return (
    <div className="wall">
      <WallHead query={query} />
      <Fetched query={query} lines={14}>
        {(summary) => (
          <div className="wall-body overview">
            <Figures summary={summary} />
            <Targets query={query} />
            <div className="overview-column is-split">
              <section className="panel" aria-label={t('overview.aboutHouseholds')}>
                <HouseholdCriteria summary={summary} status={status} />
              </section>
              <CausesPanel query={query} />
            </div>
            <div className="overview-column">
              <Below summary={summary} status={status} isWall />
            </div>
            <div className="overview-column is-split">
              <section className="panel" aria-label={t('overview.aboutVillages')}>
                <VillageCriteria summary={summary} status={status} />
              </section>
              <section className="panel wall-gaps" aria-labelledby="wall-gaps">
                <h2 id="wall-gaps">{t('overview.gaps')}</h2>
                <div className="panel-scroll">
                  <WallGaps summary={summary} />
                </div>
              </section>
            </div>
          </div>
        )}
      </Fetched>
    </div>
  )
}

function WallGaps({ summary }: { readonly summary: Summary }) {
  const { t, say } = useWords()
  const unit = useUnit()
  const gaps = summary.indicators.filter(isLacking)
  if (gaps.length === 0) return <p className="quiet">{t('overview.gapsEmpty')}</p>
  return (
    <ul className="wall-list">
      {gaps.map((gap) => (
        <li key={gap.id}>
          <span className="clip">{say(gap.label)}</span>
          <GapLink gap={gap} />
          <span className="quiet gap-unit">{unit(gap.unit)}</span>
        </li>
      ))}
    </ul>
  )
}

function WallHead({ query }: { readonly query: UseQueryResult<Summary> }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const now = useNow()
  const time = clock(new Date(query.dataUpdatedAt))
  return (
    <header className="wall-head">
      <img src="/icon.svg" alt="" width="28" height="28" />
      <strong className="wall-region">{query.data?.name ?? region}</strong>
      <span>
        {t('frame.asOf')} <b className="figure">{date}</b>
      </span>
      {query.dataUpdatedAt > 0 && (
        <span className={query.isError ? 'tag tag-warn' : 'quiet'} role={query.isError ? 'alert' : undefined}>
          {t(query.isError ? 'overview.wallFailed' : 'overview.wallUpdated', { time })}
        </span>
      )}
      <time className="push wall-time figure">{clock(now)}</time>
      <Link to="/" search={(before) => ({ ...before, layout: undefined })} className="button">
        {t('overview.wallLeave')}
      </Link>
    </header>
  )
}

const clock = (at: Date) =>
  `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`

function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 5000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Every minute whatever is shown; and when the day goes on, a screen that showed today goes on with it. */
function useRenewal(): void {
  const queries = useQueryClient()
  const isFetching = useIsFetching() > 0
  const { date, session: begun } = usePlace()
  const navigate = useNavigate({ from: '/' })
  const session = useQuery({ ...sessionQuery(), staleTime: 0, refetchInterval: MINUTE })
  const today = (session.data as Session | undefined)?.today
  const [followed, setFollowed] = useState(begun.today)
  useEffect(() => {
    if (today === undefined || today === followed) return
    if (date === followed) void navigate({ search: (before) => ({ ...before, date: today }), replace: true })
    setFollowed(today)
  }, [today, followed, date, navigate])
  useEffect(() => {
    if (isFetching) return
    const timer = setTimeout(() => void queries.refetchQueries({ type: 'active' }), MINUTE)
    return () => clearTimeout(timer)
  }, [queries, isFetching])
}

function useEscape(): void {
  const navigate = useNavigate({ from: '/' })
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void navigate({ search: (before) => ({ ...before, layout: undefined }) })
    }
    document.addEventListener('keydown', leave)
    return () => document.removeEventListener('keydown', leave)
  }, [navigate])
}
