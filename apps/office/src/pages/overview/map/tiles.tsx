import { grouped } from '../../../parts/numbers.ts'
import { OutcomeBar } from '../../../parts/outcome-bar.tsx'
import { useWords } from '../../../words/index.ts'
import { shareText } from '../share.ts'
import { moveAmongPlaces, RegionLink } from './region-link.tsx'
import { isUnsure, type MapItem, stepClass, wholeOf } from './scale.tsx'

/** Equal tiles in the order of the codes, where nobody has imported boundaries. They shrink as they grow more. */
export function Tiles(props: {
  readonly items: readonly MapItem[]
  readonly label: string
  readonly status: string | undefined
}) {
  const { items } = props
  const size = items.length <= 12 ? 'is-large' : items.length <= 60 ? 'is-medium' : 'is-small'
  return (
    <ul
      className={`tiles ${size}`}
      style={size === 'is-large' ? inColumns(items.length) : undefined}
      aria-label={props.label}
      onKeyDown={moveAmongPlaces}
    >
      {items.map((item) => (
        <li key={item.region.code}>
          <Tile item={item} status={props.status} isLarge={size === 'is-large'} />
        </li>
      ))}
    </ul>
  )
}

/** Few tiles fill their rows evenly: four are two and two. */
function inColumns(count: number) {
  const columns = count <= 3 ? count : count === 4 ? 2 : count <= 6 || count === 9 ? 3 : 4
  return { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }
}

function Tile(props: {
  readonly item: MapItem
  readonly status: string | undefined
  readonly isLarge: boolean
}) {
  const { t } = useWords()
  const { item, isLarge } = props
  const { outcomes, region } = item
  const whole = wholeOf(outcomes)
  const share = shareText(outcomes.met, whole)
  const counts = share ? `${grouped(outcomes.met)} / ${grouped(whole)}` : grouped(item.households)
  return (
    <RegionLink
      item={item}
      status={props.status}
      className={`tile ${stepClass(outcomes)}${isUnsure(outcomes) ? ' is-unsure' : ''}`}
    >
      <span className="tile-name" title={region.name}>
        {region.name}
      </span>
      {share && <span className="unseen">{t('outcome.met')}</span>}
      <span className="tile-share figure">{share ?? '—'}</span>
      <span className={isLarge ? 'tile-counts figure' : 'unseen'}>
        {counts} {t('unitShort.household')}
      </span>
      {isLarge && <OutcomeBar counts={outcomes} />}
    </RegionLink>
  )
}
