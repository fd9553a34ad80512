import type { Case, ProcedureStep } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { useWords } from '../../../words/index.ts'
import { ActForm } from '../act/act-form.tsx'
import type { FormKind } from '../act/draft.ts'
import type { Sent } from '../act/send.ts'
import type { Ticked, Ticking } from '../inbox/selection.ts'
import { keepChosen } from '../meeting/chosen.ts'
import { caseQuery, MOST_AT_ONCE } from '../queries.ts'
import { Done } from './done.tsx'
import './batch.css'

/** What can be done for all that are ticked. The first of them says what its step asks for. */
export function BatchBar({ ticking }: { readonly ticking: Ticking }) {
  const { t } = useWords()
  const [sent, setSent] = useState<Sent>()
  const { ticked } = ticking
  const id = useModel(ticked)
  const model = useQuery({ ...caseQuery(id ?? ''), enabled: id !== undefined })
  const onSent = (done: Sent) => {
    setSent(done)
    ticking.replace(done.items)
  }
  if (!ticked && !sent) return null
  return (
    <section className="panel case-batch" aria-label={t('cases.batch')}>
      {sent && <Done key={sent.entries.values().next().value} sent={sent} close={() => setSent(undefined)} />}
      {ticked && (
        <Fetched query={model} lines={2}>
          {(of) => <Acts key={ticked.step} model={of} ticked={ticked} ticking={ticking} onSent={onSent} />}
        </Fetched>
      )}
    </section>
  )
}

/** The case that was ticked first: it stays the model when it is taken out, since what is being filled in rests on it. */
function useModel(ticked: Ticked | undefined): string | undefined {
  const kept = useRef<{ readonly of: string; readonly id: string }>(undefined)
  if (!ticked) return undefined
  const of = `${ticked.procedure} ${ticked.step}`
  const first = ticked.items.keys().next().value
  if (kept.current?.of !== of && first !== undefined) kept.current = { of, id: first }
  return kept.current?.id
}

function Acts(props: {
  readonly model: Case
  readonly ticked: Ticked
  readonly ticking: Ticking
  readonly onSent: (sent: Sent) => void
}) {
  const { t, say } = useWords()
  const { model, ticked, ticking } = props
  const { region } = usePlace()
  const navigate = useNavigate()
  const [kind, setKind] = useState<FormKind>()
  const items = [...ticked.items.values()]
  const step = model.runs.steps.find(({ id }) => id === ticked.step)
  if (!step) return null
  const actors = actorsFor(model, step)
  const toMeeting = () => {
    keepChosen({ procedure: ticked.procedure, step: step.id, region, ids: [...ticked.items.keys()] })
    void navigate({
      to: '/cases/meeting',
      search: { procedure: ticked.procedure, step: step.id },
    })
  }
  return (
    <>
      <div className="batch-line">
        <strong role="status">
          {t('cases.ticked', { count: items.length, step: say(step.label) })}
          {items.length >= MOST_AT_ONCE && t('cases.tickedMost', { most: MOST_AT_ONCE })}
        </strong>
        {step.meeting && (
          <button type="button" className="button" onClick={toMeeting}>
            {t('cases.act.met')}
          </button>
        )}
        {kindsFor(step).map((each) => (
          <button
            key={each}
            type="button"
            className={each === 'decided' ? 'button button-primary' : 'button'}
            aria-expanded={kind === each}
            onClick={() => setKind(kind === each ? undefined : each)}
          >
            {t(`cases.act.${each}`)}
          </button>
        ))}
        <button type="button" className="button button-quiet" onClick={ticking.clear}>
          {t('cases.untick')}
        </button>
      </div>
      {kind && (
        <ActForm
          key={kind}
          kind={kind}
          step={step}
          items={items}
          of={[]}
          actors={actors}
          close={() => setKind(undefined)}
          takeOut={(ids) =>
            ticking.put(
              items.filter(({ id }) => ids.includes(id)),
              false,
            )
          }
          onSent={(sent) => {
            setKind(undefined)
            props.onSent(sent)
          }}
        />
      )}
    </>
  )
}

/** What a step of its kind asks for, in the order in which it is done. */
export function kindsFor(step: ProcedureStep): FormKind[] {
  return [
    ...(step.attach.length > 0 ? (['attached'] as const) : []),
    ...(step.signs.length > 0 ? (['signed'] as const) : []),
    ...(step.notice ? (['posted'] as const) : []),
    ...(step.deferrable ? (['deferred'] as const) : []),
    'decided',
  ]
}

/** As whom the reader acts in a step. */
function actorsFor({ may }: Pick<Case, 'may'>, step: ProcedureStep) {
  const own = may.filter((each) => each.step === step.id).map(({ actor }) => actor)
  return own.filter(({ id }, at) => own.findIndex((other) => other.id === id) === at)
}
