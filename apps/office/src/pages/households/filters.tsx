import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { DataFilter } from '../../parts/data-filter.tsx'
import { GapFilter } from '../../parts/gap-filter.tsx'
import { OutcomeFilter } from '../../parts/outcome-filter.tsx'
import { useStandards } from '../../parts/standards.ts'
import { StatusTag, useCodeOrder, useCodes } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'

type Criterion = { readonly criterion: string; readonly label: { readonly zh: string; readonly en: string } }
type Change = { readonly [key: string]: string | undefined }

export function HouseholdFilters({ criteria }: { readonly criteria: readonly Criterion[] }) {
  const { t, say } = useWords()
  const filter = useSearch({ from: '/frame/households' })
  const navigate = useNavigate({ from: '/households' })
  const { sets } = useStandards()
  const causeLabel = useCodes('cause')
  const causes = useCodeOrder('cause')
  const change = (changed: Change) => void navigate({ search: (before) => ({ ...before, ...changed }) })
  const householdSets = sets.filter(({ subject }) => subject === 'household')
  const isFiltered = Object.entries(filter).some(
    ([key, value]) => key !== 'region' && key !== 'date' && value !== undefined,
  )
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <SearchField />
      <StatusFilter />
      <label className="filter" htmlFor="cause">
        <span>{t('households.cause')}</span>
        <Select
          id="cause"
          mode="multiple"
          size="medium"
          allowClear
          style={{ minWidth: 168, minHeight: 32 }}
          maxTagCount="responsive"
          placeholder={t('households.any')}
          value={filter.cause?.split(',') ?? []}
          options={causes.map((cause) => ({ value: cause, label: causeLabel(cause) }))}
          optionFilterProp="label"
          onChange={(chosen: string[]) => change({ cause: chosen.join(',') || undefined })}
        />
      </label>
      {householdSets.length > 1 && (
        <label className="filter">
          <span>{t('households.set')}</span>
          <select
            className="input"
            value={filter.set ?? 'household-exit'}
            onChange={(event) =>
              change({ set: event.target.value, criterion: undefined, outcome: undefined })
            }
          >
            {householdSets.map((each) => (
              <option key={each.set} value={each.set}>
                {say(each.title)}
              </option>
            ))}
          </select>
        </label>
      )}
      <OutcomeFilter
        criteria={criteria}
        criterion={filter.criterion}
        outcome={filter.outcome}
        onChange={change}
      />
      <DataFilter subject="household" filter={filter} onChange={(changed) => change({ ...changed })} />
      <GapFilter subject="household" indicator={filter.indicator} onChange={change} />
      {isFiltered && (
        <Link className="button button-quiet" to="/households" search={{}}>
          {t('list.clear')}
        </Link>
      )}
    </search>
  )
}

/** Searches a moment after the last letter, and not while a Chinese word is still being composed. */
function SearchField() {
  const { t } = useWords()
  const { search = '' } = useSearch({ from: '/frame/households' })
  const navigate = useNavigate({ from: '/households' })
  const [text, setText] = useState(search)
  const [isComposing, setComposing] = useState(false)
  useEffect(() => setText(search), [search])
  useEffect(() => {
    if (isComposing || text.trim() === search) return
    const timer = setTimeout(() => {
      void navigate({ search: (before) => ({ ...before, search: text.trim() || undefined }), replace: true })
    }, 250)
    return () => clearTimeout(timer)
  }, [text, isComposing, search, navigate])
  return (
    <label className="filter is-row">
      <span>{t('households.searchLabel')}</span>
      <input
        className="input"
        type="text"
        size={30}
        maxLength={40}
        value={text}
        placeholder={t('households.search')}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
    </label>
  )
}

function StatusFilter() {
  const { t } = useWords()
  const { status } = useSearch({ from: '/frame/households' })
  const navigate = useNavigate({ from: '/households' })
  const codes = useCodeOrder('householdStatus')
  const chosen = status?.split(',') ?? []
  const toggle = (code: string) => {
    const next = codes.filter((each) => (each === code ? !chosen.includes(each) : chosen.includes(each)))
    void navigate({ search: (before) => ({ ...before, status: next.join(',') || undefined }) })
  }
  return (
    <fieldset className="filter is-row">
      <legend>{t('households.status')}</legend>
      <div className="toggles">
        {codes.map((code) => (
          <label key={code}>
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
            <StatusTag status={code} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
