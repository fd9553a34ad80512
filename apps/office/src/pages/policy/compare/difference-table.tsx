import type { PolicyComparison, PolicyItem } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { moveAmongRows } from '../../../parts/rows.ts'
import { Source } from '../../../parts/source.tsx'
import { useWords } from '../../../words/index.ts'
import type { zh } from '../../../words/zh.ts'
import { useNames } from '../names.ts'
import { diffTexts } from './text-diff.ts'

type Difference = PolicyComparison['differences'][number]
type Aspect = keyof typeof zh.compare.aspect

/** Both texts of an item side by side, with what only one of them says marked. */
export function DifferenceTable(props: {
  readonly differences: readonly Difference[]
  readonly comparison: PolicyComparison
}) {
  const { t } = useWords()
  const names = useNames()
  const { before, after } = props.comparison
  const side = ({ region, asOf }: PolicyComparison['before']) =>
    `${region.code === 'all' ? t('region.all') : region.name} ${asOf}`
  const groups = [...Map.groupBy(props.differences, ({ part, of }) => `${part}/${of ?? ''}`)].toSorted(
    ([a], [b]) => orderOf(a) - orderOf(b),
  )
  return (
    <div className="stack">
      {groups.map(([key, members]) => (
        <section key={key} className="panel table-scroll">
          <table className="table policy-differences">
            <caption>
              <h2>
                {names.part(members[0]!.part)}{' '}
                {members[0]!.of && <span className="quiet">{names.group(members[0]!.of)}</span>}{' '}
                <span className="quiet figure">{members.length}</span>
              </h2>
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('compare.what')}</th>
                <th scope="col">{t('policy.items')}</th>
                <th scope="col">{side(before)}</th>
                <th scope="col">{side(after)}</th>
              </tr>
            </thead>
            <tbody onKeyDown={moveAmongRows}>
              {members.map((each) => (
                <Row key={each.id} difference={each} sides={props.comparison} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  )
}

/** What people are judged by comes first; the rest as the policy has it. */
function orderOf(group: string): number {
  const at = first.indexOf(group.split('/')[0]!)
  return at < 0 ? first.length : at
}
const first = ['criteria', 'parameters', 'derived', 'entitlements']

function Row({ difference, sides }: { readonly difference: Difference; readonly sides: PolicyComparison }) {
  const { t, say } = useWords()
  const { kind, aspects, before, after, part, of, id, label } = difference
  const side = after ? sides.after : sides.before
  return (
    <tr data-kind={kind}>
      <td className="narrow">
        <span className={`tag kind-${kind}`}>{t(`compare.kind.${kind}`)}</span>
        {aspects.length > 0 && (
          <span className="block quiet aspects">
            {aspects.map((each) => t(`compare.aspect.${each as Aspect}`)).join(t('record.listSeparator'))}
          </span>
        )}
      </td>
      <th scope="row">
        <Link
          to="/policy/items/$part/$id"
          params={{ part, id }}
          search={
            { ...(of === undefined ? {} : { of }), region: side.region.code, date: side.asOf } as object
          }
          data-row-link
        >
          {say(label)}
        </Link>
        <code className="block quiet">{id}</code>
      </th>
      <Side item={before} other={after} shows="old" />
      <Side item={after} other={before} shows="new" />
    </tr>
  )
}

function Side(props: {
  readonly item: PolicyItem | undefined
  readonly other: PolicyItem | undefined
  readonly shows: 'old' | 'new'
}) {
  const { t, language } = useWords()
  const { item, other, shows } = props
  if (!item) return <td className="quiet">{t('compare.absent')}</td>
  const [own, others] = [textOf(item, language), other ? textOf(other, language) : undefined]
  const pieces =
    others === undefined
      ? [{ text: own, kind: 'same' as const }]
      : shows === 'old'
        ? diffTexts(own, others)
        : diffTexts(others, own)
  return (
    <td>
      <div className="difference-text">
        {pieces
          .filter(({ kind }) => kind === 'same' || kind === shows)
          .map(({ text, kind }, index) => {
            const key = `${index} ${text}`
            if (kind === 'same') return <span key={key}>{text}</span>
            return shows === 'old' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>
          })}
      </div>
      <Source source={item.source} confirmed={item.confirmed} />
      <span className="block quiet origin figure">
        {item.origin.pack} {item.origin.version}
      </span>
    </td>
  )
}

/** The name, the value and the lines of the rule, as one text. */
function textOf(item: PolicyItem, language: 'zh' | 'en'): string {
  const colon = language === 'zh' ? '：' : ': '
  const lines = item.rules.map(
    ({ label, depth, text }) =>
      `${(language === 'zh' ? '　' : '  ').repeat(depth)}${label ? label[language] + colon : ''}${text[language]}`,
  )
  return [item.label[language], item.value?.[language] ?? '', ...lines]
    .filter((line) => line !== '')
    .join('\n')
}
