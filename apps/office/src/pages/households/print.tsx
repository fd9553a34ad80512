import type { HouseholdColumn, HouseholdRow } from '@lika/contract'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { grouped } from '../../parts/numbers.ts'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import { Row } from './row.tsx'

export const MOST_PRINTED = 1_000

/** The rows on paper, as the screen shows them; gone again when the window of the printer closes. */
export function PrintedRows(props: {
  readonly rows: readonly HouseholdRow[]
  readonly columns: readonly HouseholdColumn[]
  readonly criteria: readonly HouseholdColumn[]
  readonly title: string
  readonly total: number
  readonly onDone: () => void
}) {
  const { t, say } = useWords()
  const unit = useUnit()
  const { rows, columns, onDone } = props
  useEffect(() => {
    window.addEventListener('afterprint', onDone)
    // A moment for the rows to be drawn.
    const timer = setTimeout(() => window.print(), 50)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('afterprint', onDone)
    }
  }, [onDone])
  return createPortal(
    <div className="hh-print">
      <h1>{props.title}</h1>
      <p>
        {rows.length < props.total
          ? t('households.printedFirst', { shown: grouped(rows.length), total: grouped(props.total) })
          : t('households.count', { n: grouped(rows.length) })}
      </p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('households.head')}</th>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.unit
                  ? t('households.withUnit', { name: say(column.label), unit: unit(column.unit) })
                  : say(column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row
              key={row.id}
              index={index}
              row={row}
              columns={columns}
              criteria={props.criteria}
              isNarrow={false}
              isChosen={false}
              canChoose={false}
              onChoose={() => {}}
            />
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  )
}
