import { TableOutlined } from '@ant-design/icons'
import type { VillageFacets } from '@lika/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Disclosure } from '../../app/frame/disclosure.tsx'
import { useFacts } from '../../parts/facts.ts'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'
import type { Column } from './queries.ts'

const MOST = 20

/** Any fact of villages and the value behind each gap, as columns of the table. */
export function ColumnChooser(props: {
  readonly facets: VillageFacets | undefined
  readonly columns: readonly Column[]
}) {
  const { t } = useWords()
  return (
    <Disclosure
      align="end"
      label={t('villages.columns')}
      className="column-chooser"
      button={
        <>
          <TableOutlined aria-hidden />
          <span aria-hidden>{t('villages.columns')}</span>
          {props.columns.length > 0 && <span className="tag figure">{props.columns.length}</span>}
        </>
      }
    >
      {() => <Chooser {...props} />}
    </Disclosure>
  )
}

function Chooser(props: { readonly facets: VillageFacets | undefined; readonly columns: readonly Column[] }) {
  const { t, say } = useWords()
  const navigate = useNavigate({ from: '/villages' })
  const { catalogue } = useFacts()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const groups = [
    {
      name: t('villages.columnsIndicators'),
      choices: (props.facets?.indicators ?? []).map(({ indicator, label }) => ({
        column: { kind: 'indicator' as const, id: indicator },
        label: say(label),
      })),
    },
    ...factGroups(catalogue?.facts ?? []).map(([group, facts]) => ({
      name: group in zh.group ? t(`group.${group as keyof typeof zh.group}`) : t('household.groupOther'),
      choices: facts.map(({ id, label }) => ({ column: { kind: 'fact' as const, id }, label: say(label) })),
    })),
  ]
    .map(({ name, choices }) => ({
      name,
      choices: choices.filter(
        ({ column, label }) =>
          label.toLowerCase().includes(wanted) || column.id.toLowerCase().includes(wanted),
      ),
    }))
    .filter(({ choices }) => choices.length > 0)
  const isChosen = (column: Column) => props.columns.some((each) => isSame(each, column))
  const show = (columns: readonly Column[]) => {
    const names = columns.map(({ kind, id }) => `${kind}.${id}`)
    void navigate({
      search: (before) => ({
        ...before,
        show: names.join(',') || undefined,
        // A column that is gone cannot be sorted by.
        sort:
          /\./.test(before.sort ?? '') && !names.includes((before.sort ?? '').replace('-', ''))
            ? undefined
            : before.sort,
      }),
      replace: true,
    })
  }
  return (
    <div className="column-panel">
      <p className="quiet">{t('villages.columnsText')}</p>
      <input
        // biome-ignore lint/a11y/noAutofocus: the panel was opened to choose; typing narrows it at once.
        autoFocus
        className="input"
        value={text}
        aria-label={t('villages.columnsFind')}
        placeholder={t('villages.columnsFind')}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="column-groups">
        {groups.map(({ name, choices }) => (
          <fieldset key={name}>
            <legend>{name}</legend>
            {choices.map(({ column, label }) => (
              <label key={`${column.kind}.${column.id}`}>
                <input
                  type="checkbox"
                  checked={isChosen(column)}
                  disabled={!isChosen(column) && props.columns.length >= MOST}
                  onChange={() =>
                    show(
                      isChosen(column)
                        ? props.columns.filter((each) => !isSame(each, column))
                        : [...props.columns, column],
                    )
                  }
                />
                {label}
              </label>
            ))}
          </fieldset>
        ))}
        {groups.length === 0 && <p className="quiet">{t('villages.columnsNone', { text })}</p>}
      </div>
      {props.columns.length > 0 && (
        <button type="button" className="button" onClick={() => show([])}>
          {t('villages.columnsClear')}
        </button>
      )}
    </div>
  )
}

function isSame(a: Column, b: Column): boolean {
  return a.kind === b.kind && a.id === b.id
}

type CatalogueFacts = NonNullable<ReturnType<typeof useFacts>['catalogue']>['facts']

function factGroups(facts: CatalogueFacts) {
  return [
    ...Map.groupBy(
      facts.filter(({ subject, flow }) => subject === 'village' && !flow),
      (fact) => fact.group ?? '',
    ),
  ]
}
