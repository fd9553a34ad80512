import type { Household } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { useFacts } from '../../parts/facts.ts'
import { Notice } from '../../parts/problem.tsx'
import { RecordLink } from '../../parts/record/record-link.tsx'
import { VerdictPanel } from '../../parts/verdict-panel.tsx'
import { useWords } from '../../words/index.ts'
import { Origin } from './origin.tsx'
import { whatIfQuery } from './queries.ts'
import { CriterionWhatIf, WhatIfSummary } from './what-if.tsx'

export const EXIT = 'household-exit'

/** The verdicts with their reasons; beside them what is still to be done, what was worked out, what contradicts itself. */
export function VerdictTab({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const { date } = usePlace()
  const whatIf = useQuery(whatIfQuery(household.id, date))
  // The exit standard is what people come for.
  const verdicts = household.verdicts.toSorted((a, b) => Number(b.set === EXIT) - Number(a.set === EXIT))
  const whatIfOf = (set: string) => whatIf.data?.sets.find((each) => each.set === set)
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
            origin={(use) => <Origin use={use} household={household} />}
            below={(criterion) => (
              <CriterionWhatIf household={household} criterion={criterion} whatIf={whatIfOf(verdict.set)} />
            )}
          />
        ))}
      </div>
      <div className="stack">
        {whatIf.error && <p className="fault">{t('whatIf.failed')}</p>}
        <WhatIfSummary household={household} whatIf={whatIfOf(EXIT)} />
        <Derived household={household} />
        <Contradictions household={household} />
      </div>
    </div>
  )
}

function Derived({ household }: { readonly household: Household }) {
  const { t, say } = useWords()
  return (
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
  )
}

function Contradictions({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  if (household.contradictions.length === 0) return null
  return (
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
            <Link
              to="."
              search={(before) => ({ ...before, tab: 'timeline', fact: each.fact, who: each.subjectId })}
              className="quiet figure in-text"
            >
              {each.observedOn}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A missing fact of the household leads to its form; one of a member to the members, who may lack it. */
function Fill({ fact, household }: { readonly fact: string; readonly household: Household }) {
  const facts = useFacts()
  // Facts of members come with the name of their list before them.
  const id = fact.split('.').at(-1) ?? fact
  const ofPerson =
    fact.includes('.') ||
    (facts.find(id, 'household') === undefined && facts.find(id, 'person') !== undefined)
  const lacking = household.members.find((member) => !member.facts.some((each) => each.fact === id))
  const subject = ofPerson ? (lacking ?? household.members[0])?.id : undefined
  const isFlow = !ofPerson && facts.find(id, 'household')?.flow
  if (isFlow) {
    return (
      <Link to="." search={(before) => ({ ...before, tab: 'income' })}>
        {facts.label(id, 'household')}
      </Link>
    )
  }
  return (
    <RecordLink fact={id} {...(subject ? { subject } : {})}>
      {facts.label(id, ofPerson ? 'person' : 'household')}
    </RecordLink>
  )
}

function nameOf(household: Household, subjectId: string): string {
  return household.members.find(({ id }) => id === subjectId)?.name ?? ''
}
