import { useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../../../words/index.ts'
import { Refusal } from '../../imports/refusal.tsx'

/** Nothing is rejected without a reason. */
export function ReasonForm(props: {
  readonly label: string
  readonly button: string
  readonly text?: string
  readonly error: Error | null
  readonly isWorking: boolean
  readonly onSubmit: (reason: string) => void
  readonly close: () => void
}) {
  const { t } = useWords()
  const id = useId()
  const [reason, setReason] = useState('')
  const [isLacking, setLacking] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      className="record-form reason-form"
      onSubmit={(event) => {
        event.preventDefault()
        const said = reason.trim()
        setLacking(said.length < 2)
        if (said.length >= 2) props.onSubmit(said)
        else field.current?.focus()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.close()
      }}
    >
      {props.text && <p>{props.text}</p>}
      <div className="field">
        <label htmlFor={id}>{props.label}</label>
        <input
          ref={field}
          id={id}
          className="input"
          type="text"
          maxLength={500}
          autoComplete="off"
          value={reason}
          placeholder={t('plans.reader.reasonHint')}
          aria-invalid={isLacking}
          aria-describedby={isLacking ? `${id}-fault` : undefined}
          onChange={(event) => {
            setReason(event.target.value)
            setLacking(false)
          }}
        />
        {isLacking && (
          <p id={`${id}-fault`} className="fault" role="alert">
            {t('plans.reader.reasonNeeded')}
          </p>
        )}
      </div>
      <Refusal error={props.error} />
      <p className="record-actions">
        <button type="submit" className="button button-primary button-small" disabled={props.isWorking}>
          {props.button}
        </button>
        <button type="button" className="button button-small" onClick={props.close}>
          {t('plans.reader.cancel')}
        </button>
      </p>
    </form>
  )
}
