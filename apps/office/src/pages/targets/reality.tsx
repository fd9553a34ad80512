import type { PlanTarget } from '@lika/contract'
import { isInside, usePlace } from '../../app/place.ts'
import { absolute, isNegative, less, shareWidth } from '../../parts/figures.ts'
import { HouseholdsLink, VillagesLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'

type Shown = { readonly target: PlanTarget }

/** What is registered beside the target; the figure opens the list behind it. */
export function Reality({ target }: Shown) {
  const { t } = useWords()
  const { reality, indicator } = target
  if (reality === null || indicator === null) return <Uncounted target={target} />
  return (
    <span className="reality">
      <span className="figure">
        <OpensList target={target} />
        {reality.years.map(({ year, value }) => (
          <span key={year} className="reality-year">
            <span className="quiet">{t('targets.yearOf', { year })} </span>
            <ListLink target={target} value={value} year={year} />
          </span>
        ))}
      </span>
      {reality.reached !== null && indicator.direction === 'up' && (
        <span className="outcome-bar reality-bar" aria-hidden>
          <span className="outcome-bar-part part-met" style={{ width: doneWidth(target) }} />
        </span>
      )}
    </span>
  )
}

/** Why nothing is shown beside it. */
function Uncounted({ target }: Shown) {
  const { t } = useWords()
  const { session } = usePlace()
  const isOwn = isInside(target.region.code, session.account.region.code)
  const why =
    target.indicator === null ? 'targets.notCounted' : isOwn ? 'targets.noYears' : 'targets.notYours'
  return <span className="quiet">{t(why)}</span>
}

/** What is done of the goal, whatever the units: all of it less what is missing. */
function doneWidth({ value, reality }: PlanTarget): string {
  const missing = reality?.missing ?? null
  return missing === null ? '0' : shareWidth(less(value, missing), value)
}

/** Figures of one year or of a day have one list; those of several years one for each. */
function OpensList({ target }: Shown) {
  const { reality, from } = target
  if (!reality) return null
  if (reality.years.length > 0) return <>{grouped(reality.value)}</>
  return <ListLink target={target} value={reality.value} year={from?.slice(0, 4)} />
}

function ListLink(props: Shown & { readonly value: string; readonly year: string | undefined }) {
  const { t, say } = useWords()
  const unit = useUnit()
  const { target, value, year } = props
  const { indicator, region } = target
  if (!indicator || Number(value) === 0) return <>{grouped(value)}</>
  const cause = /^householdsExitedByCause-(.+)$/.exec(indicator.id)?.[1]
  const exited = { status: 'exited', exitedIn: year, ...(cause ? { cause } : {}) }
  const rest = {
    filter: { region: region.code, ...(indicator.within ? exited : { indicator: indicator.id }) },
    label: t('targets.opens', {
      label: say(indicator.label),
      value: grouped(value),
      unit: unit(indicator.unit),
    }),
    children: grouped(value),
  }
  return indicator.subject === 'village' ? <VillagesLink {...rest} /> : <HouseholdsLink {...rest} />
}

/** What the target still wants. */
export function Missing({ target }: Shown) {
  const { t } = useWords()
  const { reality, unit, bound, indicator } = target
  if (reality === null) return <span className="quiet">—</span>
  if (reality.missing === null) return <span className="quiet">{t('targets.notComparable')}</span>
  if (reality.reached) return <span className="mark mark-met">✓ {t('targets.reached')}</span>
  const amount = grouped(absolute(reality.missing))
  if (bound === 'atMost' || bound === 'lessThan')
    return <span className="target-missing">{t('targets.over', { amount, unit })}</span>
  if (indicator?.direction === 'down')
    return <span className="target-missing">{t('targets.left', { amount, unit })}</span>
  return (
    <span className="target-missing figure">
      {isNegative(reality.missing) ? '—' : amount} {unit}
    </span>
  )
}
