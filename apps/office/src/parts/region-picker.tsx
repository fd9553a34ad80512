import { useQuery } from '@tanstack/react-query'
import { regionQuery } from '../api/queries.ts'
import { usePlace } from '../app/place.ts'
import { useWords } from '../words/index.ts'

/** A village or group, chosen level by level from a region down. */
export function RegionPicker(props: {
  readonly id: string
  /** Where the choice begins: a county, town or village. */
  readonly from: string
  readonly value: string
  readonly onChange: (code: string) => void
}) {
  const { session } = usePlace()
  const { from, value } = props
  const levels = [6, 9, 12, 14].filter(
    (length) => length > from.length && length <= Math.max(14, value.length),
  )
  // Each level shows what lies below the one chosen before it.
  const parents = [
    from,
    ...levels.map((length) => value.slice(0, length)).filter((code, i) => code.length === levels[i]),
  ]
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
            today={session.today}
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
  readonly today: string
  readonly onChange: (code: string) => void
}) {
  const { t } = useWords()
  const { parent, value } = props
  const { data } = useQuery(regionQuery(parent, props.today))
  const children = data?.children ?? []
  if (data && children.length === 0) return null
  const chosen = children.find(({ code }) => value.startsWith(code))?.code ?? ''
  const isVillage = parent.length === 12
  return (
    <select
      id={props.id}
      className="input"
      aria-label={props.isFirst ? undefined : t('regionPicker.below', { name: data?.name ?? '' })}
      value={chosen}
      onChange={(event) => props.onChange(event.target.value || parent)}
    >
      <option value="">{isVillage ? t('regionPicker.noGroup') : t('regionPicker.choose')}</option>
      {children.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  )
}
