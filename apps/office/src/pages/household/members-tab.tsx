import type { Household } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { type Facts, useFacts } from '../../parts/facts.ts'
import { Notice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'

type Member = Household['members'][number]
// What people ask first; the rest opens.
const first = ['sex', 'birthDate', 'idNumber', 'education', 'health', 'labourSkill'] as const
const named = new Set<string>(['name', 'relation', ...first])

/** Everybody in the household with what matters most; the rest of each person's facts opens below. */
export function MembersTab({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  if (household.members.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('household.noMembers')} />
      </div>
    )
  }
  const columns = first.filter((key) =>
    household.members.some((member) => member.facts.some(({ fact }) => fact === key)),
  )
  return (
    <section className="panel table-scroll">
      <table className="table members">
        <caption className="unseen">{t('household.tabs.members')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('household.name')}</th>
            <th scope="col">{t('household.relation')}</th>
            {columns.map((key) => (
              <th key={key} scope="col">
                {facts.label(key, 'person')}
              </th>
            ))}
          </tr>
        </thead>
        {household.members.map((member) => (
          <MemberRows key={member.id} member={member} columns={columns} facts={facts} />
        ))}
      </table>
    </section>
  )
}

function MemberRows(props: {
  readonly member: Member
  readonly columns: readonly string[]
  readonly facts: Facts
}) {
  const { t } = useWords()
  const { member, facts } = props
  const relation = facts.find('relation', 'person')
  const known = (key: string) => member.facts.find(({ fact }) => fact === key)
  const rest = member.facts.filter(({ fact }) => !named.has(fact))
  return (
    <tbody>
      <tr>
        <th scope="row">
          <Link to="." search={(before) => ({ ...before, record: 'new', subject: member.id })} replace>
            {member.name ?? t('households.nameUnknown')}
          </Link>
        </th>
        <td>{member.relation === null ? '—' : facts.show(relation, member.relation)}</td>
        {props.columns.map((key) => {
          const value = known(key)
          return (
            <td key={key} className="figure" title={value && `${value.observedOn} ${value.author}`}>
              {value ? facts.show(facts.find(key, 'person'), value.value) : <span className="quiet">—</span>}
            </td>
          )
        })}
      </tr>
      {rest.length > 0 && (
        <tr className="member-rest">
          <td colSpan={2 + props.columns.length}>
            <details>
              <summary>{t('household.seeFacts', { count: rest.length })}</summary>
              <dl className="uses">
                {rest.map((each) => (
                  <div key={each.fact} className="use" title={`${each.observedOn} ${each.author}`}>
                    <dt>{facts.label(each.fact, 'person')}</dt>
                    <dd className="figure">{facts.show(facts.find(each.fact, 'person'), each.value)}</dd>
                    {each.stale && <span className="tag tag-warn">{t('household.stale')}</span>}
                  </div>
                ))}
              </dl>
            </details>
          </td>
        </tr>
      )}
    </tbody>
  )
}
