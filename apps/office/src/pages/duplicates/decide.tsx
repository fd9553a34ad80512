import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../imports/refusal.tsx'
import { type Decision, useDecide } from './queries.ts'

export type Choice = 'keepFirst' | 'keepSecond' | 'distinct'

/** Why people decide as they do: nothing is decided without a reason. */
export function DecideForm(props: {
  readonly text: string
  readonly decisions: Decision['decisions']
  readonly close: () => void
}) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const [isLacking, setLacking] = useState(false)
  const decide = useDecide()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      className="decide"
      onSubmit={(event) => {
        event.preventDefault()
        setLacking(reason.trim() === '')
        if (reason.trim() === '') return
        decide.mutate({ reason: reason.trim(), decisions: props.decisions }, { onSuccess: props.close })
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.close()
      }}
    >
      <p>{props.text}</p>
      <label className="field">
        <span>{t('duplicates.reason')}</span>
        <input
          ref={field}
          className="input"
          type="text"
          maxLength={2000}
          value={reason}
          placeholder={t('duplicates.reasonHint')}
          aria-invalid={isLacking}
          onChange={(event) => {
            setReason(event.target.value)
            setLacking(false)
          }}
        />
      </label>
      {isLacking && (
        <p className="fault" role="alert">
          {t('duplicates.reasonNeeded')}
        </p>
      )}
      <Refusal error={decide.error} />
      <p className="record-actions">
        <button type="submit" className="button button-primary" disabled={decide.isPending}>
          {decide.isPending ? t('duplicates.deciding') : t('duplicates.decide')}
        </button>
        <button type="button" className="button" onClick={props.close}>
          {t('duplicates.cancel')}
        </button>
      </p>
    </form>
  )
}
