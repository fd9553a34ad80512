import type { Policy, Text } from '@lika/contract'
import { Source } from '../../parts/source.tsx'
import { useWords } from '../../words/index.ts'

type Item = Policy['items'][number]

/** The items part by part, criteria under their set. */
export function PolicyItems(props: {
  readonly items: readonly Item[]
  readonly heading: (part: string) => string
  readonly groupName: (of: string) => string
  readonly say: (text: Text) => string
}) {
  const groups = [...Map.groupBy(props.items, ({ part, of }) => (of ? `${part}/${of}` : part))]
  return (
    <div className="stack">
      {groups.map(([key, items]) => (
        <Group key={key} {...props} items={items} />
      ))}
    </div>
  )
}

function Group(props: {
  readonly items: readonly Item[]
  readonly heading: (part: string) => string
  readonly groupName: (of: string) => string
  readonly say: (text: Text) => string
}) {
  const { t } = useWords()
  const { items, say } = props
  const first = items[0]
  if (!first) return null
  const hasRules = items.some(({ rules }) => rules.length > 0)
  return (
    <section className="panel table-scroll">
      <table className="table policy-items">
        <caption>
          <h2>
            {props.heading(first.part)}{' '}
            {first.of && <span className="quiet">{props.groupName(first.of)}</span>}
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
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                {say(item.label)}
                <code className="block quiet">{item.id}</code>
              </th>
              <td className="figure policy-rule">
                {item.value && <span>{say(item.value)}</span>}
                <Rules item={item} say={say} />
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

/** A rule of several parts is indented as it is built. */
function Rules({ item, say }: { readonly item: Item; readonly say: (text: Text) => string }) {
  const { t } = useWords()
  return item.rules.map((rule, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a rule have no id and never change places.
    <span key={index} className="rule-line" style={{ paddingInlineStart: `${rule.depth * 16}px` }}>
      {rule.label && (
        <span className="quiet">
          {say(rule.label)}
          {t('app.colon')}
        </span>
      )}
      {say(rule.text)}
    </span>
  ))
}
