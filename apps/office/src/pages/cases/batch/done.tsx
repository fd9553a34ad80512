import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { grouped } from '../../../parts/numbers.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { refresh, type Sent } from '../act/send.ts'

const canUndo = ({ act }: Sent) => ['signed', 'attached', 'met', 'answered'].includes(act.kind)

/** What was just done for a list, and a way to take it back where the step still stands open. */
export function Done({ sent, close }: { readonly sent: Sent; readonly close: () => void }) {
  const { t } = useWords()
  const id = useId()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const all = sent.entries.size
  const undo = useMutation({
    // Each entry is taken back by its own name; what was taken back before a failure stays so.
    mutationFn: async () => {
      const { step } = sent.act
      for (const [of, entry] of sent.entries) {
        if (done.has(of)) continue
        await api.actOnCases({
          body: {
            act: { kind: 'takenBack', step, entry, reason: reason.trim() },
            cases: [{ id: newRecordId(), case: of }],
          },
        })
        setDone((before) => new Set(before).add(of))
      }
    },
    onSettled: () => refresh(queries),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    undo.mutate()
  }
  const kind = t(`cases.act.${sent.act.kind}`)
  return (
    <div className="batch-done">
      <div className="batch-line">
        <span role="status" className="batch-said">
          {undo.isSuccess
            ? t('cases.undone', { all: grouped(all), act: kind })
            : t('cases.done', { all: grouped(sent.items.length), act: kind })}
        </span>
        {canUndo(sent) && !undo.isSuccess && !isAsking && (
          <button type="button" className="button button-small" onClick={() => setAsking(true)}>
            {t('cases.undo')}
          </button>
        )}
        <button type="button" className="button button-quiet button-small" onClick={close}>
          {t('help.close')}
        </button>
      </div>
      {isAsking && !undo.isSuccess && (
        <form className="batch-line" onSubmit={submit}>
          <label htmlFor={id}>{t('cases.said.takenBack')}</label>
          <input
            id={id}
            className="input"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <button
            type="submit"
            className="button button-primary"
            disabled={reason.trim().length < 2 || undo.isPending}
          >
            {undo.isPending ? t('cases.undoing', { done: done.size, all }) : t('cases.undo')}
          </button>
        </form>
      )}
      {undo.error && <Refusal error={undo.error} />}
    </div>
  )
}
