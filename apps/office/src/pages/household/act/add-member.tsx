import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api/client.ts'
import { usePlace } from '../../../app/place.ts'
import { DayField } from '../../../parts/day-field.tsx'
import { useKept } from '../../../parts/kept.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { emptyPerson, factsOf, isWholePerson, type PersonDraft, usePersonFacts } from '../new/person.ts'
import { PersonFields } from '../new/person-fields.tsx'
import type { ActProps } from './act-props.ts'

interface Draft {
  readonly person: PersonDraft
  readonly observedOn: string
  readonly reason: string
}
const isTouched = ({ person, reason }: Draft) => reason !== '' || Object.keys(person.typed).length > 0

/** Somebody is born into the household, marries into it, or comes to live with it. */
export function AddMember({ household, close }: ActProps) {
  const { t } = useWords()
  const { session } = usePlace()
  const queryClient = useQueryClient()
  const list = usePersonFacts()
  const [start] = useState(
    (): Draft => ({ person: emptyPerson(newRecordId()), observedOn: session.today, reason: '' }),
  )
  const kept = useKept<Draft>(`addMember.${household.id}`, start, isTouched)
  const [showFaults, setShowFaults] = useState(false)
  const draft = kept.value
  const needsReason = draft.reason.trim() === ''
  const add = useMutation({
    mutationFn: () =>
      api.addMember({
        params: { id: household.id },
        body: {
          id: draft.person.id,
          observedOn: draft.observedOn,
          reason: draft.reason.trim(),
          facts: factsOf(draft.person, list),
        },
      }),
    onSuccess: async () => {
      kept.clear()
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) =>
          !['getSession', 'getCatalogue', 'getRegion'].includes(String(queryKey[0])),
      })
      close()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (!needsReason && isWholePerson(t, draft.person, list)) add.mutate()
  }
  return (
    <form className="record-form" onSubmit={submit} noValidate>
      <PersonFields
        prefix="member"
        region={household.region.at(-1)?.code ?? ''}
        person={draft.person}
        withHead={false}
        showFaults={showFaults}
        onChange={(person) => kept.set((before) => ({ ...before, person }))}
      />
      <div className="field">
        <label htmlFor="member-day">{t('act.addMember.day')}</label>
        <DayField
          id="member-day"
          value={draft.observedOn}
          max={session.today}
          onChange={(observedOn) => kept.set((before) => ({ ...before, observedOn }))}
        />
      </div>
      <div className="field">
        <label htmlFor="member-reason">{t('act.reason')}</label>
        <textarea
          id="member-reason"
          className="input"
          rows={2}
          maxLength={2000}
          placeholder={t('act.addMember.example')}
          value={draft.reason}
          aria-invalid={showFaults && needsReason}
          onChange={(event) => kept.set((before) => ({ ...before, reason: event.target.value }))}
        />
        {showFaults && needsReason && (
          <p className="fault" role="alert">
            {t('act.needReason')}
          </p>
        )}
      </div>
      {add.error && <Refusal error={add.error} />}
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={add.isPending}>
          {add.isPending ? t('record.saving') : t('act.addMember.save')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('record.cancel')}
        </button>
      </div>
    </form>
  )
}
