import type { HouseholdColumn, HouseholdRow } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'
import { grouped } from '../../parts/numbers.ts'
import { Mark } from '../../parts/outcome.tsx'
import { StatusTag, useCodes } from '../../parts/status.tsx'
import { Reasons } from '../../parts/verdict-cell.tsx'
import { useWords } from '../../words/index.ts'

type Props = {
  readonly index: number
  readonly row: HouseholdRow | undefined
  readonly columns: readonly HouseholdColumn[]
  readonly criteria: readonly HouseholdColumn[]
  readonly isNarrow: boolean
  readonly isChosen: boolean
  readonly canChoose: boolean
  readonly onChoose: (row: HouseholdRow, event: MouseEvent) => void
}

export const Row = memo(DrawnRow, (a, b) => {
  const same = ['index', 'row', 'columns', 'criteria', 'isNarrow', 'isChosen', 'canChoose'] as const
  return same.every((key) => a[key] === b[key])
})

function DrawnRow(props: Props) {
  const { t } = useWords()
  const { index, row, columns, isNarrow, canChoose } = props
  const common = {
    'aria-rowindex': index + 2,
    'data-index': index,
    className: `${isNarrow ? 'hh-card' : ''}${props.isChosen ? ' is-chosen' : ''}`,
  }
  if (!row) {
    return (
      <tr {...common} aria-busy>
        <td colSpan={isNarrow ? 1 : columns.length + 1 + (canChoose ? 1 : 0)}>
          {/* Holds the focus until the row is there. */}
          <span className="hh-waiting" tabIndex={-1} data-row-link="waiting">
            <span className="unseen">{t('state.loading')}</span>
          </span>
        </td>
      </tr>
    )
  }
  const name = row.headName ?? t('households.nameUnknown')
  const link = (
    <Link to="/households/$id" params={{ id: row.id }} search={{}} data-row-link>
      {name}
    </Link>
  )
  if (isNarrow) return <Card {...props} common={common} row={row} link={link} />
  return (
    <tr {...common} aria-selected={canChoose ? props.isChosen : undefined}>
      {canChoose && (
        <td className="hh-check">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('households.choose', { name })}
            checked={props.isChosen}
            onClick={(event) => props.onChoose(row, event)}
            readOnly
          />
        </td>
      )}
      <th scope="row" className="hh-name">
        {link}
      </th>
      {columns.map((column) => (
        <td key={column.id} className={isNumeric(column) ? 'number' : undefined}>
          <Cell column={column} row={row} criteria={props.criteria} />
        </td>
      ))}
    </tr>
  )
}

/** On a narrow window: who, which status, where, and what stands in the way. */
function Card(
  props: Props & { readonly row: HouseholdRow; readonly link: ReactNode; readonly common: object },
) {
  const { row } = props
  return (
    <tr {...props.common}>
      <th scope="row" className="hh-name">
        <span className="hh-card-line">
          {props.link}
          <StatusTag status={row.status} />
          {row.verdict && <Mark outcome={row.verdict.outcome} word />}
        </span>
        <span className="hh-card-line quiet">
          <Place row={row} />
          <span className="figure">{row.number}</span>
        </span>
      </th>
    </tr>
  )
}

function Cell(props: {
  readonly column: HouseholdColumn
  readonly row: HouseholdRow
  readonly criteria: readonly HouseholdColumn[]
}) {
  const { column, row } = props
  const cause = useCodes('cause')
  switch (column.id) {
    case 'number':
      return <span className="figure">{row.number}</span>
    case 'size':
      return row.size
    case 'status':
      return <StatusTag status={row.status} />
    case 'cause':
      return row.cause ? cause(row.cause) : '—'
    case 'place':
      return <Place row={row} />
    case 'verdict':
      return row.verdict ? <Mark outcome={row.verdict.outcome} word /> : '—'
    case 'criteria':
      return <Reasons verdict={row.verdict} criteria={criteriaOf(props.criteria)} />
  }
  if (column.kind === 'criterion') {
    const outcome = row.verdict?.criteria[column.id.slice('criterion.'.length)]
    return outcome ? <Mark outcome={outcome} word /> : '—'
  }
  return <Value column={column} value={row.values?.[column.id]} />
}

const shortened = new WeakMap<
  readonly HouseholdColumn[],
  { criterion: string; label: HouseholdColumn['label'] }[]
>()

function criteriaOf(columns: readonly HouseholdColumn[]) {
  const known = shortened.get(columns)
  if (known) return known
  const made = columns.map(({ id, label }) => ({ criterion: id.slice('criterion.'.length), label }))
  shortened.set(columns, made)
  return made
}

/** A fact or a formula; what nobody knows is a dash, never a zero. */
function Value(props: {
  readonly column: HouseholdColumn
  readonly value: NonNullable<HouseholdRow['values']>[string] | undefined
}) {
  const { t } = useWords()
  const { column, value } = props
  const code = useCodes(column.codes ?? '')
  if (value === undefined) return null
  if (value === null)
    return (
      <span className="quiet" title={t('household.unknown')}>
        —
      </span>
    )
  if (typeof value === 'boolean') return t(value ? 'record.yes' : 'record.no')
  if (Array.isArray(value)) return value.map((each) => code(each)).join(t('record.listSeparator'))
  if (column.codes) return code(String(value))
  return isNumeric(column) ? grouped(value as number | string) : String(value)
}

/** What lies below the page's region tells the rows apart. */
function Place({ row }: { readonly row: HouseholdRow }) {
  const { region } = usePlace()
  const below = row.region.filter(({ code }) => code.length > region.length || region === 'all')
  const shown = below.length > 0 ? below : row.region.slice(-1)
  return (
    <span title={row.region.map(({ name }) => name).join(' ')}>
      {shown.map(({ name }) => name).join(' ')}
    </span>
  )
}

export function isNumeric({ type }: HouseholdColumn): boolean {
  return ['integer', 'decimal', 'money', 'number'].includes(type)
}

const widths: Readonly<Record<string, number>> = {
  number: 160,
  size: 76,
  status: 136,
  cause: 116,
  place: 210,
  verdict: 104,
  criteria: 240,
}

/** Wide enough for what a column usually holds, and for its head. */
export function widthOf(column: HouseholdColumn): number {
  const known = widths[column.id]
  if (known !== undefined) return known
  const head = 24 + 12 * (column.label.zh.length + (column.unit ? 4 : 0))
  const least = isNumeric(column) || column.type === 'boolean' ? 88 : 120
  return Math.max(least, Math.min(220, head))
}
