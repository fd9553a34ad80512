import type { Import, ImportColumn, ImportOptions } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { useWords } from '../../words/index.ts'
import { FieldChoice, type ImportField } from './field-choice.tsx'
import { type OptionsDraft, OptionsForm, optionsOf, startOptions } from './options.tsx'
import { fieldsQuery, useChange } from './queries.ts'
import { Refusal } from './refusal.tsx'
import { SheetChoice } from './sheet-choice.tsx'

type Keys = Readonly<Record<number, string | null>>
type Draft = { readonly keys: Keys; readonly options: OptionsDraft }

/** What each column of the sheet is, and what the sheet does not say. */
export function MappingStep({ given, mayWrite }: { readonly given: Import; readonly mayWrite: boolean }) {
  const fields = useQuery(fieldsQuery(given.kind))
  // Another sheet or another line of headers is another mapping.
  const shape = `${given.fileName} ${given.sheet ?? ''} ${given.headerLine ?? ''}`
  return (
    <>
      <SheetChoice given={given} mayWrite={mayWrite} />
      <Fetched query={fields} lines={8}>
        {(data) => <Mapping key={shape} given={given} fields={data.fields} mayWrite={mayWrite} />}
      </Fetched>
    </>
  )
}

function Mapping(props: {
  readonly given: Import
  readonly fields: readonly ImportField[]
  readonly mayWrite: boolean
}) {
  const { t, say } = useWords()
  const { given, fields, mayWrite } = props
  const navigate = useNavigate({ from: '/imports/$id' })
  const [draft, setDraft] = useDraft(given)
  const [fault, setFault] = useState<string>()
  const keyOf = (column: ImportColumn) => {
    const chosen = draft.keys[column.column]
    return chosen === undefined ? column.key : chosen
  }
  const filled = new Map<string, ImportColumn[]>()
  for (const column of given.columns) {
    const key = keyOf(column)
    if (key !== null) filled.set(key, [...(filled.get(key) ?? []), column])
  }
  const missing = fields.filter(
    ({ key, required }) =>
      required && !filled.has(key) && !(key === 'region.village' && filled.has('region.code')),
  )
  const twice = [...filled.values()].find((columns) => columns.length > 1)
  const mapped = given.columns.filter((column) => keyOf(column) !== null).length
  const undecided = given.columns.filter(
    (column) => keyOf(column) === null && column.how !== 'left out' && draft.keys[column.column] !== null,
  ).length
  const check = useChange(given.id, async (options: ImportOptions) => {
    const columns = given.columns.map((column) => ({ column: column.column, key: keyOf(column) }))
    await api.mapImport({ params: { id: given.id }, body: { columns, options } })
    const after = await api.checkImport({ params: { id: given.id } })
    // Here and not when the answer is shown: this form is gone by then.
    forget(given.id)
    await navigate({ search: (before) => ({ ...before, step: undefined }), replace: true })
    return after
  })
  const start = () => {
    const options = optionsOf(draft.options)
    setFault(options ? undefined : t('imports.map.periodWrong'))
    if (!options) return
    check.mutate(options)
  }
  return (
    <form
      className="mapping"
      onSubmit={(event) => {
        event.preventDefault()
        start()
      }}
    >
      <section className="panel" aria-labelledby="mapping">
        <div className="panel-head">
          <h2 id="mapping">{t('imports.map.title')}</h2>
          <span className="quiet figure">
            {t('imports.map.mapped', { mapped, left: given.columns.length - mapped })}
          </span>
        </div>
        <p className="quiet prose">{t('imports.map.text')}</p>
        <table className="table mapping-table">
          <caption className="unseen">{t('imports.map.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('imports.map.column')}</th>
              <th scope="col" className="wide-only">
                {t('imports.map.samples')}
              </th>
              <th scope="col">{t('imports.map.field')}</th>
              <th scope="col" className="wide-only">
                {t('imports.map.how')}
              </th>
            </tr>
          </thead>
          <tbody>
            {given.columns.map((column) => (
              <tr key={column.column}>
                <th scope="row">
                  {column.header}
                  <span className="quiet block small-only samples">{column.samples.join('、')}</span>
                </th>
                <td className="wide-only samples">
                  {column.samples.length === 0 ? (
                    <span className="quiet">{t('imports.map.none')}</span>
                  ) : (
                    column.samples.map((sample) => (
                      <span key={sample} className="sample">
                        {sample}
                      </span>
                    ))
                  )}
                </td>
                <td className="mapping-field">
                  <FieldChoice
                    column={column}
                    fields={fields}
                    value={keyOf(column)}
                    disabled={!mayWrite}
                    onChange={(key) => setDraft({ ...draft, keys: { ...draft.keys, [column.column]: key } })}
                  />
                </td>
                <td className="wide-only narrow">
                  <How
                    column={column}
                    chosen={draft.keys[column.column]}
                    accept={
                      mayWrite
                        ? (key) => setDraft({ ...draft, keys: { ...draft.keys, [column.column]: key } })
                        : undefined
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="hint">{t('imports.map.keys')}</p>
      </section>
      <OptionsForm
        options={draft.options}
        kind={given.kind}
        disabled={!mayWrite}
        onChange={(options) => setDraft({ ...draft, options })}
      />
      <section className="panel mapping-end">
        {missing.length > 0 && (
          <p className="fault" role="alert">
            {t('imports.map.missing')}
            {t('app.colon')}
            <strong>{missing.map(({ label }) => say(label)).join(t('record.listSeparator'))}</strong>{' '}
            {t('imports.map.missingText')}
          </p>
        )}
        {twice && (
          <p className="fault" role="alert">
            {t('imports.map.twice', { a: twice[0]!.header, b: twice[1]!.header })}
          </p>
        )}
        {undecided > 0 && <p className="quiet">{t('imports.map.undecidedText', { rows: undecided })}</p>}
        {fault && (
          <p className="fault" role="alert">
            {fault}
          </p>
        )}
        <Refusal error={check.error} />
        {mayWrite && (
          <button
            type="submit"
            className="button button-primary"
            disabled={check.isPending || missing.length > 0 || twice !== undefined}
          >
            {check.isPending ? t('imports.map.saving') : t('imports.map.check')}
          </button>
        )}
      </section>
    </form>
  )
}

function How(props: {
  readonly column: ImportColumn
  readonly chosen: string | null | undefined
  readonly accept: ((key: string) => void) | undefined
}) {
  const { t, say } = useWords()
  const { column, chosen } = props
  const how = chosen === undefined ? column.how : chosen === null ? 'left out' : 'chosen'
  const likely = column.suggestions[0]
  const score = likely?.score
  const isKnown = how in hows
  const isOpen = how === 'fuzzy' || how === 'ambiguous' || how === 'unmatched'
  const accept = isOpen && likely ? props.accept : undefined
  return (
    <>
      <span className={isOpen ? 'tag tag-warn' : 'tag'}>
        {isKnown ? t(`imports.map.hows.${how as keyof typeof hows}`) : how}
        {how === 'fuzzy' && score !== undefined && (
          <> {t('imports.map.confidence', { percent: Math.round(score * 100) })}</>
        )}
      </span>
      {accept && likely && (
        <button type="button" className="button button-quiet button-small" onClick={() => accept(likely.key)}>
          {t('imports.map.accept', { field: say(likely.label) })}
        </button>
      )}
    </>
  )
}

const hows = {
  saved: 1,
  label: 1,
  synonym: 1,
  chosen: 1,
  fuzzy: 1,
  ambiguous: 1,
  'left out': 1,
  unmatched: 1,
} as const

const draftKey = (id: string) => `lika.mapping.${id}`
const forget = (id: string) => sessionStorage.removeItem(draftKey(id))

/** What was chosen outlives a reload until it is saved; columns that look like a field are proposed. */
function useDraft(given: Import): [Draft, (draft: Draft) => void] {
  const [draft, setDraft] = useState<Draft>(() => {
    const shape = given.columns.map(({ header }) => header).join()
    try {
      const kept = JSON.parse(sessionStorage.getItem(draftKey(given.id)) ?? 'null')
      if (kept?.shape === shape) return kept.draft as Draft
    } catch {
      // What another version of the page kept.
    }
    return { keys: {}, options: startOptions(given.options) }
  })
  useEffect(() => {
    const shape = given.columns.map(({ header }) => header).join()
    sessionStorage.setItem(draftKey(given.id), JSON.stringify({ shape, draft }))
  }, [given.id, given.columns, draft])
  return [draft, setDraft]
}
