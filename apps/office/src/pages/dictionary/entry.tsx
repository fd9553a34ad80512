import type { DataDictionary, DictionaryCodeList, DictionaryFact, DictionaryTable } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { grouped } from '../../parts/numbers.ts'
import { Source } from '../../parts/source.tsx'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'
import { codesEntry, type Entry, factEntry, tableEntry } from './entries.ts'
import { EntryLink } from './list.tsx'

/** One entry: what it means, and what it hangs together with. */
export function EntryPanel({
  entry,
  dictionary,
}: {
  readonly entry: Entry
  readonly dictionary: DataDictionary
}) {
  if (entry.part === 'facts') return <FactEntry fact={entry.fact} dictionary={dictionary} />
  if (entry.part === 'codes') return <CodesEntry list={entry.list} dictionary={dictionary} />
  return <TableEntry table={entry.table} dictionary={dictionary} />
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function FactEntry({
  fact,
  dictionary,
}: {
  readonly fact: DictionaryFact
  readonly dictionary: DataDictionary
}) {
  const { t, say, language } = useWords()
  const unit = useUnit()
  const subject = dictionary.subjects.find(({ id }) => id === fact.subject)
  const list = dictionary.codeLists.find(({ id }) => id === fact.codes)
  const parent = dictionary.facts.find(({ id, subject: of }) => id === fact.parent && of === fact.subject)
  const [table, column] = fact.column?.split('.') ?? []
  return (
    <>
      <h2>{say(fact.label)}</h2>
      <p className="quiet">
        {language === 'zh' ? fact.label.en : fact.label.zh} · <code>{fact.id}</code>
      </p>
      {fact.question && <p className="dictionary-question">{say(fact.question)}</p>}
      <dl className="dictionary-lines">
        <Line name={t('dictionary.subject')}>
          {subject ? say(subject.label) : fact.subject}
          {fact.group && fact.group in zh.group && ` · ${t(`group.${fact.group as keyof typeof zh.group}`)}`}
        </Line>
        <Line name={t('dictionary.type')}>
          {t(`dictionary.types.${fact.type as 'text'}`)}
          {fact.unit ? `（${unit(fact.unit)}）` : ''}
        </Line>
        {fact.min !== undefined && fact.max !== undefined && (
          <Line name={t('dictionary.range')}>
            <span className="figure">
              {grouped(fact.min)} – {grouped(fact.max)}
            </span>
          </Line>
        )}
        {list && (
          <Line name={t('dictionary.codes')}>
            <EntryLink entry={codesEntry(list.id)}>{say(list.label)}</EntryLink>
            {t('app.colon')}
            {list.values.map(({ label }) => say(label)).join(t('record.listSeparator'))}
          </Line>
        )}
        <Line name={t('dictionary.validity')}>
          {fact.validForMonths === undefined
            ? t('dictionary.forever')
            : t('dictionary.months', { count: fact.validForMonths })}
        </Line>
        <Line name={t('dictionary.class')}>{t(`dictionary.classes.${fact.class as 'ordinary'}`)}</Line>
        <Line name={t('dictionary.made')}>
          {t(fact.system ? 'dictionary.system' : fact.flow ? 'dictionary.flow' : 'dictionary.entered')}
        </Line>
        {parent && (
          <Line name={t('dictionary.parent')}>
            <EntryLink entry={factEntry(`${parent.subject}.${parent.id}`)}>{say(parent.label)}</EntryLink>
          </Line>
        )}
        <Line name={t('dictionary.source')}>
          <Source source={fact.source} confirmed={fact.confirmed} />
        </Line>
        <Line name={t('dictionary.pack')}>
          <code>{fact.pack}</code>
        </Line>
        {table && (
          <Line name={t('dictionary.column')}>
            <EntryLink entry={tableEntry(table)}>
              <code>{table}</code>
            </EntryLink>{' '}
            <code>{column}</code>
          </Line>
        )}
      </dl>
      <h3>{t('dictionary.readBy')}</h3>
      <Readers fact={fact} />
    </>
  )
}

function Readers({ fact }: { readonly fact: DictionaryFact }) {
  const { t, say } = useWords()
  if (fact.readBy.length === 0) return <p className="quiet">{t('dictionary.readByNone')}</p>
  return (
    <ul className="dictionary-readers">
      {fact.readBy.map((reader) => (
        <li key={`${reader.part} ${reader.of} ${reader.id}`}>
          <span className="tag">{t(`dictionary.readers.${reader.part}`)}</span>{' '}
          <Link
            to="/policy/items/$part/$id"
            params={{ part: reader.part, id: reader.id }}
            search={{ of: reader.of }}
          >
            {say(reader.label)}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function CodesEntry({
  list,
  dictionary,
}: {
  readonly list: DictionaryCodeList
  readonly dictionary: DataDictionary
}) {
  const { t, say, language } = useWords()
  return (
    <>
      <h2>{say(list.label)}</h2>
      <p className="quiet">
        {language === 'zh' ? list.label.en : list.label.zh} · <code>{list.id}</code>
      </p>
      <p>
        <Source source={list.source} confirmed={list.confirmed} />
      </p>
      <div className="table-scroll">
        <table className="table">
          <caption className="unseen">{say(list.label)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('dictionary.name')}</th>
              <th scope="col">{t('dictionary.code')}</th>
              <th scope="col">{t('dictionary.national')}</th>
            </tr>
          </thead>
          <tbody>
            {list.values.map((value) => (
              <tr key={value.code}>
                <th scope="row">{say(value.label)}</th>
                <td>
                  <code>{value.code}</code>
                </td>
                <td className="figure">{value.national ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>{t('dictionary.usedBy')}</h3>
      {list.usedBy.length === 0 ? (
        <p className="quiet">{t('dictionary.usedByNone')}</p>
      ) : (
        <ul className="dictionary-readers">
          {list.usedBy.map((key) => (
            <li key={key}>
              <FactLink fact={key} dictionary={dictionary} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function FactLink({ fact: key, dictionary }: { readonly fact: string; readonly dictionary: DataDictionary }) {
  const { say } = useWords()
  const fact = dictionary.facts.find(({ subject, id }) => `${subject}.${id}` === key)
  return <EntryLink entry={factEntry(key)}>{fact ? say(fact.label) : key}</EntryLink>
}

function TableEntry({
  table,
  dictionary,
}: {
  readonly table: DictionaryTable
  readonly dictionary: DataDictionary
}) {
  const { t } = useWords()
  return (
    <>
      <h2>
        <code>{table.name}</code>
      </h2>
      <p lang="en">{table.comment}</p>
      <p className="quiet">
        {t('dictionary.tableColumns', { count: table.columns.length })} · {t('dictionary.tableNote')}
      </p>
      <div className="table-scroll">
        <table className="table dictionary-columns">
          <caption className="unseen">{table.name}</caption>
          <thead>
            <tr>
              <th scope="col">{t('dictionary.name')}</th>
              <th scope="col">{t('dictionary.type')}</th>
              <th scope="col">{t('dictionary.meaning')}</th>
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <tr key={column.name}>
                <th scope="row" className="code-name">
                  <code>{column.name}</code>
                </th>
                <td>
                  <code>{column.type}</code>
                  {column.required && <span className="tag">{t('dictionary.required')}</span>}
                </td>
                <td>
                  {column.fact ? (
                    <FactLink fact={column.fact} dictionary={dictionary} />
                  ) : (
                    <span lang="en">{column.comment}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
