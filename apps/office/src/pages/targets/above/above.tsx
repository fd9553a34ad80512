import type { Plan } from '@lika/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { planQuery, plansQuery } from '../../plans/queries.ts'
import { PlanSections } from '../../plans/sections.tsx'
import { comparedQuery } from '../queries.ts'
import { Differences } from './differences.tsx'
import '../../../parts/filters.css'
import './above.css'

/** A plan beside the one above it: what is asked there and left out here, or set laxer or later. */
export function AbovePage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/plans/$id/above' })
  const plan = useQuery(planQuery(id))
  useTitle(t('above.title'))
  return (
    <div className="above-page">
      <PlanSections />
      <div className="page-head">
        <h1>{t('above.title')}</h1>
        {plan.data && (
          <Link to="/plans/$id" params={{ id }} search={{}}>
            {plan.data.title}
          </Link>
        )}
      </div>
      <p className="quiet prose">{t('above.text')}</p>
      <Fetched query={plan} lines={8}>
        {(found) => <Compared plan={found} />}
      </Fetched>
    </div>
  )
}

function Compared({ plan }: { readonly plan: Plan }) {
  const { t } = useWords()
  const search = useSearch({ from: '/frame/plans/$id/above' })
  const chosen = search.with ?? plan.above?.id
  const query = useQuery({
    ...comparedQuery({ id: plan.id, with: chosen ?? '', part: search.part, withPart: search.withPart }),
    enabled: chosen !== undefined,
  })
  return (
    <>
      <Choices plan={plan} chosen={chosen} />
      {chosen === undefined ? (
        <div className="panel">
          <Notice mark="—" title={t('above.choose')} text={t('above.chooseText')} />
        </div>
      ) : (
        <Fetched query={query} lines={8}>
          {(compared) => <Differences plan={plan.id} compared={compared} />}
        </Fetched>
      )}
    </>
  )
}

/** Which plan, and which document of each where there are several. */
function Choices({ plan, chosen }: { readonly plan: Plan; readonly chosen: string | undefined }) {
  const { t } = useWords()
  const { region } = usePlace()
  const search = useSearch({ from: '/frame/plans/$id/above' })
  const navigate = useNavigate({ from: '/plans/$id/above' })
  const plans = useInfiniteQuery(plansQuery(region, undefined, false))
  const offered = plans.data?.pages.flatMap(({ items }) => items) ?? []
  const above = useQuery({ ...planQuery(chosen ?? ''), enabled: chosen !== undefined })
  const known = above.data && !offered.some((each) => each.id === chosen) ? [above.data, ...offered] : offered
  const change = (changed: { with?: string; part?: string; withPart?: string }) =>
    void navigate({
      search: (before) => ({
        ...before,
        ...Object.fromEntries(Object.entries(changed).map(([key, value]) => [key, value || undefined])),
      }),
    })
  return (
    <search className="filters">
      <label className="filter">
        <span>{t('above.with')}</span>
        <select
          className="input"
          value={chosen ?? ''}
          onChange={(event) => change({ with: event.target.value, withPart: '' })}
        >
          <option value="">{t('above.none')}</option>
          {known.map((each) => (
            <option key={each.id} value={each.id}>
              {each.region.name} · {each.title}
            </option>
          ))}
        </select>
      </label>
      <PartChoice
        label={t('above.withPart')}
        plan={above.data}
        value={search.withPart}
        onChange={(withPart) => change({ withPart })}
      />
      <PartChoice
        label={t('above.part')}
        plan={plan}
        value={search.part}
        onChange={(part) => change({ part })}
      />
    </search>
  )
}

function PartChoice(props: {
  readonly label: string
  readonly plan: Plan | undefined
  readonly value: string | undefined
  readonly onChange: (part: string) => void
}) {
  const { t } = useWords()
  const documents = props.plan?.documents ?? []
  if (documents.length < 2) return null
  return (
    <label className="filter">
      <span>{props.label}</span>
      <select
        className="input"
        value={props.value ?? ''}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="">{t('above.allParts')}</option>
        {documents.map(({ part, title }) => (
          <option key={part} value={String(part)}>
            {part + 1}. {title}
          </option>
        ))}
      </select>
    </label>
  )
}
