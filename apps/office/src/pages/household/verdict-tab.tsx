import type { Household } from '@lika/contract'
import { useFacts } from '../../parts/facts.ts'
import { Notice } from '../../parts/problem.tsx'
import { RecordLink } from '../../parts/record/record-link.tsx'
import { VerdictPanel } from '../../parts/verdict-panel.tsx'
import { useWords } from '../../words/index.ts'

/** The verdicts with their reasons; beside them what was worked out, what is missing, what contradicts itself. */
export function VerdictTab({ household }: { readonly household: Household }) {
  const { t, say } = useWords()
  const facts = useFacts()
  // The exit standard is what people come for.
  const verdicts = household.verdicts.toSorted(
    (a, b) => Number(b.set === 'household-exit') - Number(a.set === 'household-exit'),
  )
  return (
    <div className="beside">
      <div className="stack">
        {verdicts.length === 0 && (
          <div className="panel">
            <Notice mark="—" title={t('household.noVerdicts')} text={t('household.noVerdictsText')} />
          </div>
        )}
        {verdicts.map((verdict) => (
          <VerdictPanel
            key={verdict.set}
            verdict={verdict}
            fill={(fact) => <Fill fact={fact} household={household} />}
          />
        ))}
      </div>
      <div className="stack">
        <section className="panel" aria-labelledby="derived">
          <div className="panel-head">
            <h2 id="derived">{t('household.derived')}</h2>
          </div>
          {household.derived.length === 0 ? (
            <p className="quiet">{t('household.derivedEmpty')}</p>
          ) : (
            <table className="table">
              <caption className="unseen">{t('household.derived')}</caption>
              <tbody>
                {household.derived.map((each) => (
                  <tr key={each.id}>
                    <th scope="row">{say(each.label)}</th>
                    <td className={each.known ? 'number' : 'number quiet'}>
                      {each.known ? say(each.value) : t('household.unknown')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        {household.contradictions.length > 0 && (
          <section className="panel" aria-labelledby="contradictions">
            <div className="panel-head">
              <h2 id="contradictions">{t('household.contradictions')}</h2>
            </div>
            <p className="quiet">{t('household.contradictionsText')}</p>
            <ul className="plain">
              {household.contradictions.map((each) => (
                <li key={`${each.subjectId}${each.fact}${each.observedOn}`}>
                  <RecordLink fact={each.fact} subject={each.subjectId}>
                    {nameOf(household, each.subjectId)} {facts.label(each.fact)}
                  </RecordLink>
                  <span className="figure quiet"> {each.observedOn}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  )
}

/** A missing fact of the household leads to its form; one of a member to the members, who may lack it. */
function Fill({ fact, household }: { readonly fact: string; readonly household: Household }) {
  const facts = useFacts()
  const ofPerson = facts.find(fact, 'household') === undefined && facts.find(fact, 'person') !== undefined
  const lacking = household.members.find((member) => !member.facts.some((each) => each.fact === fact))
  const subject = ofPerson ? (lacking ?? household.members[0])?.id : undefined
  return (
    <RecordLink fact={fact} {...(subject ? { subject } : {})}>
      {facts.label(fact)}
    </RecordLink>
  )
}

function nameOf(household: Household, subjectId: string): string {
  return household.members.find(({ id }) => id === subjectId)?.name ?? ''
}
