import type { Import, ImportRow, ImportRowCells } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useFacts } from '../../parts/facts.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { useWords } from '../../words/index.ts'
import { checkOf, rowQuery } from './queries.ts'
import type { Cells, useRepairs } from './repairs.tsx'

type Cell = ImportRowCells['cells'][number]

/** The cells of one row: the wrong ones first, the others a tap away. */
export function RowEditor(props: {
  readonly given: Import
  readonly row: ImportRow
  readonly repairs: ReturnType<typeof useRepairs>
  readonly next: number | undefined
}) {
  const query = useQuery(rowQuery(props.given.id, props.row.line, checkOf(props.given)))
  return (
    <Fetched query={query} lines={3}>
      {(data) => <CellsForm key={props.row.line} {...props} data={data} />}
    </Fetched>
  )
}

function CellsForm(props: {
  readonly row: ImportRow
  readonly repairs: ReturnType<typeof useRepairs>
  readonly next: number | undefined
  readonly data: ImportRowCells
}) {
  const { t } = useWords()
  const { row, repairs, data, next } = props
  const navigate = useNavigate({ from: '/imports/$id' })
  const [cells, setCells] = useState<Cells>(() => repairs.of(row.line) ?? {})
  const [isEmpty, setEmpty] = useState(false)
  const wrongKeys = new Set(data.problems.flatMap(({ field }) => field ?? []))
  const wrong = data.cells.filter(({ key }) => wrongKeys.has(key))
  const others = data.cells.filter(({ key }) => !wrongKeys.has(key))
  const write = (cell: Cell, text: string) => {
    setEmpty(false)
    setCells(({ [cell.column]: _, ...before }) => {
      // Written back as it was, or left blank where the old value is hidden: nothing is changed.
      const isSame = cell.isMasked ? text === '' : text === (cell.value ?? '')
      return isSame ? before : { ...before, [cell.column]: text }
    })
  }
  const keep = () => {
    if (Object.keys(cells).length === 0 && repairs.of(row.line) === undefined) {
      setEmpty(true)
      return
    }
    repairs.keep(row.line, cells)
    void navigate({
      search: (before) => ({ ...before, row: next === undefined ? undefined : String(next) }),
      replace: true,
      resetScroll: false,
    })
  }
  const field = (cell: Cell) => (
    <CellField
      key={cell.column}
      cell={cell}
      line={row.line}
      value={cells[cell.column]}
      isWrong={wrongKeys.has(cell.key)}
      onChange={(text) => write(cell, text)}
    />
  )
  return (
    <form
      className="row-editor"
      aria-label={t('imports.repair.title', { line: row.line })}
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <p className="hint">{t('imports.repair.text')}</p>
      {wrong.length === 0 && <p className="quiet">{t('imports.repair.noWrong')}</p>}
      <div className="cell-fields">{wrong.map(field)}</div>
      <details open={wrong.length === 0}>
        <summary>{t('imports.repair.others')}</summary>
        <div className="cell-fields">{others.map(field)}</div>
      </details>
      {isEmpty && (
        <p className="fault" role="alert">
          {t('imports.repair.nothing')}
        </p>
      )}
      <p className="record-actions">
        <button type="submit" className="button button-primary">
          {t('imports.repair.keep')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() =>
            void navigate({
              search: (before) => ({ ...before, row: undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        >
          {t('imports.repair.close')}
        </button>
      </p>
    </form>
  )
}

function CellField(props: {
  readonly cell: Cell
  readonly line: number
  readonly value: string | undefined
  readonly isWrong: boolean
  readonly onChange: (text: string) => void
}) {
  const { t, say } = useWords()
  const { cell, value } = props
  const id = `cell-${props.line}-${cell.column}`
  const choices = useChoices(cell.key)
  const was = cell.value === null ? t('imports.repair.blank') : cell.value
  const changed = value !== undefined
  return (
    <div className="field">
      <label htmlFor={id}>
        {cell.header}
        {cell.header !== say(cell.label) && <span className="quiet"> · {say(cell.label)}</span>}
        {cell.isRepaired && <span className="tag"> {t('imports.repair.repaired')}</span>}
      </label>
      <input
        id={id}
        className="input"
        type="text"
        autoComplete="off"
        list={choices.length > 0 ? `${id}-choices` : undefined}
        maxLength={4000}
        value={value ?? (cell.isMasked ? '' : (cell.value ?? ''))}
        placeholder={cell.isMasked ? t('imports.repair.masked', { value: was }) : undefined}
        aria-invalid={props.isWrong && !changed}
        aria-describedby={changed && !cell.isMasked ? `${id}-was` : undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {choices.length > 0 && (
        <datalist id={`${id}-choices`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      {changed && !cell.isMasked && (
        <p id={`${id}-was`} className="hint">
          {t('imports.repair.was', { value: was })}
        </p>
      )}
    </div>
  )
}

/** What may be written into the cell of a code or a yes-or-no fact, in the words that sheets are read by. */
function useChoices(key: string): readonly string[] {
  const { catalogue, find } = useFacts()
  const [subject, id] = key.split('.')
  const fact = id === undefined ? undefined : find(id, subject)
  if (fact?.type === 'boolean') return ['是', '否']
  if (fact?.type !== 'code' || !fact.codes) return []
  return catalogue?.codeLists[fact.codes]?.values.map(({ label }) => label.zh) ?? []
}
