import type { Unit } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'
import { unitsQuery } from './queries.ts'

/** A unit, found by its name among those that take new staff. */
export function UnitField(props: {
  readonly id: string
  readonly value: string
  readonly onChange: (unit: string, chosen: Unit | undefined) => void
  /** Where nobody can go. */
  readonly but?: string | undefined
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const [search, setSearch] = useState('')
  const filter = { region: session.account.region.code, ...(search.trim() ? { search: search.trim() } : {}) }
  const { data } = useInfiniteQuery(unitsQuery(filter))
  const units =
    data?.pages.flatMap((page) => page.items).filter(({ id, closed }) => !closed && id !== props.but) ?? []
  const total = data?.pages[0]?.total ?? 0
  return (
    <div className="field">
      <label htmlFor={props.id}>{t('account.make.unit')}</label>
      {(total > 12 || search !== '') && (
        <input
          className="input"
          type="text"
          aria-label={t('account.make.unitSearch')}
          placeholder={t('account.make.unitSearch')}
          maxLength={60}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <select
        id={props.id}
        className="input"
        required
        value={props.value}
        onChange={({ target: { value } }) =>
          props.onChange(
            value,
            units.find(({ id }) => id === value),
          )
        }
      >
        <option value="" />
        {units.map(({ id, name, region }) => (
          <option key={id} value={id}>
            {name} · {region.name}
          </option>
        ))}
      </select>
      {data && total === 0 && search === '' && (
        <p className="hint">
          {t('account.make.unitNone')}{' '}
          <Link className="in-text" to="/access/units" search={{ act: 'add' }}>
            {t('units.add')}
          </Link>
        </p>
      )}
    </div>
  )
}
