import type { DataDictionary } from '@lika/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTypedText } from '../../parts/typed-text.ts'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'
import type { Part } from './entries.ts'
import '../../parts/filters.css'

type Changed = { readonly [key: string]: string | undefined }

export function DictionaryFilters({
  dictionary,
  part,
}: {
  readonly dictionary: DataDictionary
  readonly part: Part
}) {
  const { t, say } = useWords()
  const filter = useSearch({ from: '/frame/dictionary' })
  const navigate = useNavigate({ from: '/dictionary' })
  const change = (changed: Changed) =>
    void navigate({ search: (before) => ({ ...before, ...changed, part, entry: undefined }), replace: true })
  const groups = [
    ...new Set(
      dictionary.facts
        .filter(({ subject }) => !filter.subject || subject === filter.subject)
        .map(({ group }) => group ?? ''),
    ),
  ].filter((group) => group !== '')
  const groupName = (group: string) =>
    group in zh.group ? t(`group.${group as keyof typeof zh.group}`) : group
  const isFiltered = (['find', 'subject', 'group', 'class', 'read'] as const).some(
    (key) => filter[key] !== undefined,
  )
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <Find onChange={(find) => change({ find })} />
      {part === 'facts' && (
        <>
          <Choice
            label={t('dictionary.subject')}
            value={filter.subject}
            choices={dictionary.subjects.map(({ id, label }) => [id, say(label)])}
            onChange={(subject) => change({ subject, group: undefined })}
          />
          <Choice
            label={t('dictionary.group')}
            value={filter.group}
            choices={groups.map((group) => [group, groupName(group)])}
            onChange={(group) => change({ group })}
          />
          <Choice
            label={t('dictionary.class')}
            value={filter.class}
            choices={(['ordinary', 'personal', 'sensitive', 'identifier'] as const).map((each) => [
              each,
              t(`dictionary.classes.${each}`),
            ])}
            onChange={(chosen) => change({ class: chosen })}
          />
          <label className="filter dictionary-read">
            <span>
              <input
                type="checkbox"
                checked={filter.read !== undefined}
                onChange={(event) => change({ read: event.target.checked ? 'yes' : undefined })}
              />{' '}
              {t('dictionary.readOnly')}
            </span>
          </label>
        </>
      )}
      {isFiltered && (
        <Link
          className="button button-quiet"
          to="/dictionary"
          search={{ part: part === 'facts' ? undefined : part }}
        >
          {t('dictionary.clear')}
        </Link>
      )}
    </search>
  )
}

function Choice(props: {
  readonly label: string
  readonly value: string | undefined
  readonly choices: readonly (readonly [string, string])[]
  readonly onChange: (value: string | undefined) => void
}) {
  const { t } = useWords()
  return (
    <label className="filter">
      <span>{props.label}</span>
      <select
        className="input"
        value={props.value ?? ''}
        onChange={(event) => props.onChange(event.target.value || undefined)}
      >
        <option value="">{t('dictionary.any')}</option>
        {props.choices.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

function Find({ onChange }: { readonly onChange: (find: string | undefined) => void }) {
  const { t } = useWords()
  const { find = '' } = useSearch({ from: '/frame/dictionary' })
  const typed = useTypedText(find, onChange, { restMs: 200 })
  return (
    <label className="filter">
      <span>{t('dictionary.findLabel')}</span>
      <input
        className="input"
        type="text"
        size={26}
        maxLength={60}
        placeholder={t('dictionary.find')}
        {...typed.fields}
      />
    </label>
  )
}
