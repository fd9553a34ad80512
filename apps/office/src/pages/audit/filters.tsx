import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { DayField } from '../../parts/day-field.tsx'
import { useWords } from '../../words/index.ts'
import { type AuditSearch, kinds, results } from './filter.ts'

export function useFilter() {
  const search = useSearch({ from: '/frame/audit' })
  const navigate = useNavigate({ from: '/audit' })
  const change = (next: AuditSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true })
  return { search, change }
}

export function Filters() {
  const { t } = useWords()
  const { search, change } = useFilter()
  return (
    <form className="filters" aria-label={t('audit.events')} onSubmit={(event) => event.preventDefault()}>
      <AccountField
        value={search.account ?? ''}
        onChange={(account) => change({ account: account || undefined })}
      />
      <label className="filter">
        <span>{t('audit.kind')}</span>
        <select
          className="input"
          value={search.kind ?? ''}
          onChange={(event) => change({ kind: event.target.value || undefined })}
        >
          <option value="">{t('audit.any')}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`audit.kinds.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="filter">
        <span>{t('audit.result')}</span>
        <select
          className="input"
          value={search.result ?? ''}
          onChange={(event) => change({ result: event.target.value || undefined })}
        >
          <option value="">{t('audit.any')}</option>
          {results.map((result) => (
            <option key={result} value={result}>
              {t(`audit.results.${result}`)}
            </option>
          ))}
        </select>
      </label>
      <Days />
      {search.action && (
        <Only
          text={t('audit.onlyAction', { action: search.action })}
          clear={() => change({ action: undefined })}
        />
      )}
      {search.subject && (
        <Only
          text={t('audit.subject', { subject: search.subject.slice(0, 8) })}
          clear={() => change({ subject: undefined })}
        />
      )}
    </form>
  )
}

export function Days() {
  const { t } = useWords()
  const { search, change } = useFilter()
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <div key={end} className="filter">
          <span id={`audit-${end}`}>{t(`audit.${end}`)}</span>
          <span className="audit-day">
            <DayField
              aria-label={t(`audit.${end}`)}
              value={search[end] ?? ''}
              onChange={(day) => change({ [end]: day || undefined })}
            />
            {search[end] && (
              <button
                type="button"
                className="button button-quiet"
                onClick={() => change({ [end]: undefined })}
              >
                {t('audit.clear')}
              </button>
            )}
          </span>
        </div>
      ))}
    </>
  )
}

function Only({ text, clear }: { readonly text: string; readonly clear: () => void }) {
  const { t } = useWords()
  return (
    <p className="audit-only">
      <span className="tag">{text}</span>
      <button type="button" className="button button-quiet" onClick={clear}>
        {t('audit.clear')}
      </button>
    </p>
  )
}

/** Asked for when it is whole: on Enter, or when it is left. */
function AccountField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { t } = useWords()
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const take = () => {
    if (typed.trim() !== value) onChange(typed.trim())
  }
  return (
    <label className="filter">
      <span>{t('audit.account')}</span>
      <input
        className="input"
        type="text"
        size={16}
        maxLength={100}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </label>
  )
}
