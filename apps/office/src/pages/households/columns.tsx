import type { HouseholdColumn } from '@lika/contract'
import { useState } from 'react'
import { Disclosure } from '../../app/frame/disclosure.tsx'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'
import { DEFAULT_COLUMNS, type List } from './address.ts'

export const MOST_COLUMNS = 20
type Group = keyof typeof zh.group
const groupNames = new Set<string>(Object.keys(zh.group))

/** Which columns, and in which order. Kept in the address, and for this browser. */
export function ColumnChooser(props: { readonly list: List; readonly known: readonly HouseholdColumn[] }) {
  const { t } = useWords()
  const { list, known } = props
  const shown = list.columns.filter((id) => known.some((column) => column.id === id))
  return (
    <Disclosure
      align="end"
      label={t('households.columnsOpen')}
      button={<span aria-hidden>{t('households.columns', { n: shown.length })} ▾</span>}
    >
      {() => (
        <section className="hh-columns" aria-label={t('households.columnsOpen')}>
          <Shown list={list} known={known} shown={shown} />
          <Others list={list} known={known} shown={shown} />
        </section>
      )}
    </Disclosure>
  )
}

type Part = {
  readonly list: List
  readonly known: readonly HouseholdColumn[]
  readonly shown: readonly string[]
}

function Shown({ list, known, shown }: Part) {
  const { t } = useWords()
  const name = useName()
  const move = (from: number, to: number) => {
    const next = [...shown]
    next.splice(to, 0, ...next.splice(from, 1))
    list.setColumns(next)
  }
  return (
    <div>
      <h2>{t('households.columnsShown', { n: shown.length, most: MOST_COLUMNS })}</h2>
      <ol className="hh-columns-shown">
        {shown.map((id, index) => {
          const column = known.find((each) => each.id === id)!
          const label = name(column)
          return (
            <li key={id}>
              <span>{label}</span>
              <button
                type="button"
                className="hh-icon"
                disabled={index === 0}
                aria-label={t('households.columnEarlier', { column: label })}
                onClick={() => move(index, index - 1)}
              >
                ↑
              </button>
              <button
                type="button"
                className="hh-icon"
                disabled={index === shown.length - 1}
                aria-label={t('households.columnLater', { column: label })}
                onClick={() => move(index, index + 1)}
              >
                ↓
              </button>
              <button
                type="button"
                className="hh-icon"
                aria-label={t('households.columnRemove', { column: label })}
                onClick={() => list.setColumns(shown.filter((each) => each !== id))}
              >
                ✕
              </button>
            </li>
          )
        })}
      </ol>
      <button
        type="button"
        className="button button-quiet button-small"
        disabled={shown.join() === DEFAULT_COLUMNS.join()}
        onClick={() => list.setColumns(undefined)}
      >
        {t('households.columnsUsual')}
      </button>
    </div>
  )
}

function Others({ list, known, shown }: Part) {
  const { t } = useWords()
  const name = useName()
  const group = useGroup()
  const [text, setText] = useState('')
  const isFull = shown.length >= MOST_COLUMNS
  const found = known.filter(
    (column) =>
      !shown.includes(column.id) &&
      (text.trim() === '' ||
        `${column.label.zh} ${column.label.en} ${column.id}`
          .toLowerCase()
          .includes(text.trim().toLowerCase())),
  )
  const groups = Map.groupBy(found, group)
  return (
    <div>
      <label className="hh-columns-find">
        <span className="unseen">{t('households.columnsFind')}</span>
        <input
          className="input"
          type="search"
          value={text}
          placeholder={t('households.columnsFind')}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {isFull && <p className="quiet">{t('households.columnsFull', { most: MOST_COLUMNS })}</p>}
      <div className="hh-columns-others">
        {[...groups].map(([title, columns]) => (
          <section key={title}>
            <h3>{title}</h3>
            {columns.map((column) => (
              <label key={column.id} className="hh-choice">
                <input
                  type="checkbox"
                  checked={false}
                  disabled={isFull}
                  onChange={() => list.setColumns([...shown, column.id])}
                />
                <span className="hh-choice-name">{name(column)}</span>
                {column.sensitive && <span className="tag">{t('households.masked')}</span>}
              </label>
            ))}
          </section>
        ))}
        {found.length === 0 && <p className="quiet">{t('households.columnsNone', { text })}</p>}
      </div>
    </div>
  )
}

function useName() {
  const { t, say } = useWords()
  const unit = useUnit()
  return (column: HouseholdColumn) => {
    const name = say(column.label)
    return column.unit ? t('households.withUnit', { name, unit: unit(column.unit) }) : name
  }
}

function useGroup() {
  const { t } = useWords()
  return (column: HouseholdColumn): string => {
    if (column.kind !== 'fact') return t(`households.columnsOf.${column.kind}`)
    const { group } = column
    return group && groupNames.has(group) ? t(`group.${group as Group}`) : t('households.columnsOf.fact')
  }
}
