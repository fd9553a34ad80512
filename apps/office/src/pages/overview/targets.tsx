import type { Summary, Target } from '@lika/contract'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { HouseholdsLink, VillagesLink } from '../../parts/list-links.tsx'
import { grouped, widthOf } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { targetsQuery } from './queries.ts'
import { HOUSEHOLD_EXIT, VILLAGE_EXIT } from './sets.ts'
import { shareText } from './share.ts'
import { TargetLink } from './target-link.tsx'

type Kind = 'household' | 'person' | 'village'
const parts = ['exited', 'ready', 'notReady', 'notSure'] as const
type Part = (typeof parts)[number]
type Counts = Readonly<Record<Part, number>>
/** What the packs call the figures of who exits. */
const indicators = {
  household: 'householdsExited',
  person: 'personsExited',
  village: 'villagesExited',
} as const

/** Who is to exit this year: what was promised, who is listed, who has exited, and how the others stand. */
export function Targets({ query }: { readonly query: UseQueryResult<Summary> }) {
  const { t } = useWords()
  const place = usePlace()
  const targets = useQuery(targetsQuery(place))
  const found = (kind: Kind) => targets.data?.targets.find(({ indicator }) => indicator === indicators[kind])
  return (
    <section className="panel targets" aria-labelledby="targets">
      <div className="targets-head">
        <h2 id="targets">{t('overview.targets', { year: place.date.slice(0, 4) })}</h2>
        {targets.data && !found('household') && <p className="quiet">{t('overview.targetNone')}</p>}
      </div>
      <Fetched query={query} lines={2}>
        {(summary) =>
          (['household', 'person', 'village'] as const).map((kind) => (
            <TargetCard
              key={kind}
              kind={kind}
              target={found(kind)}
              counts={countsOf(summary, kind, targets.data?.exited)}
              listed={listedOf(summary, kind)}
            />
          ))
        }
      </Fetched>
    </section>
  )
}

function listedOf({ expected, villages }: Summary, kind: Kind): number {
  return kind === 'household' ? expected.households : kind === 'person' ? expected.persons : villages.expected
}

/** Those listed who no verdict speaks of, because no standard is in force, are undetermined. */
function countsOf(
  summary: Summary,
  kind: Kind,
  exited: { households: number; persons: number; villages: number } | undefined,
): Counts {
  const set = summary.sets.find((each) => each.set === (kind === 'village' ? VILLAGE_EXIT : HOUSEHOLD_EXIT))
  const found = set?.overall.expected?.[kind === 'person' ? 'persons' : 'subjects']
  const [ready, notReady] = [found?.met ?? 0, found?.unmet ?? 0]
  return {
    exited: exited?.[`${kind}s`] ?? 0,
    ready,
    notReady,
    notSure: listedOf(summary, kind) - ready - notReady,
  }
}

function TargetCard(props: {
  readonly kind: Kind
  readonly target: Target | undefined
  readonly counts: Counts
  readonly listed: number
}) {
  const { t, say } = useWords()
  const { kind, target, counts, listed } = props
  const whole = listed + counts.exited
  const unit = t(`unit.${kind}`)
  const goal = target ? Number(target.value) : undefined
  const share =
    goal === undefined ? shareText(counts.exited + counts.ready, whole) : shareText(counts.exited, goal)
  return (
    <div className="target">
      <p className="target-line">
        <strong>{unit}</strong>
        {target && (
          <span className="target-goal" title={clauseOf(target)}>
            {t('overview.target')}{' '}
            <TargetLink target={target} label={`${say(target.label)} ${grouped(target.value)} ${unit}`}>
              {grouped(target.value)}
            </TargetLink>
            <span className="quiet">（{target.source.clause || target.source.title}）</span>
          </span>
        )}
        <span title={t('overview.plannedHint')}>
          {t('overview.planned')}{' '}
          <b className="figure">
            {whole === 0 ? (
              <span className="quiet">0</span>
            ) : counts.exited === 0 ? (
              <Opens kind={kind} part="listed" label={`${t('overview.planned')} ${grouped(whole)} ${unit}`}>
                {grouped(whole)}
              </Opens>
            ) : (
              grouped(whole)
            )}
          </b>
        </span>
        {share && (
          <span className="push quiet figure" title={t('overview.shareHint')}>
            {t(goal === undefined ? 'overview.shareReady' : 'overview.shareOfTarget', { share })}
          </span>
        )}
      </p>
      <span className="outcome-bar target-bar" aria-hidden>
        {parts.map((part) =>
          counts[part] === 0 ? null : (
            <span
              key={part}
              className={`outcome-bar-part ${looks[part]}`}
              style={{ width: widthOf(counts[part], Math.max(whole, goal ?? 0)) }}
            />
          ),
        )}
      </span>
      <dl className="target-parts">
        {parts.map((part) => (
          <div key={part}>
            <dt>
              <span className={`swatch ${looks[part]}`} aria-hidden /> {t(`overview.${labels[part]}`)}
            </dt>
            <dd className="figure">
              {counts[part] === 0 ? (
                <span className="quiet">0</span>
              ) : (
                <Opens
                  kind={kind}
                  part={part}
                  label={`${t(`overview.${labels[part]}`)} ${grouped(counts[part])} ${unit}`}
                >
                  {grouped(counts[part])}
                </Opens>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const looks = {
  exited: 'part-exited',
  ready: 'part-met',
  notReady: 'part-unmet',
  notSure: 'part-undetermined',
} as const
const labels = { exited: 'exitedYear', ready: 'ready', notReady: 'notReady', notSure: 'notSure' } as const

function clauseOf({ source }: Target): string {
  return [source.title, source.clause].filter(Boolean).join(' ')
}

/** Persons open the households in which they live. */
function Opens(props: {
  readonly kind: Kind
  readonly part: Part | 'listed'
  readonly label: string
  readonly children: ReactNode
}) {
  const { date } = usePlace()
  const { kind, part } = props
  const outcome = { ready: 'met', notReady: 'unmet', notSure: 'undetermined', listed: undefined } as const
  const filter =
    part === 'exited'
      ? { status: 'exited', exitedIn: date.slice(0, 4) }
      : { status: 'expected', outcome: outcome[part] }
  const rest = { label: props.label, children: props.children }
  return kind === 'village' ? (
    <VillagesLink filter={filter} {...rest} />
  ) : (
    <HouseholdsLink
      filter={part === 'exited' || part === 'listed' ? filter : { ...filter, set: HOUSEHOLD_EXIT }}
      {...rest}
    />
  )
}
