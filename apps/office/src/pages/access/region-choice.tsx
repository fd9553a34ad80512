import { useQuery } from '@tanstack/react-query'
import { regionQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'

const lengths = [2, 4, 6, 9, 12, 14]

/** A region at any level, chosen from one's own down: at each level one may stop. */
export function RegionChoice(props: {
  readonly id: string
  readonly from: string
  readonly value: string
  readonly onChange: (code: string) => void
}) {
  const { from, value } = props
  const depth = from === 'all' ? 0 : from.length
  // Each level shows what lies below the one chosen before it.
  const below = value === 'all' ? [] : lengths.filter((length) => length > depth && length <= value.length)
  const parents = [from, ...below.map((length) => value.slice(0, length))]
  return (
    <span className="region-picker">
      {parents
        .filter((code) => code.length < 14)
        .map((parent, index) => (
          <Level
            key={parent}
            id={index === 0 ? props.id : `${props.id}-${index}`}
            isFirst={index === 0}
            parent={parent}
            value={value}
            onChange={props.onChange}
          />
        ))}
    </span>
  )
}

function Level(props: {
  readonly id: string
  /** The first has a label of its own outside. */
  readonly isFirst: boolean
  readonly parent: string
  readonly value: string
  readonly onChange: (code: string) => void
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const { parent, value } = props
  const { data } = useQuery(regionQuery(parent, session.today))
  const children = data?.children ?? []
  if (data && children.length === 0 && !props.isFirst) return null
  const name = parent === 'all' ? t('region.all') : (data?.name ?? parent)
  return (
    <select
      id={props.id}
      className="input"
      aria-label={props.isFirst ? undefined : t('regionPicker.below', { name })}
      value={children.find(({ code }) => value.startsWith(code))?.code ?? ''}
      onChange={(event) => props.onChange(event.target.value || parent)}
    >
      <option value="">{props.isFirst ? name : t('access.allOf', { name })}</option>
      {children.map((child) => (
        <option key={child.code} value={child.code}>
          {child.name}
        </option>
      ))}
    </select>
  )
}
