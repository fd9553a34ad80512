import { SwapOutlined } from '@ant-design/icons'
import { type PolicyComparison, routes, urlOf } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import { useNames } from '../names.ts'
import { comparisonQuery, policyVersionsQuery } from '../queries.ts'
import { DifferenceTable } from './difference-table.tsx'
import { SideField } from './side-field.tsx'

const kinds = ['added', 'removed', 'changed'] as const

/** Two regions or days: what was added, removed and changed from the first to the other. */
export function CompareTab() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const search = useSearch({ from: '/frame/policy' })
  const navigate = useNavigate({ from: '/policy' })
  const { data: versions } = useQuery(policyVersionsQuery(region))
  // Unless said otherwise: what was in force on the last day before the packs of today began.
  const begun = versions?.days.findLast(({ day, packs }) => day <= date && packs.length > 0)?.day
  const from = {
    region: search.fromRegion ?? region,
    day: search.fromDate ?? (begun === undefined ? date : dayBefore(begun)),
  }
  const to = { region: search.toRegion ?? region, day: search.toDate ?? date }
  const sides = { region: from.region, asOf: from.day, otherRegion: to.region, otherAsOf: to.day }
  const query = useQuery({ ...comparisonQuery(sides), enabled: versions !== undefined })
  const change = (changed: { readonly [key: string]: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  return (
    <>
      <div className="compare-sides">
        <SideField
          name={t('compare.from')}
          region={from.region}
          day={from.day}
          onChange={(fromRegion, fromDate) => change({ fromRegion, fromDate })}
        />
        <button
          type="button"
          className="button"
          aria-label={t('compare.swap')}
          title={t('compare.swap')}
          onClick={() =>
            change({ fromRegion: to.region, fromDate: to.day, toRegion: from.region, toDate: from.day })
          }
        >
          <SwapOutlined aria-hidden />
        </button>
        <SideField
          name={t('compare.to')}
          region={to.region}
          day={to.day}
          onChange={(toRegion, toDate) => change({ toRegion, toDate })}
        />
        <a
          className="button push"
          href={urlOf(routes.exports.exportPolicyComparison, { query: sides })}
          download
        >
          {t('compare.export')}
        </a>
      </div>
      <Fetched query={query} lines={12}>
        {(comparison) => <Differences comparison={comparison} change={change} />}
      </Fetched>
    </>
  )
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

function Differences(props: {
  readonly comparison: PolicyComparison
  readonly change: (changed: { readonly [key: string]: string | undefined }) => void
}) {
  const { t } = useWords()
  const names = useNames()
  const { kind, part } = useSearch({ from: '/frame/policy' })
  const { differences, same } = props.comparison
  if (differences.length === 0) {
    return (
      <div className="panel">
        <Notice mark="=" title={t('compare.same')} text={t('compare.sameText')} />
      </div>
    )
  }
  const count = (of: string) => differences.filter((each) => each.kind === of).length
  const parts = [...new Set(differences.map((each) => each.part))]
  const shown = differences.filter(
    (each) => (kind === undefined || each.kind === kind) && (part === undefined || each.part === part),
  )
  return (
    <>
      <search className="filters" aria-label={t('list.filters')}>
        <fieldset className="filter is-row">
          <legend>{t('compare.what')}</legend>
          <div className="toggles">
            {[undefined, ...kinds].map((each) => (
              <label key={each ?? ''}>
                <input
                  type="radio"
                  name="kind"
                  checked={kind === each}
                  onChange={() => props.change({ kind: each })}
                />
                {each === undefined ? t('policy.all') : t(`compare.kind.${each}`)}
                <span className="quiet figure count">
                  {each === undefined ? differences.length : count(each)}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <label className="filter">
          <span>{t('policy.items')}</span>
          <select
            className="input"
            value={part ?? ''}
            onChange={(event) => props.change({ part: event.target.value || undefined })}
          >
            <option value="">{t('policy.all')}</option>
            {parts.map((each) => (
              <option key={each} value={each}>
                {names.part(each)} {differences.filter((one) => one.part === each).length}
              </option>
            ))}
          </select>
        </label>
        <p className="list-count figure" role="status">
          {t('compare.summary', {
            added: count('added'),
            removed: count('removed'),
            changed: count('changed'),
            same,
          })}
        </p>
      </search>
      {shown.length === 0 ? (
        <div className="panel">
          <Notice mark="0" title={t('compare.none')} />
        </div>
      ) : (
        <DifferenceTable differences={shown} comparison={props.comparison} />
      )}
    </>
  )
}
