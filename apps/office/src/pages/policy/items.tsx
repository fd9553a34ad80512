import type { PolicyItem } from '@lika/contract'
import { moveAmongRows } from '../../parts/rows.ts'
import { Source } from '../../parts/source.tsx'
import { useWords } from '../../words/index.ts'
import { ItemLink, SimulateLink } from './links.tsx'
import { useNames } from './names.ts'
import { ValueAndRules } from './rules.tsx'

/** The items part by part, criteria under their set. */
export function PolicyItems({ items }: { readonly items: readonly PolicyItem[] }) {
  const groups = [...Map.groupBy(items, ({ part, of }) => (of ? `${part}/${of}` : part))]
  return (
    <div className="stack">
      {groups.map(([key, group]) => (
        <Group key={key} items={group} />
      ))}
    </div>
  )
}

function Group({ items }: { readonly items: readonly PolicyItem[] }) {
  const { t } = useWords()
  const names = useNames()
  const first = items[0]
  if (!first) return null
  const hasRules = items.some(({ rules }) => rules.length > 0)
  return (
    <section className="panel table-scroll">
      <table className="table policy-items">
        <caption>
          <h2>
            {names.part(first.part)} {first.of && <span className="quiet">{names.group(first.of)}</span>}{' '}
            <span className="quiet figure">{items.length}</span>
          </h2>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('policy.items')}</th>
            <th scope="col">{hasRules ? t('policy.rule') : t('policy.value')}</th>
            <th scope="col">{t('policy.clause')}</th>
            <th scope="col">{t('policy.origin')}</th>
          </tr>
        </thead>
        <tbody onKeyDown={moveAmongRows}>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <ItemLink item={item} />
                <code className="block quiet">{item.id}</code>
              </th>
              <td className="policy-rule">
                <SimulateLink item={item} />
                <ValueAndRules item={item} />
              </td>
              <td>
                <Source source={item.source} confirmed={item.confirmed} />
              </td>
              <td>
                {item.origin.pack}
                <span className="block figure quiet">{item.origin.version}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
