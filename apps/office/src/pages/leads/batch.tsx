import type { CaseItem, LeadAct } from '@lika/contract'
import { useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { Opened } from '../cases/opening/opened.tsx'
import { OutOfLeads } from '../cases/opening/out-of-leads.tsx'
import { ActForm } from './act-form.tsx'
import { MOST_AT_ONCE } from './queries.ts'
import type { Ticking } from './selection.ts'

/** One act for everything ticked: opening cases, dismissing with a reason, or taking that back. */
export function Batch({ ticking }: { readonly ticking: Ticking }) {
  const { t } = useWords()
  const { can } = usePlace()
  const [act, setAct] = useState<LeadAct | 'open'>()
  const [procedure, setProcedure] = useState<string>()
  const [opened, setOpened] = useState<readonly CaseItem[]>()
  const [done, setDone] = useState<{ readonly act: LeadAct; readonly count: number }>()
  const { ticked } = ticking
  if (opened) {
    return (
      <div className="lead-result">
        <Opened items={opened}>
          <button type="button" className="button" onClick={() => setOpened(undefined)}>
            {t('leads.more')}
          </button>
        </Opened>
      </div>
    )
  }
  if (!ticked) {
    return (
      <p role="status" className={done ? 'panel lead-result' : 'unseen'}>
        {done && t(`leads.done.${done.act}`, { count: done.count })}
      </p>
    )
  }
  const acts =
    ticked.group === 'dismissed'
      ? (['reopen'] as const)
      : can('cases.act')
        ? (['open', 'dismiss'] as const)
        : (['dismiss'] as const)
  const now = acts.find((each) => each === act)
  const leads = [...ticked.items.values()]
  const end = () => {
    ticking.clear()
    setAct(undefined)
  }
  return (
    <section className="panel lead-batch" aria-label={t('leads.batch')}>
      <div className="lead-batch-head">
        <strong role="status">
          {t('leads.ticked', { count: grouped(leads.length) })}
          {leads.length >= MOST_AT_ONCE && t('cases.tickedMost', { most: MOST_AT_ONCE })}
        </strong>
        {acts.map((each) => (
          <button
            key={each}
            type="button"
            className={each === 'open' ? 'button button-primary' : 'button'}
            aria-expanded={now === each}
            onClick={() => setAct(now === each ? undefined : each)}
          >
            {t(`leads.act.${each}`)}
          </button>
        ))}
        <button type="button" className="button button-quiet" onClick={end}>
          {t('leads.untick')}
        </button>
      </div>
      {now === 'open' ? (
        <OutOfLeads
          leads={leads}
          procedure={procedure}
          onProcedure={setProcedure}
          onOpened={(items) => {
            end()
            setOpened(items)
          }}
        />
      ) : (
        now && (
          <ActForm
            key={now}
            act={now}
            leads={leads}
            takeOut={(out) => ticking.put(out, false)}
            onDone={(count) => {
              end()
              setDone({ act: now, count })
            }}
          />
        )
      )}
    </section>
  )
}
