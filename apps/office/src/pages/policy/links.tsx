import { SlidersOutlined } from '@ant-design/icons'
import type { NamedItem, PolicyItem } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'

/** The address of an item of its own. */
export function ItemLink({ item }: { readonly item: Pick<NamedItem, 'part' | 'of' | 'id' | 'label'> }) {
  const { say } = useWords()
  return (
    <Link
      to="/policy/items/$part/$id"
      params={{ part: item.part, id: item.id }}
      search={item.of === undefined ? {} : { of: item.of }}
      data-row-link
    >
      {say(item.label)}
    </Link>
  )
}

/** The way from a figure to its simulation, for those who may simulate. */
export function SimulateLink({ item }: { readonly item: Pick<PolicyItem, 'simulate' | 'label' | 'value'> }) {
  const { t, say } = useWords()
  const { can } = usePlace()
  if (!item.simulate || !can('policies.simulate')) return null
  const { set, key } = item.simulate
  return (
    <Link
      className="button button-small"
      to="/simulation"
      search={{ set, change: `${key}:` }}
      aria-label={t('policy.simulateLabel', { label: say(item.label) })}
    >
      <SlidersOutlined aria-hidden />
      {t('policy.simulate')}
    </Link>
  )
}
