import type { HouseholdRow } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { api } from '../../../api/client.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'

/** Another household of the county, found by name, pinyin initials or number. */
export function HouseholdPicker(props: {
  readonly id: string
  readonly county: string
  readonly without: string
  readonly value: string
  readonly onChange: (household: HouseholdRow) => void
}) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['listHouseholds', 'picker', props.county, asked],
    queryFn: ({ signal }) =>
      api.listHouseholds({ query: { region: props.county, search: asked, limit: '20' }, signal }),
    enabled: asked !== '',
  })
  const rows = found.data?.items.filter(({ id }) => id !== props.without)
  return (
    <div className="picker">
      <input
        id={props.id}
        className="input wide"
        type="search"
        autoComplete="off"
        maxLength={40}
        placeholder={t('households.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.error && <Refusal error={found.error} />}
      {rows?.length === 0 && <p className="quiet">{t('act.noHousehold')}</p>}
      {rows && rows.length > 0 && (
        <ul className="picker-list" aria-label={t('act.found')}>
          {rows.map((row) => (
            <li key={row.id}>
              <label className="check">
                <input
                  type="radio"
                  name={`${props.id}-choice`}
                  checked={props.value === row.id}
                  onChange={() => props.onChange(row)}
                />
                <span>
                  <strong>{row.headName ?? t('households.nameUnknown')}</strong>{' '}
                  <span className="figure">{row.number}</span>{' '}
                  <span className="quiet">
                    {t('household.members', { count: row.size })} ·{' '}
                    {row.region.map(({ name }) => name).join(' ')}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
