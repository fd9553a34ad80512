import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { identifies } from '../../app/frame/search/options.ts'
import { searchQuery } from '../../app/frame/search/use-search.ts'
import { usePlace } from '../../app/place.ts'
import { useTypedText } from '../../parts/typed-text.ts'
import { useWords } from '../../words/index.ts'
import type { List } from './address.ts'

/**
 * Searches while somebody types, and not while a Chinese word is still being composed. A number that identifies somebody
 * never gets into the address: it is asked for in a body, and leads to the household.
 */
export function SearchField({ list }: { readonly list: List }) {
  const { t } = useWords()
  const search = list.search.search ?? ''
  const { text, isComposing, fields } = useTypedText(search, (text) => list.change({ search: text }, true), {
    restMs: 120,
    isHeld: identifies,
  })
  const isNumber = identifies(text)
  const bearer = useBearer(isNumber && !isComposing ? text.trim() : '')
  return (
    <div className="hh-search">
      <label>
        <span className="unseen">{t('households.searchLabel')}</span>
        <input
          className="input"
          type="search"
          maxLength={40}
          placeholder={t('households.search')}
          {...fields}
        />
      </label>
      {bearer && (
        <p className="hh-bearer" role="status">
          {bearer}
        </p>
      )}
    </div>
  )
}

/** Goes to the household of whoever bears the number; what is to be said when nobody does. */
function useBearer(number: string): string | undefined {
  const { t } = useWords()
  const { region, date } = usePlace()
  const navigate = useNavigate()
  const { data, error } = useQuery({ ...searchQuery(number, region, date), enabled: number !== '' })
  const id = data?.households?.items[0]?.id
  useEffect(() => {
    if (number !== '' && id) void navigate({ to: '/households/$id', params: { id }, search: {} })
  }, [number, id, navigate])
  if (number === '') return undefined
  if (error) return t('households.numberFailed')
  if (!data) return t('households.numberAsked')
  return id ? undefined : t('households.numberNobody')
}
