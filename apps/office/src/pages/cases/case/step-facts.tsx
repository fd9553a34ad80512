import type { Case, EvidenceFile, Household, ProcedureStep, Verdict } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { householdQuery, villageQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { EvidenceList } from '../../../parts/evidence/evidence.tsx'
import { useFacts } from '../../../parts/facts.ts'
import { Loading } from '../../../parts/loading.tsx'
import { ProblemNotice } from '../../../parts/problem.tsx'
import { RecordLink } from '../../../parts/record/record-link.tsx'
import { useSource } from '../../../parts/source-name.ts'
import { useWords } from '../../../words/index.ts'

const RecordDrawer = lazy(() => import('../../../parts/record/drawer.tsx'))

/** What is known of the subject today, as far as forms need it. */
interface Known {
  readonly kind: 'household' | 'village'
  readonly id: string
  readonly facts: Household['facts']
  readonly files: readonly EvidenceFile[]
  readonly verdicts: readonly Verdict[]
}

function useKnown(of: Case, isAsked: boolean) {
  const { session } = usePlace()
  const village = of.region.find(({ code }) => code.length === 12)?.code ?? ''
  const isHousehold = of.subject.kind === 'household'
  const household = useQuery({
    ...householdQuery(of.subject.id, session.today),
    enabled: isAsked && isHousehold,
  })
  const own = useQuery({
    ...villageQuery(village, session.today),
    enabled: isAsked && of.subject.kind === 'village',
  })
  const query = isHousehold ? household : own
  const data: Known | undefined = query.data && {
    kind: isHousehold ? 'household' : 'village',
    id: of.subject.id,
    facts: query.data.facts,
    files: ('files' in query.data && query.data.files) || [],
    verdicts: query.data.verdicts,
  }
  return { data, error: query.error, refetch: () => void query.refetch(), village }
}

/** The form of each open step: what it asks, what is known of it and by whom, entered here as everywhere. */
export function StepFacts({ of }: { readonly of: Case }) {
  const { t } = useWords()
  const { can } = usePlace()
  const { record } = useSearch({ from: '/frame/cases/$id' })
  const asking = of.steps.flatMap(({ id }) =>
    of.runs.steps.filter((step) => step.id === id && (step.facts.length > 0 || step.verdicts.length > 0)),
  )
  const isAsked = asking.length > 0 && can('registry.read')
  const { data, error, refetch, village } = useKnown(of, isAsked)
  if (!isAsked) return null
  if (error && !data) return <ProblemNotice error={error} retry={refetch} />
  if (!data) return <Loading lines={4} />
  return (
    <>
      {asking.map((step) => (
        <Form key={step.id} step={step} known={data} />
      ))}
      {record !== undefined && (
        <Suspense>
          <RecordDrawer
            subjects={[{ kind: data.kind, id: data.id, label: t(`record.${data.kind}`), facts: data.facts }]}
            owner={
              data.kind === 'household'
                ? { householdId: data.id, villageCode: village }
                : { villageCode: village }
            }
          />
        </Suspense>
      )}
    </>
  )
}

function Form({ step, known }: { readonly step: ProcedureStep; readonly known: Known }) {
  const { t, say } = useWords()
  const asked = useAsked(step, known)
  const held = (id: string) => known.facts.find(({ fact }) => fact === id)
  const isKnown = (fact: ReturnType<typeof held>) => fact !== undefined && fact.value !== null && !fact.stale
  const lacking = asked.filter(({ id }) => !isKnown(held(id))).length
  if (asked.length === 0) return null
  return (
    <section className="panel case-form" aria-labelledby={`form-${step.id}`}>
      <div className="panel-head">
        <h2 id={`form-${step.id}`}>{t('cases.form', { step: say(step.label) })}</h2>
        <span className={lacking > 0 ? 'tag tag-warn' : 'quiet'}>
          {lacking > 0 ? t('cases.formLacks', { count: lacking }) : t('cases.formWhole')}
        </span>
      </div>
      <ul className="step-facts">
        {asked.map(({ id, label }) => (
          <li key={id} className={isKnown(held(id)) ? 'step-fact' : 'step-fact is-lacking'}>
            <span className="gate-glyph" aria-hidden>
              {isKnown(held(id)) ? '✓' : '?'}
            </span>
            <span className="step-fact-label">{say(label)}</span>
            <Value id={id} fact={held(id)} known={known} />
            <Proposal id={id} step={step} known={known} />
            <RecordLink fact={id} subject={known.id} className="button button-small step-fact-enter">
              {t(held(id) ? 'cases.formChange' : 'cases.formEnter')}
              <span className="unseen"> {say(label)}</span>
            </RecordLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the step asks, and what else the verdicts that it rests on lack; facts of members are entered on their household's page. */
function useAsked({ facts: asked, verdicts }: ProcedureStep, known: Known): ProcedureStep['facts'] {
  const facts = useFacts()
  const sets = new Set(verdicts.map(({ set }) => set))
  const missing = known.verdicts.filter(({ set }) => sets.has(set)).flatMap((verdict) => verdict.missing)
  const lacking = [...new Set(missing)].flatMap((id) => {
    const fact = facts.find(id, known.kind)
    const isForm = fact && !fact.system && !fact.flow && asked.every((each) => each.id !== id)
    return isForm ? [{ id, label: fact.label }] : []
  })
  return [...asked, ...lacking]
}

/** The value of today, who said it and when, with what shows it. */
function Value(props: {
  readonly id: string
  readonly fact: Household['facts'][number] | undefined
  readonly known: Known
}) {
  const { t } = useWords()
  const facts = useFacts()
  const source = useSource()
  const { id, fact, known } = props
  if (!fact) return <span className="quiet step-fact-value">{t('household.unknown')}</span>
  return (
    <span className="step-fact-value">
      <strong className="figure">{facts.show(facts.find(id, known.kind), fact.value)}</strong>{' '}
      <span className="quiet">
        {fact.author || source(fact.source)} <span className="figure">{fact.observedOn}</span>
      </span>
      {fact.stale && <span className="tag tag-warn">{t('household.stale')}</span>}
      <EvidenceList evidence={fact.evidence} files={known.files} />
    </span>
  )
}

/** A criterion that is called as one of the codes and is met proposes that code. People decide. */
function Proposal(props: { readonly id: string; readonly step: ProcedureStep; readonly known: Known }) {
  const { t, say } = useWords()
  const facts = useFacts()
  const { id, step, known } = props
  const fact = facts.find(id, known.kind)
  const codes = (fact?.type === 'code' && fact.codes && facts.catalogue?.codeLists[fact.codes]?.values) || []
  const met = known.verdicts
    .filter(({ set }) => step.verdicts.some((each) => each.set === set))
    .flatMap(({ criteria }) => criteria.filter(({ outcome }) => outcome === 'met').map((each) => each.id))
  const proposed = codes.filter(({ code }) => met.includes(code))
  if (proposed.length === 0) return null
  return (
    <span className="quiet step-fact-hint">
      {t('cases.formProposed', {
        value: proposed.map(({ label }) => say(label)).join(t('record.listSeparator')),
      })}
    </span>
  )
}
