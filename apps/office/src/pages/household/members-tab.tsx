import type { Household } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { type Facts, useFacts } from '../../parts/facts.ts'
import { Notice } from '../../parts/problem.tsx'
import { isMasked, Unmask } from '../../parts/unmask.tsx'
import { useWords } from '../../words/index.ts'

type Member = Household['members'][number]
// What people ask first; the rest opens.
const first = ['sex', 'birthDate', 'idNumber', 'education', 'health', 'labourSkill'] as const
const named = new Set<string>(['name', 'relation', ...first])

/** Everybody in the household with what matters most; the rest of each person's facts opens below. */
export function MembersTab({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  const { can } = usePlace()
  const mayOperate = can('registry.operate') && household.endedBecause === null
  const columns = first.filter((key) =>
    household.members.some((member) => member.facts.some(({ fact }) => fact === key)),
  )
  return (
    <section className="panel">
      {mayOperate && (
        <div className="panel-head">
          <Link className="button" to="." search={(before) => ({ ...before, act: 'addMember' })} replace>
            {t('act.addMember.title')}
          </Link>
        </div>
      )}
      {household.members.length === 0 ? (
        <Notice mark="0" title={t('household.noMembers')} />
      ) : (
        <div className="table-scroll">
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
                <td />
              </tr>
            </thead>
            {household.members.map((member) => (
              <MemberRows
                key={member.id}
                household={household}
                member={member}
                columns={columns}
                facts={facts}
                mayOperate={mayOperate}
              />
            ))}
          </table>
        </div>
      )}
    </section>
  )
}

function MemberRows(props: {
  readonly household: Household
  readonly member: Member
  readonly columns: readonly string[]
  readonly facts: Facts
  readonly mayOperate: boolean
}) {
  const { t } = useWords()
  const { can } = usePlace()
  const { household, member, facts } = props
  const relation = facts.find('relation', 'person')
  const rest = member.facts.filter(({ fact }) => !named.has(fact))
  const name = member.name ?? t('households.nameUnknown')
  const isWarned = member.verdicts.some(({ outcome }) => outcome === 'unmet')
  return (
    <tbody>
      <tr>
        <th scope="row">
          <Link to="." search={(before) => ({ ...before, tab: 'timeline', who: member.id })}>
            {name}
          </Link>
          {isWarned && (
            <>
              {' '}
              <span className="tag tag-warn" title={t('member.warnedHint')}>
                {t('member.warned')}
              </span>
            </>
          )}
        </th>
        <td>{member.relation === null ? '—' : facts.show(relation, member.relation)}</td>
        {props.columns.map((key) => (
          <td key={key} className="figure">
            <Value member={member} fact={key} facts={facts} />
          </td>
        ))}
        <td className="narrow member-acts">
          {can('registry.record') && household.endedBecause === null && (
            <Link
              className="button button-quiet button-small"
              to="/households/$id/edit"
              params={{ id: household.id }}
              search={{ of: member.id }}
            >
              {t('member.edit')}
              <span className="unseen"> {name}</span>
            </Link>
          )}
          {props.mayOperate &&
            (['movePerson', 'endPerson'] as const).map((act) => (
              <Link
                key={act}
                className="button button-quiet button-small"
                to="."
                search={(before) => ({ ...before, act, subject: member.id })}
                replace
              >
                {t(`act.${act}.short`)}
                <span className="unseen"> {name}</span>
              </Link>
            ))}
        </td>
      </tr>
      {rest.length > 0 && (
        <tr className="member-rest">
          <td colSpan={3 + props.columns.length}>
            <details>
              <summary>{t('household.seeFacts', { count: rest.length })}</summary>
              <dl className="uses">
                {rest.map((each) => (
                  <div key={each.fact} className="use" title={`${each.observedOn} ${each.author}`}>
                    <dt>{facts.label(each.fact, 'person')}</dt>
                    <dd className="figure">
                      <Value member={member} fact={each.fact} facts={facts} />
                    </dd>
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

function Value({
  member,
  fact,
  facts,
}: {
  readonly member: Member
  readonly fact: string
  readonly facts: Facts
}) {
  const known = member.facts.find((each) => each.fact === fact)
  if (!known) return <span className="quiet">—</span>
  if (isMasked(fact) && typeof known.value === 'string') {
    return (
      <Unmask
        subjectKind="person"
        subjectId={member.id}
        fact={fact}
        masked={known.value}
        label={`${member.name ?? ''} ${facts.label(fact, 'person')}`}
      />
    )
  }
  return (
    <span title={`${known.observedOn} ${known.author}`}>
      {facts.show(facts.find(fact, 'person'), known.value)}
    </span>
  )
}
