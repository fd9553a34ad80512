import type { Household, Verdict } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useFacts } from '../../../parts/facts.ts'
import { HouseholdsLink } from '../../../parts/list-links.tsx'
import { Mark } from '../../../parts/outcome.tsx'
import { RecordLink } from '../../../parts/record/record-link.tsx'
import { useWords } from '../../../words/index.ts'
import './monitoring.css'

type Known = Household['facts'][number]
type Criterion = Verdict['criteria'][number]

/** 监测帮扶: since when and for which risks a household is monitored, whether help fits, and what keeps the risk from being removed. */
export default function MonitoringTab({ household }: { readonly household: Household }) {
  const setOf = (id: string) => household.verdicts.find(({ set }) => set === id)
  return (
    <div className="stack">
      <State household={household} title={setOf('monitoring')?.title} />
      <Risks household={household} checks={setOf('data-quality-monitoring')?.criteria ?? []} />
      <Removal household={household} verdict={setOf('risk-removal')} />
    </div>
  )
}

const factOf = ({ facts }: Household, id: string): Known | undefined => {
  const found = facts.find(({ fact }) => fact === id)
  return found?.value === null ? undefined : found
}

function State({
  household,
  title,
}: {
  readonly household: Household
  readonly title: Verdict['title'] | undefined
}) {
  const { t, say } = useWords()
  const facts = useFacts()
  const since = factOf(household, 'riskIdentifiedOn')
  const isRemoved = factOf(household, 'riskRemoved')?.value === true
  const told = (['monitoredObject', 'riskIdentifiedOn', 'riskRemovedOn'] as const).flatMap((id) => {
    const fact = factOf(household, id)
    return fact && (id !== 'riskRemovedOn' || isRemoved) ? [{ id, fact }] : []
  })
  return (
    <section className="panel" aria-labelledby="monitoring-state">
      <div className="panel-head">
        <h2 id="monitoring-state">{title ? say(title) : t('monitoring.title')}</h2>
        <span className="tag">
          {t(`monitoring.state.${since === undefined ? 'none' : isRemoved ? 'removed' : 'monitored'}`)}
        </span>
        <HouseholdsLink filter={{ indicator: 'monitoredHouseholds' }} className="push">
          {t('monitoring.others')}
        </HouseholdsLink>
      </div>
      <dl className="monitoring-facts">
        {told.map(({ id, fact }) => (
          <div key={id}>
            <dt>{facts.label(id, 'household')}</dt>
            <dd className="figure">
              <Link
                to="."
                search={(before) => ({ ...before, tab: 'timeline', fact: id, who: household.id })}
                title={t('household.openRecord')}
              >
                {facts.show(facts.find(id, 'household'), fact.value)}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The check of a risk is called as the risk: schooling, schoolingMeasure. The pack says which measures fit. */
const checkOf = (risk: string, checks: readonly Criterion[]) =>
  checks.find(({ id }) => id === `${risk}Measure`)

function Risks({
  household,
  checks,
}: {
  readonly household: Household
  readonly checks: readonly Criterion[]
}) {
  const { t, say } = useWords()
  const facts = useFacts()
  const fact = facts.find('riskTypes', 'household')
  const held = factOf(household, 'riskTypes')
  const risks = Array.isArray(held?.value) ? held.value : []
  return (
    <section className="panel" aria-labelledby="monitoring-risks">
      <div className="panel-head">
        <h2 id="monitoring-risks">{t('monitoring.risks')}</h2>
        <RecordLink fact="riskTypes" subject={household.id} className="button button-small push">
          {t(held ? 'cases.formChange' : 'cases.formEnter')}
          <span className="unseen"> {facts.label('riskTypes', 'household')}</span>
        </RecordLink>
      </div>
      {risks.length === 0 && <p className="quiet">{t('monitoring.noRisks')}</p>}
      <ul className="monitoring-list">
        {risks.map((risk) => {
          const check = checkOf(risk, checks)
          return (
            <li key={risk}>
              <strong>{facts.show(fact, [risk])}</strong>
              {check ? (
                <>
                  <Mark outcome={check.outcome} word />
                  <span>{say(check.label)}</span>
                </>
              ) : (
                <span className="quiet">{t('monitoring.noCheck')}</span>
              )}
            </li>
          )
        })}
      </ul>
      <dl className="monitoring-facts">
        {(['measureKinds', 'measureCount'] as const).map((id) => (
          <div key={id}>
            <dt>{facts.label(id, 'household')}</dt>
            <dd>
              <span className={factOf(household, id) ? 'figure' : 'quiet'}>
                {facts.show(facts.find(id, 'household'), factOf(household, id)?.value ?? null)}
              </span>{' '}
              <RecordLink fact={id} subject={household.id} className="button button-small">
                {t(factOf(household, id) ? 'cases.formChange' : 'cases.formEnter')}
                <span className="unseen"> {facts.label(id, 'household')}</span>
              </RecordLink>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Removal({
  household,
  verdict,
}: {
  readonly household: Household
  readonly verdict: Verdict | undefined
}) {
  const { t, say } = useWords()
  if (!verdict || factOf(household, 'riskIdentifiedOn') === undefined) return null
  const blocking = verdict.criteria.filter(({ outcome }) => outcome !== 'met')
  return (
    <section className="panel" aria-labelledby="monitoring-removal">
      <div className="panel-head">
        <h2 id="monitoring-removal">{say(verdict.title)}</h2>
        <Mark outcome={verdict.outcome} word />
        <Link to="." search={(before) => ({ ...before, tab: undefined })} className="push">
          {t('cases.whyVerdict')}
        </Link>
      </div>
      {blocking.length === 0 ? (
        <p>{t('monitoring.nothingBlocks')}</p>
      ) : (
        <ul className="monitoring-list">
          {blocking.map(({ id, label, outcome, text }) => (
            <li key={id}>
              <Mark outcome={outcome} word />
              <strong>{say(label)}</strong>
              <span className="quiet">{say(text)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
