import type { PlanTarget } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Notice } from '../../parts/problem.tsx'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useTitle } from '../../parts/title.ts'
import { useTypedText } from '../../parts/typed-text.ts'
import { useWords } from '../../words/index.ts'
import { PlanSections } from '../plans/sections.tsx'
import { type Deciding, useDeciding } from './decide.ts'
import { Divide } from './divide.tsx'
import { planTargetsQuery } from './queries.ts'
import { TargetTable } from './table.tsx'
import { AddTarget, AssignValue } from './target-form.tsx'
import '../../parts/filters.css'
import '../../parts/record/record.css'
import './targets.css'

/** What was promised, beside what is registered, and whether the parts make the whole. */
export function TargetsPage() {
  const { t } = useWords()
  const { region, date, can } = usePlace()
  const { plan, search, open } = useSearch({ from: '/frame/targets' })
  const query = useQuery(planTargetsQuery({ region, date, plan, search }))
  const deciding = useDeciding()
  useTitle(t('targets.title'))
  const isFiltered = plan !== undefined || search !== undefined
  return (
    <div className="targets-page">
      <div className="page-head">
        <h1>{t('targets.title')}</h1>
        {query.data && (
          <p className="figure" role="status">
            {t('targets.count', { number: query.data.items.length })}
          </p>
        )}
        {can('plans.edit') && (
          <Link
            to="/targets"
            search={(before) => ({ ...before, act: 'add', of: undefined })}
            className="button push"
          >
            {t('targets.add')}
          </Link>
        )}
      </div>
      <PlanSections />
      <p className="quiet prose">{t('targets.text')}</p>
      <Filters items={query.data?.items ?? []} />
      <Outcome deciding={deciding} />
      <Act items={query.data?.items ?? []} deciding={deciding} />
      <div className="panel">
        <Fetched query={query} lines={8}>
          {({ items, more }) =>
            items.length === 0 ? (
              <Notice
                mark="0"
                title={t(isFiltered ? 'targets.noneFound' : 'targets.none')}
                {...(isFiltered ? {} : { text: t('targets.noneText') })}
              >
                <Link className="button" to="/plans" search={{}}>
                  {t('targets.toDocuments')}
                </Link>
              </Notice>
            ) : (
              <>
                <TargetTable items={items} open={open} deciding={deciding} />
                {more && <p className="quiet">{t('targets.more')}</p>}
              </>
            )
          }
        </Fetched>
      </div>
    </div>
  )
}

function Filters({ items }: { readonly items: readonly PlanTarget[] }) {
  const { t } = useWords()
  const { plan, search } = useSearch({ from: '/frame/targets' })
  const navigate = useNavigate({ from: '/targets' })
  const typed = useTypedText(search ?? '', (text) => {
    void navigate({ search: (before) => ({ ...before, search: text }), replace: true })
  })
  const plans = [...new Map(items.map(({ origin }) => [origin.plan, origin.title])).entries()]
  return (
    <search className="filters">
      <label className="filter">
        <span>{t('targets.search')}</span>
        <input className="input" type="search" maxLength={60} {...typed.fields} />
      </label>
      <label className="filter">
        <span>{t('targets.plan')}</span>
        <select
          className="input"
          value={plan ?? ''}
          onChange={(event) =>
            void navigate({ search: (before) => ({ ...before, plan: event.target.value || undefined }) })
          }
        >
          <option value="">{t('targets.allPlans')}</option>
          {plan !== undefined && !plans.some(([id]) => id === plan) && <option value={plan}>{plan}</option>}
          {plans.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </search>
  )
}

/** What was just decided, and the way back. */
function Outcome({ deciding }: { readonly deciding: Deciding }) {
  const { t } = useWords()
  const { act } = useSearch({ from: '/frame/targets' })
  const { last, error } = deciding
  if (error && act === undefined) return <Refusal error={error} />
  if (last === undefined) return null
  if (last.isUndone)
    return (
      <p className="kept" role="status">
        {t('targets.undone')}
      </p>
    )
  return (
    <p className="kept" role="status">
      {t(last.kind === 'saved' ? 'targets.saved' : 'targets.removed', { number: last.decisions.length })}
      <button
        type="button"
        className="button button-quiet button-small"
        disabled={deciding.isPending}
        onClick={deciding.undo}
      >
        {t('targets.undo')}
      </button>
    </p>
  )
}

/** The form that the address asks for. */
function Act({ items, deciding }: { readonly items: readonly PlanTarget[]; readonly deciding: Deciding }) {
  const { can } = usePlace()
  const { act, of } = useSearch({ from: '/frame/targets' })
  const navigate = useNavigate({ from: '/targets' })
  if (!can('plans.edit') || act === undefined) return null
  const close = () =>
    void navigate({ search: (before) => ({ ...before, act: undefined, of: undefined }), replace: true })
  if (act === 'add') return <AddTarget deciding={deciding} close={close} />
  const target = items.find(({ id }) => id === of)
  if (target === undefined) return null
  const rest = { key: target.id, target, deciding, close }
  return act === 'divide' ? <Divide {...rest} /> : <AssignValue {...rest} />
}
