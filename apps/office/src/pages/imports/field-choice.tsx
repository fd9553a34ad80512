import type { ImportColumn } from '@lika/contract'
import { Select } from 'antd'
import { useMemo } from 'react'
import { useWords } from '../../words/index.ts'

type Text = { readonly zh: string; readonly en: string }
export type ImportField = {
  readonly key: string
  readonly label: Text
  readonly group: Text
  readonly required: boolean
}

const LEFT_OUT = ''

/** The field that a column fills: found by typing, the likely ones first, then all by their groups. */
export function FieldChoice(props: {
  readonly column: ImportColumn
  readonly fields: readonly ImportField[]
  readonly value: string | null
  readonly disabled: boolean
  readonly onChange: (key: string | null) => void
}) {
  const { t, say } = useWords()
  const { column, fields, value } = props
  const options = useMemo(() => {
    const option = ({ key, label, group, required }: ImportField) => ({
      value: key,
      label: `${say(label)}${required ? ' *' : ''}`,
      words: `${label.zh} ${label.en} ${group.zh} ${group.en} ${key}`.toLowerCase(),
    })
    const groups = Map.groupBy(fields, ({ group }) => say(group))
    const likely = column.suggestions.flatMap(({ key, score }) => {
      const field = fields.find((each) => each.key === key)
      if (!field) return []
      const { words } = option(field)
      return [
        {
          value: key,
          label: `${say(field.label)} · ${t('imports.map.confidence', { percent: Math.round(score * 100) })}`,
          words,
        },
      ]
    })
    const shown = new Set(likely.map((each) => each.value))
    return [
      { value: LEFT_OUT, label: t('imports.map.leftOut'), words: '' },
      ...likely,
      ...[...groups].map(([group, members]) => ({
        label: group,
        title: group,
        options: members.filter(({ key }) => !shown.has(key)).map(option),
      })),
    ]
  }, [fields, column.suggestions, say, t])
  return (
    <Select
      showSearch={{
        filterOption: (typed, option) =>
          option !== undefined &&
          'words' in option &&
          String(option.words).includes(typed.trim().toLowerCase()),
      }}
      style={{ width: '100%' }}
      aria-label={`${t('imports.map.field')}${t('app.colon')}${column.header}`}
      placeholder={t('imports.map.choose')}
      disabled={props.disabled}
      value={value ?? LEFT_OUT}
      options={options}
      popupMatchSelectWidth={320}
      onChange={(chosen: string) => props.onChange(chosen === LEFT_OUT ? null : chosen)}
    />
  )
}
