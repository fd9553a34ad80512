import { ApiProblem, type LeadAct, type LeadItem } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { useKept } from '../../parts/kept.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useWords } from '../../words/index.ts'
import { refresh, refusedOf } from '../cases/act/send.ts'
import { keyOf } from './selection.ts'

type Which = Pick<LeadItem, 'id' | 'household'>

const isTouched = (text: string) => text !== ''

/** Dismissing, or taking that back, with the reason: for all or for none. */
export function ActForm<L extends Which>(props: {
  readonly act: LeadAct
  readonly leads: readonly L[]
  /** The last entry of the one lead that is looked at. */
  readonly after?: string
  readonly takeOut?: (leads: readonly L[]) => void
  readonly onDone: (count: number) => void
}) {
  const { t } = useWords()
  const id = useId()
  const { act, leads } = props
  const queries = useQueryClient()
  // Of these leads: a reason that was left behind is never that of others.
  const draft = useKept<string>(`leads.${act}.${keyOf(leads)}`, '', isTouched)
  const [showFaults, setShowFaults] = useState(false)
  // The same over every try without an answer, so that no try is entered twice. What is refused has left nothing behind.
  const ids = useRef(new Map<string, string>())
  const text = draft.value.trim()
  const isShort = text.length < 2
  const send = useMutation({
    mutationFn: () =>
      api.actOnLeads({
        body: {
          act,
          text,
          leads: leads.map(({ id: lead }) => {
            const own = ids.current.get(lead) ?? newRecordId()
            ids.current.set(lead, own)
            return { id: own, lead, ...(props.after ? { after: props.after } : {}) }
          }),
        },
      }),
    onError: (error) => {
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) ids.current.clear()
    },
    onSuccess: async ({ items }) => {
      draft.clear()
      props.onDone(items.length)
      await refresh(queries)
    },
  })
  const refused = refusedOf(
    send.error,
    leads.map(({ id: lead }) => lead),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (!isShort && !send.isPending) send.mutate()
  }
  return (
    <form className="record-form" onSubmit={submit} noValidate>
      {draft.wasKept && isTouched(draft.value) && (
        <p className="kept" role="status">
          {t('cases.meeting.wasKept')}{' '}
          <button type="button" className="button button-quiet button-small" onClick={draft.clear}>
            {t('cases.meeting.forget')}
          </button>
        </p>
      )}
      <div className="field">
        <label htmlFor={id}>{t(`leads.why.${act}`)}</label>
        <textarea
          id={id}
          className="input"
          rows={3}
          maxLength={1000}
          value={draft.value}
          aria-invalid={showFaults && isShort}
          aria-describedby={`${id}-hint`}
          onChange={(event) => draft.set(event.target.value)}
        />
        {showFaults && isShort && (
          <p className="fault" role="alert">
            {t('leads.whyNeeded')}
          </p>
        )}
        <p id={`${id}-hint`} className="hint">
          {t(`leads.whyHint.${act}`)}
        </p>
      </div>
      {refused.size > 0 && (
        <Refused
          leads={leads}
          refused={refused}
          takeOut={
            props.takeOut &&
            (() => {
              props.takeOut?.(leads.filter((lead) => refused.has(lead.id)))
              send.reset()
            })
          }
        />
      )}
      {send.error && refused.size === 0 && <Refusal error={send.error} />}
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={send.isPending}>
          {send.isPending ? t('leads.sending') : t(`leads.send.${act}`, { count: leads.length })}
        </button>
      </div>
    </form>
  )
}

/** Which cannot go along and why, and one press that takes them out. */
function Refused(props: {
  readonly leads: readonly Which[]
  readonly refused: ReturnType<typeof refusedOf>
  readonly takeOut: (() => void) | undefined
}) {
  const { t, say } = useWords()
  const { leads, refused, takeOut } = props
  const named = leads.filter(({ id }) => refused.has(id))
  const left = leads.length - named.length
  return (
    <div className="act-refused" role="alert">
      <p>
        <strong>{t('leads.refused', { count: named.length, all: leads.length })}</strong>
        {takeOut && left > 0 && (
          <button type="button" className="button button-small" onClick={takeOut}>
            {t('leads.takeOut', { left })}
          </button>
        )}
      </p>
      <ul>
        {named.map(({ id, household }) => (
          <li key={id}>
            {household.headName ?? t('households.nameUnknown')}
            {t('app.colon')}
            {say(refused.get(id)!)}
          </li>
        ))}
      </ul>
    </div>
  )
}
