import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../imports/refusal.tsx'

/** The change as it is sent: by the same name again when its answer was lost. */
export interface Said {
  readonly id: string
  readonly reason: string
}

/** An act that takes a reason: what will happen, why, and the way back. Nothing of access is done without one. */
export function ReasonForm(props: {
  readonly title: string
  readonly text: string
  readonly isPending: boolean
  readonly error: Error | null
  readonly act: (said: Said) => void
  readonly close: () => void
}) {
  const { t } = useWords()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [changeId, setChangeId] = useState(newRecordId)
  const [reason, setReason] = useState('')
  const [isLacking, setLacking] = useState(false)
  useEffect(() => field.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const said = reason.trim()
    setLacking(said.length < 2)
    if (said.length >= 2) props.act({ id: changeId, reason: said })
  }
  return (
    <form
      className="access-act panel"
      aria-label={props.title}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.close()
      }}
    >
      <h3>{props.title}</h3>
      <p className="quiet">{props.text}</p>
      <div className="field">
        <label htmlFor={id}>{t('account.reason')}</label>
        <input
          ref={field}
          id={id}
          className="input"
          type="text"
          maxLength={500}
          autoComplete="off"
          placeholder={t('account.reasonHint')}
          value={reason}
          aria-invalid={isLacking}
          onChange={(event) => {
            setReason(event.target.value)
            setChangeId(newRecordId())
            setLacking(false)
          }}
        />
      </div>
      {isLacking && (
        <p className="fault" role="alert">
          {t('account.reasonNeeded')}
        </p>
      )}
      <Refusal error={props.error} />
      <p className="record-actions">
        <button type="submit" className="button button-primary" disabled={props.isPending}>
          {props.isPending ? t('account.working') : t('account.confirm')}
        </button>
        <button type="button" className="button" onClick={props.close}>
          {t('account.cancel')}
        </button>
      </p>
    </form>
  )
}
