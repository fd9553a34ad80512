import type { PrivacyNotice } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { DayField } from '../../parts/day-field.tsx'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useWords } from '../../words/index.ts'

/** A new version: what is handled comes out of the register, who handles it and whom to ask is said here. */
export function PublishForm(props: {
  readonly next: number
  readonly draft: PrivacyNotice['content']
  readonly close: () => void
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const id = useId()
  const client = useQueryClient()
  const [validFrom, setValidFrom] = useState(session.today)
  const [handler, setHandler] = useState(props.draft.handler)
  const [contact, setContact] = useState(props.draft.contact)
  const [reason, setReason] = useState('')
  const publish = useMutation({
    mutationFn: () =>
      api.publishPrivacyNotice({ body: { version: props.next, validFrom, handler, contact, reason } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['listPrivacyNotices'] })
      props.close()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    publish.mutate()
  }
  const fields = [
    ['handler', handler, setHandler, 100],
    ['contact', contact, setContact, 300],
    ['reason', reason, setReason, 1000],
  ] as const
  return (
    <form
      className="panel record-form rights-publish no-print"
      aria-label={t('rights.publish')}
      onSubmit={submit}
    >
      <h2>{t('rights.noticeVersion', { version: props.next, from: validFrom })}</h2>
      <p className="quiet">{t('rights.publishText')}</p>
      <div className="field">
        <label htmlFor={`${id}-from`}>{t('rights.validFrom')}</label>
        <DayField id={`${id}-from`} value={validFrom} onChange={setValidFrom} />
      </div>
      {fields.map(([name, value, set, most]) => (
        <div key={name} className="field">
          <label htmlFor={`${id}-${name}`}>{t(`rights.${name}`)}</label>
          <input
            id={`${id}-${name}`}
            className="input"
            maxLength={most}
            autoComplete="off"
            value={value}
            onChange={(event) => set(event.target.value)}
          />
        </div>
      ))}
      {publish.error && <Refusal error={publish.error} />}
      <p className="record-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={publish.isPending || [handler, contact, reason].some((text) => text.trim().length < 2)}
        >
          {t('rights.publish')}
        </button>
        <button type="button" className="button" onClick={props.close}>
          {t('rights.cancel')}
        </button>
      </p>
    </form>
  )
}
