import type { CatalogueFact } from '@lika/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api/client.ts'
import { usePlace } from '../../../app/place.ts'
import { DayField } from '../../../parts/day-field.tsx'
import { useFacts } from '../../../parts/facts.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { useKept } from '../../../parts/kept.ts'
import { Notice } from '../../../parts/problem.tsx'
import { FactFields, faultOf, type Typed } from '../../../parts/record/fact-fields.tsx'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { RegionPicker } from '../../../parts/region-picker.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { complaintQuery } from '../../complaints/queries.ts'
import { Said } from '../../complaints/said.tsx'
import { emptyPerson, factsOf, isWholePerson, type PersonDraft, usePersonFacts } from './person.ts'
import { PersonFields } from './person-fields.tsx'
import '../../../parts/record/record.css'
import '../act/act.css'
import './new.css'

interface Draft {
  readonly id: string
  readonly region: string
  readonly number: string
  readonly observedOn: string
  readonly typed: Typed
  readonly members: readonly PersonDraft[]
}

const isTouched = (draft: Draft) =>
  draft.number !== '' ||
  draft.members.length > 1 ||
  draft.members.some(({ typed }) => Object.keys(typed).length > 1)

const askedOfHousehold = ['attribute', 'cause', 'phone', 'rosterComplete'] as const

/** A household with its members is entered for the first time; everything else is filled in step by step afterwards. */
export function NewHouseholdPage() {
  const { t } = useWords()
  const { can } = usePlace()
  useTitle(t('newHousehold.title'))
  if (!can('registry.operate')) {
    return <Notice alert mark="—" title={t('state.noPermission')} text={t('newHousehold.noPermission')} />
  }
  return <NewHousehold />
}

function NewHousehold() {
  const { t } = useWords()
  const facts = useFacts()
  const { region, session } = usePlace()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { complaint, procedure } = useSearch({ from: '/frame/households/new' })
  const own = session.account.region.code
  const list = usePersonFacts()
  const household = askedOfHousehold.flatMap((id) => facts.find(id, 'household') ?? [])
  const [start] = useState(
    (): Draft => ({
      id: newRecordId(),
      region,
      number: '',
      observedOn: session.today,
      typed: {},
      members: [emptyPerson(newRecordId(), 'head')],
    }),
  )
  const kept = useKept<Draft>('newHousehold', start, isTouched)
  const [showFaults, setShowFaults] = useState(false)
  const draft = kept.value
  const change = (more: Partial<Draft>) => kept.set((before) => ({ ...before, ...more }))
  const register = useMutation({
    mutationFn: () =>
      api.registerHousehold({
        body: {
          id: draft.id,
          number: draft.number.trim(),
          region: draft.region,
          observedOn: draft.observedOn,
          facts: factsOf(draft, household),
          members: draft.members.map((person) => ({ id: person.id, facts: factsOf(person, list) })),
        },
      }),
    onSuccess: async ({ id }) => {
      kept.clear()
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) =>
          !['getSession', 'getCatalogue', 'getRegion'].includes(String(queryKey[0])),
      })
      // Who came from an application goes on with its case: what was chosen there is still chosen.
      if (complaint) await navigate({ to: '/cases/new', search: { complaint, procedure, subject: id } })
      else await navigate({ to: '/households/$id/edit', params: { id }, search: {} })
    },
  })
  const faults = faultsOf(t, draft, household, list)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (faults.length === 0) register.mutate()
  }

  return (
    <form className="new-household" onSubmit={submit} noValidate>
      <header className="page-head">
        <h1>{t('newHousehold.title')}</h1>
        <span className="quiet">{t('newHousehold.about')}</span>
      </header>
      {complaint && <SaidBefore id={complaint} />}
      {kept.wasKept && isTouched(draft) && (
        <p className="kept">
          {t('record.draft')}
          <button type="button" className="button button-quiet button-small" onClick={kept.clear}>
            {t('record.discard')}
          </button>
        </p>
      )}
      <section className="panel">
        <h2>{t('newHousehold.household')}</h2>
        <div className="new-row">
          <div className="field">
            <label htmlFor="new-region">{t('newHousehold.place')}</label>
            <RegionPicker
              id="new-region"
              from={own.length >= 6 ? own : draft.region.length >= 6 ? draft.region.slice(0, 6) : own}
              value={draft.region}
              onChange={(code) => change({ region: code })}
            />
          </div>
          <div className="field">
            <label htmlFor="new-number">{t('households.number')}</label>
            <input
              id="new-number"
              className="input"
              maxLength={32}
              autoComplete="off"
              value={draft.number}
              onChange={(event) => change({ number: event.target.value })}
            />
          </div>
          <div className="field">
            <label htmlFor="new-day">{t('newHousehold.day')}</label>
            <DayField
              id="new-day"
              value={draft.observedOn}
              max={session.today}
              onChange={(observedOn) => change({ observedOn })}
            />
          </div>
        </div>
        <FactFields
          prefix="new"
          list={household}
          typed={draft.typed}
          today={session.today}
          showFaults={showFaults}
          onChange={(fact, typed) => {
            const { [fact]: _, ...others } = draft.typed
            change({ typed: typed ? { ...others, [fact]: typed } : others })
          }}
        />
      </section>
      {draft.members.map((person, index) => (
        <section
          key={person.id}
          className="panel"
          aria-label={t('newHousehold.member', { number: index + 1 })}
        >
          <div className="panel-head">
            <h2>{index === 0 ? t('newHousehold.head') : t('newHousehold.member', { number: index + 1 })}</h2>
            {index > 0 && (
              <button
                type="button"
                className="button button-quiet button-small push"
                onClick={() => change({ members: draft.members.filter(({ id }) => id !== person.id) })}
              >
                {t('newHousehold.leaveOut')}
              </button>
            )}
          </div>
          <PersonFields
            prefix={`member-${index + 1}`}
            region={draft.region}
            person={person}
            withHead={index === 0}
            showFaults={showFaults}
            onChange={(changed) =>
              change({ members: draft.members.map((each) => (each.id === person.id ? changed : each)) })
            }
          />
        </section>
      ))}
      <button
        type="button"
        className="button new-add"
        onClick={() => change({ members: [...draft.members, emptyPerson(newRecordId())] })}
      >
        {t('newHousehold.add')}
      </button>
      {showFaults && faults.length > 0 && (
        <div className="fault" role="alert">
          {faults.map((fault) => (
            <p key={fault}>{fault}</p>
          ))}
        </div>
      )}
      {register.error && <Refusal error={register.error} />}
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={register.isPending}>
          {register.isPending
            ? t('record.saving')
            : t(complaint ? 'newHousehold.saveForCase' : 'newHousehold.save')}
        </button>
      </div>
    </form>
  )
}

/** The application that the household is registered for. */
function SaidBefore({ id }: { readonly id: string }) {
  const query = useQuery(complaintQuery(id))
  return (
    <Fetched query={query} lines={4}>
      {(complaint) => <Said complaint={complaint} />}
    </Fetched>
  )
}

function faultsOf(
  t: ReturnType<typeof useWords>['t'],
  draft: Draft,
  household: readonly CatalogueFact[],
  list: readonly CatalogueFact[],
): string[] {
  const heads = draft.members.filter(({ typed }) => typed.relation?.value === 'head').length
  return [
    ...(draft.region.length < 12 ? [t('newHousehold.needPlace')] : []),
    ...(/^[0-9A-Za-z-]+$/.test(draft.number.trim()) ? [] : [t('newHousehold.needNumber')]),
    ...(heads === 1 ? [] : [t('newHousehold.needHead', { count: heads })]),
    ...(household.some((fact) => faultOf(t, fact, draft.typed[fact.id], false)) ||
    !draft.members.every((person) => isWholePerson(t, person, list))
      ? [t('newHousehold.needFields')]
      : []),
  ]
}
