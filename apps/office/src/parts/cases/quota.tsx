import type { ExitQuota } from '@lika/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'
import { boundWord } from '../bounds.ts'
import { HouseholdsLink, VillagesLink } from '../list-links.tsx'
import { grouped } from '../numbers.ts'
import { useIsWide } from '../use-is-wide.ts'
import { CasesLink } from './links.tsx'
import { type Room, roomIn } from './room.ts'
import './quota.css'

export type QuotaSubject = 'household' | 'village'

const quotasQuery = (region: string, subject: QuotaSubject, date: string) =>
  queryOptions({
    queryKey: ['listExitQuotas', region, subject, date],
    queryFn: ({ signal }) => api.listExitQuotas({ query: { region, subject, date }, signal }),
  })

const underWayQuery = (region: string, procedure: string) =>
  queryOptions({
    queryKey: ['countCases', region, procedure],
    queryFn: ({ signal }) => api.countCases({ query: { region, procedure }, signal }),
  })

/**
 * What was planned and handed down for the year beside the exits under way: shown, and no gate. Where nobody set a
 * figure nothing is shown at all.
 */
export function QuotaPanel({
  subject,
  procedure,
}: {
  readonly subject: QuotaSubject
  readonly procedure: string
}) {
  const { t } = useWords()
  const { region, date, can } = usePlace()
  const isWide = useIsWide()
  const { data } = useQuery({ ...quotasQuery(region, subject, date), enabled: can('plans.read') })
  const items = data?.items ?? []
  if (items.length === 0) return null
  return (
    <details className="panel quota" open={isWide}>
      <summary>{t('quota.title', { year: items[0]!.year })}</summary>
      <ul className="quota-lines">
        {items.map((item) => (
          <Line
            key={`${item.region.code} ${item.indicator}`}
            item={item}
            subject={subject}
            procedure={procedure}
          />
        ))}
      </ul>
      <p className="quiet">
        {t('quota.noGate')}{' '}
        <Link to="/targets" search={{}} className="in-text">
          {t('quota.toTargets')}
        </Link>
      </p>
    </details>
  )
}

function Line(props: {
  readonly item: ExitQuota
  readonly subject: QuotaSubject
  readonly procedure: string
}) {
  const { t, say } = useWords()
  const { item, subject, procedure } = props
  const { region, planned, assigned, exited, indicator, year } = item
  const isSubjects = indicator !== 'personsExited'
  // Cases are of households and villages: persons under way are counted by nobody.
  const counted = useQuery({
    ...underWayQuery(region.code, procedure),
    enabled: isSubjects && exited !== null,
  })
  const underWay = isSubjects ? counted.data : undefined
  const unit = t(`quota.unit.${indicator}`)
  const number = (value: number | string) => t('quota.number', { number: grouped(value), unit })
  const held = assigned ?? planned
  const promised = (of: NonNullable<ExitQuota['planned']>) =>
    `${boundWord(of.bound, t)} ${of.upTo === null ? number(of.value) : `${grouped(of.value)}—${number(of.upTo)}`}`.trim()
  const filter = { region: region.code, status: 'exited', exitedIn: year }
  return (
    <li className="quota-line">
      <strong>
        {region.name} {t(`quota.indicator.${indicator}`)}
      </strong>
      {assigned && <Promised kind="assigned" text={promised(assigned)} of={assigned} />}
      {planned && (
        <Promised kind="planned" text={promised(planned)} of={planned} isBehind={assigned !== null} />
      )}
      {assigned === null && <span className="quiet">{t('quota.notAssigned')}</span>}
      {exited === null ? (
        <span className="quiet">{t('quota.notYours')}</span>
      ) : (
        <span>
          {t('quota.exited')}{' '}
          {exited === 0 ? (
            <span className="figure">{number(0)}</span>
          ) : subject === 'household' ? (
            <HouseholdsLink filter={filter} className="figure">
              {number(exited)}
            </HouseholdsLink>
          ) : (
            <VillagesLink filter={filter} className="figure">
              {number(exited)}
            </VillagesLink>
          )}
        </span>
      )}
      {underWay && (
        <span>
          {t('quota.underWay')}{' '}
          <CasesLink filter={{ region: region.code, procedure, state: 'open' }} className="figure">
            {number(underWay.open)}
          </CasesLink>
          {underWay.steps.length > 0 && (
            <span className="quota-steps">
              {t('quota.open')}
              {underWay.steps.map(({ step, open }, at) => (
                <span key={step.id}>
                  {at > 0 && t('quota.between')}
                  <CasesLink filter={{ region: region.code, procedure, step: step.id }}>
                    {t('quota.step', { step: say(step.label), number: grouped(open) })}
                  </CasesLink>
                </span>
              ))}
              {t('quota.close')}
            </span>
          )}
        </span>
      )}
      {held !== null && exited !== null && (underWay || !isSubjects) && (
        <Left room={roomIn(held, exited + (underWay?.open ?? 0))} isSubjects={isSubjects} number={number} />
      )}
      {planned?.note && <span className="quiet">{say(planned.note)}</span>}
    </li>
  )
}

function Promised(props: {
  readonly kind: 'planned' | 'assigned'
  readonly text: string
  readonly of: NonNullable<ExitQuota['planned']>
  readonly isBehind?: boolean
}) {
  const { t } = useWords()
  const { kind, text, of, isBehind } = props
  const title = [of.title, of.clause].filter(Boolean).join(' ')
  return (
    <span className={isBehind ? 'quiet' : undefined} title={title}>
      {t(`quota.${kind}`)} <span className="figure">{text}</span>
    </span>
  )
}

/** How many would still fit, or are wanting; beyond the number is said, and lets through all the same. */
function Left(props: {
  readonly room: Room
  readonly isSubjects: boolean
  readonly number: (value: number) => string
}) {
  const { t } = useWords()
  const { room, isSubjects, number } = props
  if (room.kind === 'enough') return <span>{t(isSubjects ? 'quota.enough' : 'quota.enoughPersons')}</span>
  if (room.kind === 'beyond')
    return <strong className="quota-over">{t('quota.beyond', { number: number(room.by) })}</strong>
  const isRoom = room.kind === 'left' && isSubjects
  return <span>{t(isRoom ? 'quota.left' : 'quota.leftPersons', { number: number(room.by) })}</span>
}
