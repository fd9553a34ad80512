import type { HouseholdColumn } from '@lika/contract'
import { grouped } from '../../parts/numbers.ts'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import type { List } from './address.ts'
import { isNumeric } from './row.tsx'
import type { Chosen } from './selection.ts'

/** Column heads with their units; those that an index can order are buttons. */
export function Heads(props: {
  readonly list: List
  readonly columns: readonly HouseholdColumn[]
  readonly chosen: Chosen
  readonly total: number | undefined
  readonly canChoose: boolean
}) {
  const { t, say } = useWords()
  const unit = useUnit()
  const { list, chosen, total } = props
  const isAll = chosen.selection.kind === 'all'
  return (
    <thead>
      <tr aria-rowindex={1}>
        {props.canChoose && (
          <th scope="col" className="hh-check">
            <input
              type="checkbox"
              aria-label={t('households.chooseAll', { n: grouped(total ?? 0) })}
              title={t('households.chooseAll', { n: grouped(total ?? 0) })}
              checked={isAll}
              disabled={!total}
              ref={(box) => {
                if (box) box.indeterminate = !isAll && chosen.count > 0
              }}
              onChange={() => (isAll ? chosen.clear() : chosen.all(total ?? 0))}
            />
          </th>
        )}
        <Head list={list} sort="name" label={t('households.head')} className="hh-name" />
        {props.columns.map((column) => {
          const name = say(column.label)
          const label = column.unit ? t('households.withUnit', { name, unit: unit(column.unit) }) : name
          return (
            <Head
              key={column.id}
              list={list}
              sort={column.sortable ? column.id : undefined}
              label={label}
              isNumber={isNumeric(column)}
            />
          )
        })}
      </tr>
    </thead>
  )
}

function Head(props: {
  readonly list: List
  readonly sort?: string | undefined
  readonly label: string
  readonly isNumber?: boolean
  readonly className?: string
}) {
  const { t } = useWords()
  const { list, sort, label } = props
  const isDown = list.sort === `-${sort}`
  const isSorted = sort !== undefined && (list.sort === sort || isDown)
  const className = props.isNumber ? 'number' : props.className
  if (sort === undefined) {
    return (
      <th scope="col" className={className} title={label}>
        {label}
      </th>
    )
  }
  const next = list.sort === sort ? `-${sort}` : sort
  return (
    <th
      scope="col"
      className={className}
      aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className="hh-sort"
        title={t('households.sortBy', { column: label })}
        onClick={() => list.change({ sort: next === 'place' ? undefined : next }, true)}
      >
        {label}
        <span aria-hidden>{isSorted ? (isDown ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  )
}
