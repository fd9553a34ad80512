import type { CatalogueFact, EvidenceFile, Household, NewRecord } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { householdQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { DayField } from '../../../parts/day-field.tsx'
import { EvidenceField } from '../../../parts/evidence/evidence-field.tsx'
import { useFacts } from '../../../parts/facts.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { useKept } from '../../../parts/kept.ts'
import { Loading } from '../../../parts/loading.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { ChangedView } from '../../../parts/record/changed-view.tsx'
import { dayFault, factValueOf } from '../../../parts/record/check.ts'
import { FactFields, faultOf, type Typed } from '../../../parts/record/fact-fields.tsx'
import { useGroup } from '../../../parts/record/group-name.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useSaveRecord } from '../../../parts/record/save.ts'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { Review } from './review.tsx'
import '../../../parts/record/record.css'
import './edit.css'

/** The facts of a household or one of its members, group by group; what was changed is one record. */
export function EditHouseholdPage() {
  const { t } = useWords()
  const { date, can } = usePlace()
  const { id } = useParams({ from: '/frame/households/$id/edit' })
  const { of } = useSearch({ from: '/frame/households/$id/edit' })
  const query = useQuery(householdQuery(id, date))
  useTitle(t('edit.title'))
  if (!can('registry.record')) {
    return <Notice alert mark="—" title={t('state.noPermission')} text={t('record.noPermission')} />
  }
  return (
    <Fetched query={query}>
      {(household) => <Steps key={of ?? id} household={household} of={of ?? id} />}
    </Fetched>
  )
}

export const REVIEW = 'review'

interface Draft {
  /** The record's id: the same over every try, so that no try is saved twice. */
  readonly id: string
  readonly typed: Typed
  readonly observedOn: string
  readonly reason: string
  readonly evidence: readonly EvidenceFile[]
}

const isTouched = (draft: Draft) =>
  Object.keys(draft.typed).length > 0 || draft.reason !== '' || draft.evidence.length > 0

function Steps({ household, of }: { readonly household: Household; readonly of: string }) {
  const { t } = useWords()
  const facts = useFacts()
  const group = useGroup()
  const { date, session } = usePlace()
  const { step, fact: asked } = useSearch({ from: '/frame/households/$id/edit' })
  const navigate = useNavigate()
  const member = household.members.find((each) => each.id === of)
  const kind: NewRecord['subjectKind'] = member ? 'person' : 'household'
  const known = member?.facts ?? household.facts
  // Nobody has seen anything on a day that is still to come.
  const observedOn = [date, session.today].toSorted()[0] ?? session.today
  const [fresh] = useState(
    (): Draft => ({ id: newRecordId(), typed: {}, observedOn, reason: '', evidence: [] }),
  )
  const kept = useKept<Draft>(`edit.${of}`, fresh, isTouched)
  const [showFaults, setShowFaults] = useState(false)
  const save = useSaveRecord(
    { householdId: household.id, villageCode: household.region.find(({ code }) => code.length === 12)?.code },
    session.today,
  )
  const groups = groupsOf(facts.catalogue?.facts ?? [], kind)
  const steps = [...groups.keys(), REVIEW]
  const current = step !== undefined && steps.includes(step) ? step : (steps[0] ?? REVIEW)
  useEffect(() => {
    if (!asked || groups.size === 0) return
    document.querySelector(`[data-fact="${CSS.escape(asked)}"]`)?.scrollIntoView({ block: 'center' })
    document.getElementById(`edit-${asked}`)?.focus()
  }, [asked, groups.size])
  if (!facts.catalogue) return <Loading lines={10} />

  const draft = kept.value
  const change = (more: Partial<Draft>) => kept.set((before) => ({ ...before, ...more }))
  const list = (each: string) => groups.get(each) ?? []
  const all = [...groups.values()].flat()
  const faulty = all.filter((fact) => faultOf(t, fact, draft.typed[fact.id], false))
  const go = (to: string | undefined) =>
    void navigate({ to: '.', search: (before) => ({ ...before, step: to, fact: undefined }) })
  const at = steps.indexOf(current)
  const dayWrong = dayFault(t, draft.observedOn, session.today).observedOn

  const submit = () => {
    setShowFaults(true)
    const first = faulty[0]
    if (first) return go(first.group ?? '')
    if (dayWrong || Object.keys(draft.typed).length === 0) return
    const said = all.filter((fact) => draft.typed[fact.id])
    const reason = draft.reason.trim()
    save.mutate(
      {
        id: draft.id,
        subjectKind: kind,
        subjectId: of,
        observedOn: draft.observedOn,
        facts: Object.fromEntries(said.map((fact) => [fact.id, factValueOf(draft.typed[fact.id]!, fact)])),
        ...(reason ? { reason } : {}),
        ...(draft.evidence.length > 0 ? { evidence: draft.evidence.map(({ sha256 }) => sha256) } : {}),
      },
      { onSuccess: () => kept.set({ ...fresh, id: newRecordId() }) },
    )
  }

  if (save.data) {
    return (
      <article className="edit">
        <EditHead household={household} of={of} />
        <section className="panel">
          <ChangedView changed={save.data} date={date} today={session.today} />
          <div className="record-actions">
            <Link
              className="button button-primary"
              to="/households/$id"
              params={{ id: household.id }}
              search={{}}
            >
              {t('edit.toHousehold')}
            </Link>
            <button type="button" className="button" onClick={() => save.reset()}>
              {t('edit.goOn')}
            </button>
          </div>
        </section>
      </article>
    )
  }
  return (
    <article className="edit">
      <EditHead household={household} of={of} />
      <div className="edit-body">
        <nav className="edit-steps" aria-label={t('edit.steps')}>
          <ol>
            {steps.map((each) => {
              const touched = list(each).filter((fact) => draft.typed[fact.id]).length
              const lacking = list(each).filter(
                (fact) => !known.some((one) => one.fact === fact.id && !one.stale),
              ).length
              return (
                <li key={each}>
                  <Link
                    to="."
                    search={(before) => ({ ...before, step: each, fact: undefined })}
                    aria-current={each === current ? 'step' : undefined}
                  >
                    {each === REVIEW ? t('edit.review') : group(each)}
                    {each !== REVIEW && lacking > 0 && (
                      <span className="quiet figure">{t('edit.lacking', { count: lacking })}</span>
                    )}
                    {touched > 0 && (
                      <span className="tag figure">{t('edit.touched', { count: touched })}</span>
                    )}
                  </Link>
                </li>
              )
            })}
          </ol>
        </nav>
        <section className="panel" aria-labelledby="edit-step">
          <div className="panel-head">
            <h2 id="edit-step">{current === REVIEW ? t('edit.review') : group(current)}</h2>
            <span className="quiet figure">{t('edit.place', { at: at + 1, all: steps.length })}</span>
          </div>
          {kept.wasKept && isTouched(draft) && (
            <p className="kept">
              {t('record.draft')}
              <button type="button" className="button button-quiet button-small" onClick={kept.clear}>
                {t('record.discard')}
              </button>
            </p>
          )}
          {current === REVIEW ? (
            <>
              <Review
                list={all}
                typed={draft.typed}
                known={known}
                undo={(fact) => change({ typed: without(draft.typed, fact) })}
              />
              <div className="record-form">
                <div className="field">
                  <label htmlFor="edit-day">{t('record.observedOn')}</label>
                  <DayField
                    id="edit-day"
                    value={draft.observedOn}
                    max={session.today}
                    onChange={(day) => change({ observedOn: day })}
                  />
                  {showFaults && dayWrong && <p className="fault">{dayWrong}</p>}
                  <p className="hint">{t('record.observedHint')}</p>
                </div>
                <div className="field">
                  <label htmlFor="edit-reason">{t('record.reason')}</label>
                  <textarea
                    id="edit-reason"
                    className="input"
                    rows={2}
                    maxLength={2000}
                    value={draft.reason}
                    onChange={(event) => change({ reason: event.target.value })}
                  />
                </div>
                <EvidenceField files={draft.evidence} onChange={(evidence) => change({ evidence })} />
                {save.error && <Refusal error={save.error} />}
              </div>
            </>
          ) : (
            <FactFields
              prefix="edit"
              list={list(current)}
              typed={draft.typed}
              known={known}
              today={session.today}
              showFaults={showFaults}
              mayBeUnknown
              onChange={(fact, typed) =>
                change({ typed: typed ? { ...draft.typed, [fact]: typed } : without(draft.typed, fact) })
              }
            />
          )}
          <div className="record-actions">
            {at > 0 && (
              <button type="button" className="button" onClick={() => go(steps[at - 1])}>
                {t('edit.back')}
              </button>
            )}
            {current === REVIEW ? (
              <button
                type="button"
                className="button button-primary"
                disabled={save.isPending || Object.keys(draft.typed).length === 0}
                onClick={submit}
              >
                {save.isPending ? t('record.saving') : t('record.save')}
              </button>
            ) : (
              <button type="button" className="button button-primary" onClick={() => go(steps[at + 1])}>
                {t('edit.next')}
              </button>
            )}
            {current !== REVIEW && Object.keys(draft.typed).length > 0 && (
              <button type="button" className="button" onClick={() => go(REVIEW)}>
                {t('edit.toReview')}
              </button>
            )}
          </div>
        </section>
      </div>
    </article>
  )
}

function EditHead({ household, of }: { readonly household: Household; readonly of: string }) {
  const { t } = useWords()
  const navigate = useNavigate()
  return (
    <header className="page-head">
      <h1>{t('edit.title')}</h1>
      <Link to="/households/$id" params={{ id: household.id }} search={{}} className="in-text">
        {household.headName ?? t('households.nameUnknown')} <span className="figure">{household.number}</span>
      </Link>
      <label className="edit-of">
        {t('record.subject')}
        <select
          className="input"
          value={of}
          onChange={(event) =>
            void navigate({
              to: '.',
              search: (before) => ({
                ...before,
                of: event.target.value === household.id ? undefined : event.target.value,
                step: undefined,
                fact: undefined,
              }),
            })
          }
        >
          <option value={household.id}>{t('record.household')}</option>
          {household.members.map((member) => (
            <option key={member.id} value={member.id}>
              {member.name ?? t('households.nameUnknown')}
            </option>
          ))}
        </select>
      </label>
    </header>
  )
}

/** Facts that people enter, in the catalogue's groups and order. Amounts of a period have a book of their own. */
function groupsOf(
  list: readonly CatalogueFact[],
  kind: string,
): ReadonlyMap<string, readonly CatalogueFact[]> {
  const own = list.filter(
    (fact) => fact.subject === kind && !fact.system && !fact.flow && fact.id !== 'householdNumber',
  )
  return Map.groupBy(own, (fact) => fact.group ?? '')
}

function without(typed: Typed, fact: string): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([id]) => id !== fact))
}
