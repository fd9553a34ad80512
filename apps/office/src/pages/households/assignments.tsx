import type { Assignment } from '@lika/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { useFacts } from '../../parts/facts.ts'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { assignmentsQuery } from './queries.ts'
import { Trouble } from './trouble.tsx'

/** What was recorded for many at once: how far it is, what came of it, and its undo. */
export function Assignments({ region }: { readonly region: string }) {
  const { t } = useWords()
  const { data, error } = useQuery(assignmentsQuery(region))
  useRefreshWhenDone(data?.items)
  if (error) return <Trouble error={error} />
  if (!data || data.items.length === 0) return null
  return (
    <section className="hh-assignments" aria-labelledby="assignments-title">
      <h2 id="assignments-title">{t('households.assignments')}</h2>
      <ul>
        {data.items.map((assignment) => (
          <Item key={assignment.id} assignment={assignment} region={region} />
        ))}
      </ul>
    </section>
  )
}

/** The list and its counts are others once a batch has come in or gone out. */
function useRefreshWhenDone(items: readonly Assignment[] | undefined) {
  const client = useQueryClient()
  const before = useRef<string | undefined>(undefined)
  useEffect(() => {
    const states = items?.map(({ id, state }) => `${id}${state}`).join()
    if (before.current !== undefined && before.current !== states) {
      for (const key of ['listHouseholds', 'getHouseholdFacets', 'getSummary', 'getHousehold']) {
        void client.invalidateQueries({ queryKey: [key] })
      }
    }
    before.current = states
  }, [items, client])
}

function Item({ assignment, region }: { readonly assignment: Assignment; readonly region: string }) {
  const { t, say } = useWords()
  const facts = useFacts()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const { queryKey } = assignmentsQuery(region)
  const done = { onSuccess: () => client.invalidateQueries({ queryKey }) }
  const params = { id: assignment.id }
  const undo = useMutation({
    mutationFn: () => api.undoAssignment({ params, body: { reason: reason.trim() } }),
    ...done,
  })
  const cancel = useMutation({ mutationFn: () => api.cancelAssignment({ params }), ...done })
  const fact = facts.find(assignment.fact, 'household')
  const { job, state } = assignment
  const isWorking = state === 'working' || state === 'undoing'
  return (
    <li data-state={state}>
      <p>
        <strong>
          {facts.label(assignment.fact, 'household')}
          {t('app.colon')}
          {facts.show(fact, assignment.value)}
        </strong>{' '}
        <span className="tag">{t(`households.assignState.${state}`)}</span>
      </p>
      <p className="quiet">
        {t('households.assignedBy', {
          n: grouped(assignment.changed),
          who: assignment.madeBy,
          date: assignment.observedOn,
        })}
        {assignment.reason}
      </p>
      {isWorking && (
        <p className="hh-progress">
          <progress max={job?.total ?? 4} value={job?.done ?? 0} aria-label={t('households.assignments')} />
          <span>{job?.message ? say(job.message) : t('state.loading')}</span>
          <button type="button" className="button button-small" onClick={() => cancel.mutate()}>
            {t('households.cancel')}
          </button>
        </p>
      )}
      {assignment.problem && <p className="hh-trouble">{say(assignment.problem.message)}</p>}
      {state === 'done' && (
        <form
          className="hh-undo-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim() !== '') undo.mutate()
          }}
        >
          <input
            className="input"
            maxLength={500}
            value={reason}
            aria-label={t('households.undoReason')}
            placeholder={t('households.undoReason')}
            onChange={(event) => setReason(event.target.value)}
          />
          <button type="submit" className="button" disabled={reason.trim() === '' || undo.isPending}>
            {t('households.undo')}
          </button>
        </form>
      )}
      <Trouble error={undo.error ?? cancel.error} />
    </li>
  )
}
