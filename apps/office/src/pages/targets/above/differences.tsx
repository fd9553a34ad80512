import type { PlanDifference } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import type { ComparedPlan } from '../queries.ts'

type Props = { readonly plan: string; readonly compared: ComparedPlan }

/** Each difference with both sentences, what should be looked at first. */
export function Differences({ plan, compared }: Props) {
  const { t } = useWords()
  const { differences, matched, asked, above, version } = compared
  return (
    <>
      <p className="figure" role="status">
        {t('above.matched', { asked, matched, number: differences.length })}
      </p>
      {differences.length === 0 ? (
        <div className="panel">
          <Notice mark="✓" title={t('above.noneFound')} text={t('above.noneFoundText')} />
        </div>
      ) : (
        <ol className="differences">
          {differences.map((difference) => (
            <li
              key={`${difference.kind} ${difference.above.part} ${difference.above.range[0]} ${difference.here?.range[0]}`}
              className="panel difference"
            >
              <p className="difference-head">
                <span className={difference.grade === 'warning' ? 'tag tag-warn' : 'tag'}>
                  {t(`above.kinds.${difference.kind}`)}
                </span>
                <Message difference={difference} />
              </p>
              <div className="difference-sides">
                <Sentence
                  head={`${t('above.above')} · ${above.region.name}`}
                  plan={above.id}
                  version={above.version}
                  place={difference.above}
                />
                {difference.here ? (
                  <Sentence head={t('above.here')} plan={plan} version={version} place={difference.here} />
                ) : (
                  <div className="difference-side">
                    <p className="difference-place quiet">{t('above.here')}</p>
                    <p className="quiet">{t('above.missing')}</p>
                  </div>
                )}
              </div>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function Message({ difference }: { readonly difference: PlanDifference }) {
  const { say } = useWords()
  return <span>{say(difference.message)}</span>
}

function Sentence(props: {
  readonly head: string
  readonly plan: string
  readonly version: number
  readonly place: PlanDifference['above']
}) {
  const { t } = useWords()
  const { plan, version, place } = props
  const [from, to] = place.range
  return (
    <div className="difference-side">
      <p className="difference-place quiet">
        {props.head}{' '}
        <Link
          className="in-text"
          to="/plans/$id"
          params={{ id: plan }}
          search={{ part: String(place.part), at: `${from}-${to}`, version: String(version) }}
          aria-label={`${props.head} ${place.clause} ${t('targets.source')}`}
        >
          {place.clause || t('targets.source')}
        </Link>
      </p>
      <blockquote>{place.text}</blockquote>
    </div>
  )
}
