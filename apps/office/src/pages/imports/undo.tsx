import type { Import } from '@lika/contract'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useWords } from '../../words/index.ts'
import { HouseholdNumbers } from './household-numbers.tsx'
import { useChange } from './queries.ts'
import { Refusal } from './refusal.tsx'

/** Taking an import back, with a reason; what others built on stays when that is asked for. */
export function UndoPanel({ given }: { readonly given: Import }) {
  const { t, say } = useWords()
  // An undo that is refused comes back to this form: the reason is still there, and outlives a reload.
  const key = `lika.undo.${given.id}`
  const [reason, setReason] = useState(() => sessionStorage.getItem(key) ?? '')
  const [isLacking, setLacking] = useState(false)
  const undo = useChange(given.id, (leaveChanged: boolean) =>
    api.undoImport({
      params: { id: given.id },
      body: { reason: reason.trim(), ...(leaveChanged ? { leaveChanged } : {}) },
    }),
  )
  const blocked = given.problem?.code === 'import.builtOn' ? given.problem : null
  const numbers = Array.isArray(blocked?.value) ? blocked.value.map(String) : []
  const start = (leaveChanged: boolean) => {
    setLacking(reason.trim() === '')
    if (reason.trim() !== '') undo.mutate(leaveChanged)
  }
  return (
    <section className="panel undo-panel" aria-labelledby="undo-panel">
      <h2 id="undo-panel">{t('imports.undo.title')}</h2>
      <p className="quiet">{t('imports.undo.text')}</p>
      {given.problem && (
        <div role="alert">
          <p className="fault">{say(given.problem.message)}</p>
          {numbers.length > 0 && (
            <p className="quiet">
              {t('imports.undo.left')} <HouseholdNumbers numbers={numbers} region={given.region} />
            </p>
          )}
        </div>
      )}
      <div className="field">
        <label htmlFor="undo-reason">{t('imports.undo.reason')}</label>
        <textarea
          id="undo-reason"
          className="input"
          rows={2}
          maxLength={2000}
          value={reason}
          aria-invalid={isLacking}
          aria-describedby="undo-reason-hint"
          onChange={(event) => {
            setReason(event.target.value)
            sessionStorage.setItem(key, event.target.value)
            setLacking(false)
          }}
        />
        {isLacking && (
          <p className="fault" role="alert">
            {t('imports.undo.reasonNeeded')}
          </p>
        )}
        <p id="undo-reason-hint" className="hint">
          {t('imports.undo.reasonHint')}
        </p>
      </div>
      <Refusal error={undo.error} />
      <p className="record-actions">
        {blocked ? (
          <button type="button" className="button" disabled={undo.isPending} onClick={() => start(true)}>
            {t('imports.undo.leave')}
          </button>
        ) : (
          <button type="button" className="button" disabled={undo.isPending} onClick={() => start(false)}>
            {undo.isPending ? t('imports.undo.going') : t('imports.undo.go')}
          </button>
        )}
      </p>
    </section>
  )
}
