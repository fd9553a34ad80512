import type { Case, CaseItem, ProcedureStep } from '@lika/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Notice, ProblemNotice } from '../../../parts/problem.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { caseQuery, casesQuery, inboxQueryOf } from '../queries.ts'
import { chosenFor } from './chosen.ts'
import { MeetingForm } from './meeting-form.tsx'
import '../../../parts/record/record.css'
import '../cases.css'
import '../act/act.css'
import './meeting.css'

/** The meeting of a village's list, or of one case: who was there, how they voted, what was said. */
export function MeetingPage() {
  const { t } = useWords()
  const { can } = usePlace()
  const { procedure, step, case: one } = useSearch({ from: '/frame/cases/meeting' })
  useTitle(t('cases.meeting.title'))
  return (
    <>
      <p className="case-back no-print">
        {one ? (
          <Link to="/cases/$id" params={{ id: one }} search={{}}>
            {t('cases.toCase')}
          </Link>
        ) : (
          <Link to="/cases" search={{ ...(procedure ? { procedure } : {}), ...(step ? { step } : {}) }}>
            {t('cases.back')}
          </Link>
        )}
      </p>
      {!can('cases.act') ? (
        <div className="panel">
          <Notice mark="—" title={t('cases.meeting.mayNot')} />
        </div>
      ) : one ? (
        <OfOne id={one} step={step} />
      ) : procedure && step ? (
        <OfList procedure={procedure} step={step} />
      ) : (
        <div className="panel">
          <Notice mark="0" title={t('cases.meeting.choose')} text={t('cases.meeting.chooseText')}>
            <Link className="button" to="/cases" search={{}}>
              {t('cases.title')}
            </Link>
          </Notice>
        </div>
      )}
    </>
  )
}

function OfOne({ id, step }: { readonly id: string; readonly step: string | undefined }) {
  const query = useQuery(caseQuery(id))
  return (
    <Fetched query={query} lines={12}>
      {(of) => <Held model={of} items={[of]} step={step} scope={id} />}
    </Fetched>
  )
}

/** All that stand at the step in the region, as far as one meeting goes; those that were ticked before, if any were. */
function OfList({ procedure, step }: { readonly procedure: string; readonly step: string }) {
  const { t } = useWords()
  const { region } = usePlace()
  const list = useInfiniteQuery(casesQuery(inboxQueryOf(region, { procedure, step, sort: 'region' }), '500'))
  const [chosen] = useState(() => chosenFor({ procedure, step, region }))
  const all = list.data?.pages[0]?.items
  const items = chosen ? all?.filter(({ id }) => chosen.has(id)) : all
  const first = items?.[0]
  const model = useQuery({ ...caseQuery(first?.id ?? ''), enabled: first !== undefined })
  if (list.error && !items) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (!items) return <Loading lines={12} />
  if (items.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('cases.meeting.none')} text={t('cases.meeting.noneText')}>
          <Link className="button" to="/cases" search={{ procedure }}>
            {t('cases.title')}
          </Link>
        </Notice>
      </div>
    )
  }
  return (
    <Fetched query={model} lines={12}>
      {(of) => (
        <>
          {!chosen && list.hasNextPage && <p className="kept">{t('cases.meeting.tooMany')}</p>}
          <Held model={of} items={items} step={step} scope={`${procedure} ${step} ${region}`} />
        </>
      )}
    </Fetched>
  )
}

function Held(props: {
  readonly model: Case
  readonly items: readonly CaseItem[]
  readonly step: string | undefined
  readonly scope: string
}) {
  const { t } = useWords()
  const { model, items } = props
  const [said, setSaid] = useState<number>()
  const step: ProcedureStep | undefined = model.runs.steps.find(
    (each) => each.id === props.step && each.meeting !== null,
  )
  if (said !== undefined) {
    return (
      <div className="panel">
        <Notice mark="✓" title={t('cases.meeting.kept', { count: said })}>
          {items.length === 1 ? (
            <Link className="button button-primary" to="/cases/$id" params={{ id: model.id }} search={{}}>
              {t('cases.toCase')}
            </Link>
          ) : (
            <Link
              className="button button-primary"
              to="/cases"
              search={{ procedure: model.procedure.id, ...(props.step ? { step: props.step } : {}) }}
            >
              {t('cases.toThem')}
            </Link>
          )}
        </Notice>
      </div>
    )
  }
  if (!step?.meeting) {
    return (
      <div className="panel">
        <Notice mark="—" title={t('cases.meeting.noMeeting')} />
      </div>
    )
  }
  return (
    <MeetingForm
      key={props.scope}
      scope={props.scope}
      model={model}
      step={step}
      rules={step.meeting}
      items={items}
      onKept={setSaid}
    />
  )
}
