import { MASKED_FACTS } from '@lika/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useCallback, useEffect, useId, useState } from 'react'
import { api } from '../api/client.ts'
import { usePlace } from '../app/place.ts'
import { useWords } from '../words/index.ts'
import { newRecordId } from './record/record-id.ts'
import { Refusal } from './record/refusal.tsx'
import './unmask.css'

type MaskedFact = (typeof MASKED_FACTS)[number]
export const isMasked = (fact: string): fact is MaskedFact => MASKED_FACTS.some((each) => each === fact)

/** So long a number stays whole on the screen. */
const SHOWN_SECONDS = 60

/**
 * A masked number, and the way to see it whole: who asks says what for, and that is kept. The value lives in this
 * component alone, for a minute; it never enters the address, the cache of queries or a log.
 */
export function Unmask(props: {
  readonly subjectKind: 'household' | 'person'
  readonly subjectId: string
  readonly fact: MaskedFact
  readonly masked: string
  readonly label: string
}) {
  const { t } = useWords()
  const { can } = usePlace()
  const id = useId()
  const [isAsking, setAsking] = useState(false)
  const [purpose, setPurpose] = useState('')
  // One asking, however often it is sent, is counted once; for another purpose it is another one.
  const [askingId, setAskingId] = useState(newRecordId)
  const [shown, setShown] = useState<{ readonly value: string; readonly until: number }>()
  const ask = useMutation({
    mutationFn: () =>
      api.unmaskFact({
        body: {
          id: askingId,
          subjectKind: props.subjectKind,
          subjectId: props.subjectId,
          fact: props.fact,
          purpose,
        },
      }),
    // What it answered is forgotten at once but for what stands on the screen.
    gcTime: 0,
    onSuccess: ({ value }) => {
      setShown({
        value: value === null ? t('household.unknown') : String(value),
        until: Date.now() + SHOWN_SECONDS * 1000,
      })
      setAsking(false)
      setPurpose('')
      setAskingId(newRecordId())
      ask.reset()
    },
  })
  const hide = useCallback(() => setShown(undefined), [])
  const left = useSecondsLeft(shown?.until, hide)

  if (shown) {
    return (
      <span className="unmask">
        <strong className="figure">{shown.value}</strong>
        <span className="quiet figure" role="timer">
          {t('unmask.left', { seconds: left })}
        </span>
        <button type="button" className="button button-quiet button-small" onClick={hide}>
          {t('unmask.hide')}
        </button>
      </span>
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask.mutate()
  }
  return (
    <span className="unmask">
      <span className="figure">{props.masked}</span>
      {can('registry.unmask') && !isAsking && (
        <button
          type="button"
          className="button button-quiet button-small"
          aria-label={t('unmask.showOf', { fact: props.label })}
          onClick={() => setAsking(true)}
        >
          {t('unmask.show')}
        </button>
      )}
      {isAsking && (
        <form className="unmask-form" onSubmit={submit}>
          <label htmlFor={id}>{t('unmask.purpose')}</label>
          <input
            id={id}
            className="input"
            // biome-ignore lint/a11y/noAutofocus: the field stands where the button was that was just pressed.
            autoFocus
            required
            minLength={2}
            maxLength={200}
            autoComplete="off"
            placeholder={t('unmask.example')}
            aria-describedby={`${id}-hint`}
            value={purpose}
            onChange={(event) => {
              setPurpose(event.target.value)
              setAskingId(newRecordId())
            }}
          />
          <button
            type="submit"
            className="button button-small"
            disabled={ask.isPending || purpose.trim().length < 2}
          >
            {t('unmask.show')}
          </button>
          <button type="button" className="button button-quiet button-small" onClick={() => setAsking(false)}>
            {t('record.cancel')}
          </button>
          <span id={`${id}-hint`} className="hint">
            {t('unmask.kept')}
          </span>
          {ask.error && <Refusal error={ask.error} />}
        </form>
      )}
    </span>
  )
}

function useSecondsLeft(until: number | undefined, onEnd: () => void): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (until === undefined) return
    setNow(Date.now())
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= until) onEnd()
    }, 1000)
    return () => clearInterval(timer)
  }, [until, onEnd])
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1000))
}
