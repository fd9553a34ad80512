import { useEffect, useState } from 'react'
import { useWords } from '../../words/index.ts'
import type { List } from './address.ts'

/** Searches while somebody types, and not while a Chinese word is still being composed. */
export function SearchField({ list }: { readonly list: List }) {
  const { t } = useWords()
  const search = list.search.search ?? ''
  const [text, setText] = useState(search)
  const [isComposing, setComposing] = useState(false)
  useEffect(() => setText(search), [search])
  useEffect(() => {
    if (isComposing || text.trim() === search) return
    const timer = setTimeout(() => list.change({ search: text.trim() || undefined }, true), 120)
    return () => clearTimeout(timer)
  }, [text, isComposing, search, list])
  return (
    <label className="hh-search">
      <span className="unseen">{t('households.searchLabel')}</span>
      <input
        className="input"
        type="search"
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
