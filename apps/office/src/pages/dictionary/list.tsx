import type { DataDictionary, DictionaryFact } from '@lika/contract'
import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Notice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { Unconfirmed } from '../../parts/source.tsx'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import {
  codesEntry,
  factEntry,
  filterFacts,
  filterLists,
  filterTables,
  type Part,
  tableEntry,
} from './entries.ts'

/** The entries of a part that match the filters; arrow keys go from one to the next. */
export function DictionaryList({
  dictionary,
  part,
}: {
  readonly dictionary: DataDictionary
  readonly part: Part
}) {
  const { t } = useWords()
  const filter = useSearch({ from: '/frame/dictionary' })
  const facts = part === 'facts' ? filterFacts(dictionary.facts, filter) : []
  const lists = part === 'codes' ? filterLists(dictionary.codeLists, filter.find) : []
  const tables = part === 'tables' ? filterTables(dictionary.tables, filter.find) : []
  const count = facts.length + lists.length + tables.length
  return (
    <section className="panel dictionary-list">
      <p className="figure quiet" role="status">
        {t('dictionary.shown', { count })}
      </p>
      {count === 0 ? (
        <Notice mark="0" title={t('dictionary.none')} text={t('dictionary.noneText')} />
      ) : (
        <div className="table-scroll">
          <table className="table">
            <caption className="unseen">
              {t('dictionary.caption', { part: t(`dictionary.parts.${part}`) })}
            </caption>
            <thead>
              {part === 'facts' ? (
                <tr>
                  <th scope="col">{t('dictionary.name')}</th>
                  <th scope="col" className="detail">
                    {t('dictionary.id')}
                  </th>
                  <th scope="col">{t('dictionary.type')}</th>
                  <th scope="col" className="detail">
                    {t('dictionary.subject')}
                  </th>
                </tr>
              ) : (
                <tr>
                  <th scope="col">{t('dictionary.name')}</th>
                  <th scope="col">{t(part === 'codes' ? 'dictionary.values' : 'dictionary.meaning')}</th>
                </tr>
              )}
            </thead>
            <tbody onKeyDown={moveAmongRows}>
              {facts.map((fact) => (
                <FactRow key={`${fact.subject}.${fact.id}`} fact={fact} dictionary={dictionary} />
              ))}
              {lists.map((list) => (
                <ListRow key={list.id} dictionary={dictionary} list={list} />
              ))}
              {tables.map((table) => (
                <tr key={table.name}>
                  <th scope="row" className="code-name">
                    <EntryLink entry={tableEntry(table.name)} row>
                      <code>{table.name}</code>
                    </EntryLink>
                  </th>
                  <td lang="en">{table.comment}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function FactRow({
  fact,
  dictionary,
}: {
  readonly fact: DictionaryFact
  readonly dictionary: DataDictionary
}) {
  const { t, say } = useWords()
  const unit = useUnit()
  const subject = dictionary.subjects.find(({ id }) => id === fact.subject)
  const type = t(`dictionary.types.${fact.type as 'text'}`)
  return (
    <tr>
      <th scope="row">
        <EntryLink entry={factEntry(`${fact.subject}.${fact.id}`)} row>
          {say(fact.label)}
        </EntryLink>{' '}
        {!(fact.confirmed && fact.source.confirmed) && <Unconfirmed />}
      </th>
      <td className="detail">
        <code>{fact.id}</code>
      </td>
      <td>{fact.unit ? `${type}（${unit(fact.unit)}）` : type}</td>
      <td className="detail">{subject ? say(subject.label) : fact.subject}</td>
    </tr>
  )
}

function ListRow(props: {
  readonly dictionary: DataDictionary
  readonly list: DataDictionary['codeLists'][number]
}) {
  const { t, say } = useWords()
  const { list } = props
  return (
    <tr>
      <th scope="row">
        <EntryLink entry={codesEntry(list.id)} row>
          {say(list.label)}
        </EntryLink>
      </th>
      <td>{list.values.map(({ label }) => say(label)).join(t('record.listSeparator'))}</td>
    </tr>
  )
}

/** The way to an entry, from the list or from another entry. The filters stay. */
export function EntryLink(props: {
  readonly entry: string
  readonly row?: boolean
  readonly children: ReactNode
}) {
  const { entry } = useSearch({ from: '/frame/dictionary' })
  return (
    <Link
      to="/dictionary"
      search={(before) => ({ ...before, part: undefined, entry: props.entry })}
      resetScroll={false}
      activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
      aria-current={entry === props.entry ? 'true' : undefined}
      {...(props.row ? { 'data-row-link': true } : {})}
    >
      {props.children}
    </Link>
  )
}
