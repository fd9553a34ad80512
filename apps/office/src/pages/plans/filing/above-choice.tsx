import { useInfiniteQuery } from '@tanstack/react-query'
import { isInside } from '../../../app/place.ts'
import { More } from '../../../parts/more.tsx'
import { useWords } from '../../../words/index.ts'
import { plansQuery } from '../queries.ts'

/** The plans of the levels above a region, to choose the one that is carried out. */
export function AboveChoice(props: {
  readonly id: string
  readonly region: string
  readonly value: string
  readonly onChange: (plan: string) => void
}) {
  const { t } = useWords()
  const { id, region } = props
  const query = useInfiniteQuery(plansQuery(region, undefined, false))
  const above = (query.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter((plan) => plan.region.code !== region && isInside(region, plan.region.code))
  return (
    <div className="filter">
      <label className="above-label" htmlFor={id}>
        {t('plans.file.above')}
      </label>
      <select
        id={id}
        className="input above-choice"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="">{t('plans.file.aboveNone')}</option>
        {above.map((plan) => (
          <option key={plan.id} value={plan.id}>
            {plan.region.name} · {plan.title}
          </option>
        ))}
      </select>
      <p className="hint">{t('plans.file.aboveText')}</p>
      <More list={query} />
    </div>
  )
}
