import type { Household } from '@lika/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '../words/index.ts'
import { zh } from '../words/zh.ts'
import { type Facts, useFacts } from './facts.ts'
import { Notice } from './problem.tsx'
import { RecordLink } from './record/record-link.tsx'

type Known = Household['facts'][number]
type Group = keyof typeof zh.group

/** Facts with where they come from, in the groups of the catalogue, narrowed by what is typed. */
export function FactTable(props: { readonly subject: string; readonly facts: readonly Known[] }) {
  const { t } = useWords()
  const facts = useFacts()
  const { find = '' } = useSearch({ strict: false })
  const navigate = useNavigate()
  const wanted = find.toLowerCase()
  const shown = props.facts.filter(
    (each) =>
      facts.label(each.fact, props.subject).toLowerCase().includes(wanted) ||
      each.fact.toLowerCase().includes(wanted),
  )
  if (props.facts.length === 0) return <Notice mark="0" title={t('household.factsEmpty')} />
  const groups = Map.groupBy(shown, (each) => facts.find(each.fact, props.subject)?.group ?? '')
  return (
    <>
      <input
        className="input"
        size={28}
        value={find}
        aria-label={t('household.filterFacts')}
        placeholder={t('household.filterFacts')}
        onChange={(event) =>
          navigate({
            to: '.',
            search: (before) => ({ ...before, find: event.target.value || undefined }),
            replace: true,
          })
        }
      />
      <div className="table-scroll">
        <table className="table">
          <caption className="unseen">{t('household.tabs.facts')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('household.fact')}</th>
              <th scope="col">{t('household.value')}</th>
              <th scope="col">{t('household.observed')}</th>
              <th scope="col">{t('household.author')}</th>
              <th scope="col">{t('household.source')}</th>
            </tr>
          </thead>
          {[...groups].map(([group, members]) => (
            <tbody key={group}>
              <tr className="group-row">
                <th scope="colgroup" colSpan={5}>
                  {group in zh.group ? t(`group.${group as Group}`) : t('household.groupOther')}
                </th>
              </tr>
              {members.map((known) => (
                <FactRow key={known.fact} known={known} subject={props.subject} facts={facts} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  )
}

function FactRow(props: { readonly known: Known; readonly subject: string; readonly facts: Facts }) {
  const { t } = useWords()
  const { known, facts } = props
  const fact = facts.find(known.fact, props.subject)
  const source =
    known.source in zh.source ? t(`source.${known.source as keyof typeof zh.source}`) : known.source
  return (
    <tr>
      <th scope="row">
        {fact && !fact.system ? (
          <RecordLink fact={known.fact}>{facts.label(known.fact, props.subject)}</RecordLink>
        ) : (
          facts.label(known.fact, props.subject)
        )}
      </th>
      <td className={known.value === null ? 'quiet' : 'figure'}>{facts.show(fact, known.value)}</td>
      <td className="figure narrow">
        {known.observedOn}{' '}
        {known.stale && (
          <span className="tag tag-warn" title={t('household.staleHint')}>
            {t('household.stale')}
          </span>
        )}
      </td>
      <td>{known.author}</td>
      <td>
        {source}
        {known.evidence.length > 0 && (
          <span className="tag">{t('household.evidence', { count: known.evidence.length })}</span>
        )}
      </td>
    </tr>
  )
}
