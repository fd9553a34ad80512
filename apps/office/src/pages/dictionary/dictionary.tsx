import { type DataDictionary, routes, urlOf } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Notice } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { findEntry, type Part, partOfEntry, parts } from './entries.ts'
import { EntryPanel } from './entry.tsx'
import { DictionaryFilters } from './filters.tsx'
import { DictionaryList } from './list.tsx'
import { dictionaryQuery } from './queries.ts'
import '../household/household.css'
import './dictionary.css'

/** What everything is called and means: facts, code lists, tables, and how they hang together. */
export function DictionaryPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const query = useQuery(dictionaryQuery(region, date))
  useTitle(t('title.dictionary'))
  return (
    <>
      <div className="page-head">
        <h1>{t('title.dictionary')}</h1>
        <div className="dictionary-tools">
          <a
            className="button"
            download
            href={urlOf(routes.exports.exportDictionary, { query: { region, asOf: date } })}
          >
            {t('dictionary.export')}
          </a>
          <button type="button" className="button" onClick={() => window.print()}>
            {t('dictionary.print')}
          </button>
        </div>
      </div>
      <Fetched query={query} lines={16}>
        {(dictionary) => <Content dictionary={dictionary} />}
      </Fetched>
    </>
  )
}

function Content({ dictionary }: { readonly dictionary: DataDictionary }) {
  const { t } = useWords()
  const { part: asked, entry } = useSearch({ from: '/frame/dictionary' })
  const part: Part = partOfEntry(entry) ?? parts.find((each) => each === asked) ?? 'facts'
  return (
    <>
      <nav className="tabs" aria-label={t('dictionary.partsLabel')}>
        {parts.map((each) => (
          <Link
            key={each}
            to="/dictionary"
            search={(before) => ({ find: before.find, part: each === 'facts' ? undefined : each })}
            activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
            aria-current={each === part ? 'page' : undefined}
          >
            {t(`dictionary.parts.${each}`)}
          </Link>
        ))}
      </nav>
      <DictionaryFilters dictionary={dictionary} part={part} />
      <div className={entry ? 'dictionary has-entry' : 'dictionary'}>
        <DictionaryList dictionary={dictionary} part={part} />
        <Chosen dictionary={dictionary} entry={entry} />
      </div>
    </>
  )
}

function Chosen({
  dictionary,
  entry,
}: {
  readonly dictionary: DataDictionary
  readonly entry: string | undefined
}) {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/dictionary' })
  const panel = useRef<HTMLElement>(null)
  const found = entry === undefined ? undefined : findEntry(dictionary, entry)
  // On a narrow screen the entry stands above the list, where nobody would look who pressed a row far below.
  useEffect(() => {
    if (entry === undefined || panel.current === null) return
    const { top } = panel.current.getBoundingClientRect()
    if (top < 0) panel.current.scrollIntoView({ block: 'start' })
  }, [entry])
  if (entry === undefined) {
    return (
      <aside className="panel dictionary-entry is-empty">
        <Notice mark="…" title={t('dictionary.choose')} text={t('dictionary.chooseText')} />
      </aside>
    )
  }
  return (
    <aside className="panel dictionary-entry" ref={panel} aria-label={t('dictionary.meaning')}>
      <button
        type="button"
        className="button button-quiet dictionary-close"
        aria-label={t('dictionary.close')}
        onClick={() =>
          void navigate({ search: (before) => ({ ...before, part: partOfEntry(entry), entry: undefined }) })
        }
      >
        ✕
      </button>
      {found ? (
        <EntryPanel entry={found} dictionary={dictionary} />
      ) : (
        <Notice
          alert
          mark="—"
          title={t('dictionary.notFound', { entry })}
          text={t('dictionary.notFoundText')}
        />
      )}
    </aside>
  )
}
