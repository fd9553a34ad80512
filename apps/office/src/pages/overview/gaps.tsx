import type { Summary, Target } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { usePlace } from '../../app/place.ts'
import { HouseholdsLink, VillagesLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import { targetsQuery } from './queries.ts'
import { isLacking } from './sets.ts'
import { TargetLink as SourceLink } from './target-link.tsx'

/** What is still lacking, by the indicators of the policy in force, beside what the plan of the year sets out to solve. */
export function Gaps({ summary }: { readonly summary: Summary }) {
  const { t, say } = useWords()
  const unit = useUnit()
  const { data } = useQuery(targetsQuery(usePlace()))
  const targets = data?.targets ?? []
  const gaps = summary.indicators.filter(isLacking)
  const hasTargets = gaps.some(({ id }) => targets.some(({ indicator }) => indicator === id))
  if (gaps.length === 0) return <p className="quiet">{t('overview.gapsEmpty')}</p>
  return (
    <>
      <table className="table">
        <caption className="unseen">{t('overview.gaps')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('overview.gaps')}</th>
            {hasTargets && (
              <th scope="col" className="number" title={t('overview.gapTargetHint')}>
                {t('overview.gapTarget')}
              </th>
            )}
            <th scope="col" className="number">
              {t('overview.gapNow')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {gaps.map((gap) => {
            const clause = [gap.source.title, gap.source.clause].filter(Boolean).join(' ')
            return (
              <tr key={gap.id}>
                <th scope="row" title={clause}>
                  {say(gap.label)}
                </th>
                {hasTargets && (
                  <td className="number narrow">
                    <TargetLink target={targets.find(({ indicator }) => indicator === gap.id)} />
                  </td>
                )}
                <td className="number narrow">
                  <GapLink gap={gap} />
                </td>
                <td className="narrow quiet gap-unit">{unit(gap.unit)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <OtherTargets targets={targets} summary={summary} />
    </>
  )
}

/** A figure opens the households or villages behind it. */
export function GapLink({ gap }: { readonly gap: Summary['indicators'][number] }) {
  const { say } = useWords()
  const unit = useUnit()
  if (Number(gap.value) === 0) return <span className="quiet">0</span>
  const rest = {
    filter: { indicator: gap.id },
    label: `${say(gap.label)} ${grouped(gap.value)} ${unit(gap.unit)}`,
    children: grouped(gap.value),
  }
  return gap.subject === 'household' ? <HouseholdsLink {...rest} /> : <VillagesLink {...rest} />
}

/** A target opens its clause. */
function TargetLink({ target }: { readonly target: Target | undefined }) {
  const { t, say } = useWords()
  if (!target) return <span className="quiet">—</span>
  const bound = bounds[target.bound]
  const figure =
    target.upTo === undefined ? grouped(target.value) : `${grouped(target.value)}—${grouped(target.upTo)}`
  return (
    <SourceLink
      target={target}
      title={`${say(target.label)}\n${[target.source.title, target.source.clause].filter(Boolean).join(' ')}`}
      label={`${say(target.label)} ${bound ? t(`overview.${bound}`) : ''} ${figure}`}
    >
      {bound && <span className="quiet">{t(`overview.${bound}`)} </span>}
      {figure}
    </SourceLink>
  )
}

const bounds = {
  exactly: undefined,
  'at-least': 'atLeast',
  'at-most': 'atMost',
  above: 'above',
  below: 'below',
  about: 'approximately',
  between: undefined,
} as const

const shownElsewhere = ['householdsExited', 'personsExited', 'villagesExited', 'householdsExitedByCause']

/** Targets that nothing is counted for yet: named, so that nobody takes them for forgotten. */
function OtherTargets(props: { readonly targets: readonly Target[]; readonly summary: Summary }) {
  const { t, say } = useWords()
  const unit = useUnit()
  const measured = new Set([...shownElsewhere, ...props.summary.indicators.map(({ id }) => id)])
  const others = props.targets.filter(({ indicator }) => !measured.has(indicator))
  if (others.length === 0) return null
  return (
    <details className="other-targets">
      <summary>{t('overview.otherTargets', { number: others.length })}</summary>
      <table className="table">
        <caption className="unseen">{t('overview.otherTargets', { number: others.length })}</caption>
        <tbody>
          {others.map((target) => (
            <tr key={target.id}>
              <th scope="row">{say(target.label)}</th>
              <td className="number narrow">
                <TargetLink target={target} />
              </td>
              <td className="narrow quiet gap-unit">{unit(target.unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
