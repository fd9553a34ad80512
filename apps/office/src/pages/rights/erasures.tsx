import type { ErasureState } from '@lika/contract'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { instantText } from '../../parts/instant.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useWords } from '../../words/index.ts'
import { ErasureTable } from './erasure-table.tsx'
import { erasuresQuery } from './queries.ts'

const states = ['proposed', 'signedOnce', 'signed', 'held', 'done'] as const

/** Whose data may go: proposed by the job, signed by two, or held. */
export function Erasures() {
  const { t, say } = useWords()
  const { region, can } = usePlace()
  const { state } = useSearch({ from: '/frame/rights' })
  const known = states.find((each) => each === state)
  const client = useQueryClient()
  const list = useInfiniteQuery(erasuresQuery(region, known))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const sign = useMutation({
    mutationFn: (ids: string[]) => api.signErasures({ body: { ids } }),
    onSuccess: () => {
      setChosen(new Set())
      void client.invalidateQueries({ queryKey: ['listErasures'] })
    },
  })
  const rows = list.data?.pages.flatMap(({ items }) => items)
  const first = list.data?.pages[0]
  if (list.error && !rows) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (rows === undefined || !first) return <Loading lines={8} />
  const ids = rows.filter(({ id, maySign }) => maySign && chosen.has(id)).map(({ id }) => id)
  return (
    <>
      <p className="quiet prose">
        {t('rights.erasureText')} {t('rights.leaves', { text: say(first.leaves) })}
      </p>
      {first.lastRun && <LastRun run={first.lastRun} />}
      <StateFilter current={known} counts={first.counts} />
      <div className="panel">
        {rows.length === 0 ? (
          <Notice mark="0" title={t('rights.erasuresNone')} text={t('rights.erasuresNoneText')} />
        ) : (
          <>
            <ErasureTable rows={rows} chosen={chosen} choose={setChosen} />
            <More list={list} />
          </>
        )}
        {can('retention.sign') && rows.some(({ maySign }) => maySign) && (
          <div className="rights-sign">
            <button
              type="button"
              className="button button-primary"
              disabled={ids.length === 0 || ids.length > 500 || sign.isPending}
              onClick={() => sign.mutate(ids)}
            >
              {t('rights.sign', { n: ids.length })}
            </button>
            <span className="hint">{t('rights.signSure')}</span>
            {sign.error && <Refusal error={sign.error} />}
          </div>
        )}
        {sign.data && <p role="status">{t('rights.signedDone', { n: sign.data.signed })}</p>}
      </div>
    </>
  )
}

function LastRun({
  run,
}: {
  readonly run: { readonly at: string; readonly removed: Readonly<Record<string, number>> }
}) {
  const { t } = useWords()
  const removed = Object.entries(run.removed).map(([kind, n]) =>
    t(`rights.removedKinds.${kind as 'sessions'}`, { n }),
  )
  return (
    <p className="quiet">
      {t('rights.lastRun', { at: instantText(run.at) })}
      {removed.length > 0 && ` · ${t('rights.removed', { list: removed.join(t('rights.and')) })}`}
    </p>
  )
}

function StateFilter(props: {
  readonly current: ErasureState | undefined
  readonly counts: Readonly<Record<string, number>>
}) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { current, counts } = props
  const total = Object.values(counts).reduce((sum, each) => sum + each, 0)
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <label className="filter">
        <span>{t('rights.stateLabel')}</span>
        <select
          className="input"
          value={current ?? ''}
          onChange={(event) =>
            void navigate({
              to: '.',
              search: (before) => ({ ...before, state: event.target.value || undefined }),
              replace: true,
            })
          }
        >
          <option value="">
            {t('rights.states.all')} ({total})
          </option>
          {states.map((each) => (
            <option key={each} value={each}>
              {t(`rights.states.${each}`)} ({counts[each] ?? 0})
            </option>
          ))}
        </select>
      </label>
    </search>
  )
}
