import type { Notice } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useWords } from '../../words/index.ts'
import '../../parts/record/record.css'

/** Takes a notice down before its last day, with the reason: it then has to hang anew for its full days. */
export function TakeDown({ notice, close }: { readonly notice: Notice; readonly close: () => void }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const field = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const [reason, setReason] = useState('')
  const [isLacking, setLacking] = useState(false)
  // Sent again after a lost answer it is the same act.
  const [id] = useState(newRecordId)
  useEffect(() => input.current?.focus(), [])
  const take = useMutation({
    mutationFn: () => api.takeDownNotice({ params: { id: notice.id }, body: { id, reason: reason.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      close()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isShort = reason.trim().length < 2
    setLacking(isShort)
    if (isShort) input.current?.focus()
    else take.mutate()
  }
  return (
    <form
      className="panel record-form notice-take-down"
      aria-label={t(`notices.down.open.${notice.kind}`)}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <p>{t(`notices.down.text.${notice.kind}`, { count: notice.rows.length, days: notice.days })}</p>
      <div className="field">
        <label htmlFor={field}>{t('notices.down.reason')}</label>
        <textarea
          ref={input}
          id={field}
          className="input"
          rows={3}
          maxLength={2000}
          value={reason}
          aria-invalid={isLacking}
          aria-describedby={isLacking ? `${field}-fault` : undefined}
          onChange={(event) => {
            setReason(event.target.value)
            setLacking(false)
          }}
        />
        {isLacking && (
          <p id={`${field}-fault`} className="fault" role="alert">
            {t('notices.down.reasonNeeded')}
          </p>
        )}
      </div>
      {take.error && <Refusal error={take.error} />}
      <p className="record-actions">
        <button type="submit" className="button button-primary" disabled={take.isPending}>
          {t('notices.down.send')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('notices.down.cancel')}
        </button>
      </p>
    </form>
  )
}
