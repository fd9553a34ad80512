import type { CriterionExplanation, Household, WhatIf, WhatIfChange, WhatIfProposal } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { useFacts } from '../../parts/facts.ts'
import { RecordLink } from '../../parts/record/record-link.tsx'
import { useWords } from '../../words/index.ts'
import { plain, useNeed } from './needs.ts'
import './what-if.css'

/** A criterion that is met is said to be near its limit within this share of the value. */
const NEAR = 20

/** Below a criterion: what would make it met, each way judged by the server; or how near it is to being lost. */
export function CriterionWhatIf(props: {
  readonly household: Household
  readonly criterion: CriterionExplanation
  readonly whatIf: WhatIf | undefined
}) {
  const { t } = useWords()
  const need = useNeed()
  const facts = useFacts()
  const found = props.whatIf?.criteria.find(({ id }) => id === props.criterion.id)
  if (!found) return null
  if (found.outcome === 'met') {
    const near = found.margins.filter(({ percent }) => Number(percent) <= NEAR)
    if (near.length === 0) return null
    return (
      <ul className="what-if-margins">
        {near.map(({ change }) => (
          <li key={`${change.subjectId}${change.fact}`}>
            <span className="tag tag-warn">{t('whatIf.near')}</span>{' '}
            {t('whatIf.nearText', {
              fact: facts.label(change.fact, change.subjectKind),
              from: facts.show(facts.find(change.fact, change.subjectKind), change.from),
              need: need(change),
            })}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <section className="what-if">
      <h4>{t('whatIf.title')}</h4>
      {found.proposals.length === 0 ? (
        <p className="quiet">{t('whatIf.none')}</p>
      ) : (
        <ol className="what-if-ways">
          {found.proposals.map((proposal, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the ways have no id and come in the server's order.
            <li key={index}>
              <Way proposal={proposal} household={props.household} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** The whole verdict: the shortest list of what is still to be done. */
export function WhatIfSummary(props: { readonly household: Household; readonly whatIf: WhatIf | undefined }) {
  const { t } = useWords()
  const { whatIf } = props
  const [first, ...others] = whatIf?.overall ?? []
  if (!whatIf || whatIf.outcome === 'met' || !first) return null
  return (
    <section className="panel" aria-labelledby="what-if">
      <div className="panel-head">
        <h2 id="what-if">{t('whatIf.summary')}</h2>
        <span className="quiet figure">{t('whatIf.count', { count: first.changes.length })}</span>
      </div>
      <Way proposal={first} household={props.household} />
      {others.length > 0 && (
        <details className="what-if-others">
          <summary>{t('whatIf.others', { count: others.length })}</summary>
          <ol className="what-if-ways">
            {others.map((proposal, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the ways have no id and come in the server's order.
              <li key={index}>
                <Way proposal={proposal} household={props.household} />
              </li>
            ))}
          </ol>
        </details>
      )}
      <p className="quiet what-if-proven">{t('whatIf.proven')}</p>
    </section>
  )
}

function Way({ proposal, household }: { readonly proposal: WhatIfProposal; readonly household: Household }) {
  const { t, say } = useWords()
  return (
    <>
      <ul className="what-if-changes">
        {proposal.changes
          .filter(({ need }) => need.is !== 'such')
          .map((change) => (
            <li key={`${change.subjectId}${change.fact}`}>
              <ChangeLine change={change} household={household} />
            </li>
          ))}
        <ToRecord changes={proposal.changes.filter(({ need }) => need.is === 'such')} household={household} />
      </ul>
      {proposal.effects.length > 0 && (
        <p className="quiet">
          {proposal.effects
            .map(({ label, from, to, by }) =>
              t('whatIf.effect', { label: say(label), from: say(from), to: say(to), by: say(by) }),
            )
            .join(t('whatIf.separator'))}
        </p>
      )}
    </>
  )
}

/** Facts that are lacking altogether, in one line: amounts in the income book, the others each by its form. */
function ToRecord(props: { readonly changes: readonly WhatIfChange[]; readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  const { changes, household } = props
  const isFlow = (change: WhatIfChange) => facts.find(change.fact, change.subjectKind)?.flow ?? false
  const [amounts, others] = [changes.filter(isFlow), changes.filter((change) => !isFlow(change))]
  const label = (change: WhatIfChange) => facts.label(change.fact, change.subjectKind)
  return (
    <>
      {amounts.length > 0 && (
        <li>
          <span>
            {t('whatIf.recordAll')} <strong>{amounts.map(label).join(t('record.listSeparator'))}</strong>{' '}
            <span className="quiet">{t('whatIf.such')}</span>
          </span>
          <Link className="button button-small" to="." search={(before) => ({ ...before, tab: 'income' })}>
            {t('household.openIncome')}
          </Link>
        </li>
      )}
      {others.length > 0 && (
        <li>
          <span>
            {t('whatIf.recordAll')}{' '}
            {others.map((change, index) => (
              <span key={`${change.subjectId}${change.fact}`}>
                {index > 0 && t('record.listSeparator')}
                <RecordLink
                  fact={change.fact}
                  className="in-text"
                  {...(change.subjectId === household.id ? {} : { subject: change.subjectId })}
                >
                  {change.subjectId !== household.id && `${change.name ?? ''} `}
                  {label(change)}
                </RecordLink>
              </span>
            ))}{' '}
            <span className="quiet">{t('whatIf.such')}</span>
          </span>
        </li>
      )}
    </>
  )
}

function ChangeLine({ change, household }: { readonly change: WhatIfChange; readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  const need = useNeed()
  const { can } = usePlace()
  const fact = facts.find(change.fact, change.subjectKind)
  const label = facts.label(change.fact, change.subjectKind)
  const others = change.instead.map((each) => facts.label(each.fact, each.subjectKind))
  return (
    <>
      <span>
        {change.name && change.subjectId !== household.id && <span className="quiet">{change.name} </span>}
        <strong>{label}</strong>{' '}
        {change.from !== null && (
          <span className="quiet figure what-if-now">
            {t('whatIf.now', { value: facts.show(fact, plain(fact, change.from)) })}
          </span>
        )}{' '}
        <span className="figure">{need(change)}</span>
        {others.length > 0 && (
          <span className="quiet">
            {' '}
            {t('whatIf.instead', { facts: others.join(t('record.listSeparator')) })}
          </span>
        )}
      </span>
      {can('registry.record') &&
        (fact?.flow ? (
          <Link className="button button-small" to="." search={(before) => ({ ...before, tab: 'income' })}>
            {t('household.openIncome')}
          </Link>
        ) : (
          <RecordLink
            fact={change.fact}
            className="button button-small"
            {...(change.subjectId === household.id ? {} : { subject: change.subjectId })}
          >
            {t('household.fill')}
            <span className="unseen">{label}</span>
          </RecordLink>
        ))}
    </>
  )
}
