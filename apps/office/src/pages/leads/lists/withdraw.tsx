import type { LeadList } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api/client.ts'
import { useKept } from '../../../parts/kept.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { refresh } from '../../cases/act/send.ts'

const isTouched = (text: string) => text !== ''

/** Taking a whole list back, with the reason, while nobody has worked on it. */
export function Withdraw({ list }: { readonly list: LeadList }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const draft = useKept<string>(`leads.withdraw.${list.id}`, '', isTouched)
  const [showFaults, setShowFaults] = useState(false)
  const reason = draft.value.trim()
  const isShort = reason.length < 2
  const send = useMutation({
    mutationFn: () => api.withdrawLeadList({ params: { id: list.id }, body: { reason } }),
    onSuccess: () => {
      draft.clear()
      return refresh(queries)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (!isShort && !send.isPending) send.mutate()
  }
  return (
    <section className="panel" aria-labelledby="list-withdraw">
      <form className="record-form" onSubmit={submit} noValidate>
        <h2 id="list-withdraw">{t('leads.withdraw')}</h2>
        <p className="quiet">{t('leads.withdrawText')}</p>
        <div className="field">
          <label htmlFor="withdraw-reason">{t('leads.withdrawReason')}</label>
          <textarea
            id="withdraw-reason"
            className="input"
            rows={2}
            maxLength={1000}
            value={draft.value}
            aria-invalid={showFaults && isShort}
            onChange={(event) => draft.set(event.target.value)}
          />
          {showFaults && isShort && (
            <p className="fault" role="alert">
              {t('leads.whyNeeded')}
            </p>
          )}
        </div>
        {send.error && <Refusal error={send.error} />}
        <div className="record-actions">
          <button type="submit" className="button" disabled={send.isPending}>
            {send.isPending ? t('leads.sending') : t('leads.withdrawGo')}
          </button>
        </div>
      </form>
    </section>
  )
}
