import type { PersonRequest, PersonRights, RequestKind, RequestOutcome } from '@lika/contract'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { usePlace } from '../../../app/place.ts'
import { DayField } from '../../../parts/day-field.tsx'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { useStep } from './queries.ts'

const kinds = ['copy', 'correction', 'deletion', 'objection'] as const
/** What the server takes as an answer to what. */
const outcomes: Readonly<Record<RequestKind, readonly RequestOutcome[]>> = {
  copy: ['given', 'refused', 'held'],
  correction: ['corrected', 'refused', 'held'],
  deletion: ['deletion', 'refused', 'held'],
  objection: ['corrected', 'refused', 'held'],
}

/** What the person asked for, and what came of it. */
export function Asked({ rights }: { readonly rights: PersonRights }) {
  const { t } = useWords()
  const { can } = usePlace()
  const [open, setOpen] = useState<string>()
  const { personId, requests } = rights
  const close = () => setOpen(undefined)
  return (
    <section className="panel" aria-label={t('rights.asked')}>
      <div className="panel-head">
        <h2>{t('rights.asked')}</h2>
      </div>
      {requests.length === 0 && <p className="quiet">{t('rights.askedNot')}</p>}
      <ul className="rights-list">
        {requests.map((request) => (
          <li key={request.id}>
            <Request request={request} />
            {request.answer === null && can('registry.operate') && open !== request.id && (
              <button type="button" className="button button-small" onClick={() => setOpen(request.id)}>
                {t('rights.answer')}
                <span className="unseen"> {t(`rights.kinds.${request.kind}`)}</span>
              </button>
            )}
            {open === request.id && <AnswerForm personId={personId} request={request} close={close} />}
          </li>
        ))}
      </ul>
      {can('registry.record') && open !== 'new' && (
        <button type="button" className="button" onClick={() => setOpen('new')}>
          {t('rights.receive')}
        </button>
      )}
      {open === 'new' && <RequestForm personId={personId} close={close} />}
    </section>
  )
}

function Request({ request }: { readonly request: PersonRequest }) {
  const { t } = useWords()
  const { kind, receivedOn, wish, by, answer } = request
  return (
    <>
      <p>
        <strong>{t('rights.askedOf', { on: receivedOn, kind: t(`rights.kinds.${kind}`), by })}</strong>{' '}
        {answer === null && <span className="tag tag-warn">{t('rights.unanswered')}</span>}
      </p>
      <p className="rights-said">{wish}</p>
      {answer && (
        <>
          <p>
            {t('rights.answeredOf', {
              on: answer.answeredOn,
              outcome: t(`rights.outcomes.${answer.outcome}`),
              by: answer.by,
            })}
          </p>
          <p className="rights-said">{answer.ground}</p>
        </>
      )}
    </>
  )
}

function RequestForm(props: { readonly personId: string; readonly close: () => void }) {
  const { t } = useWords()
  const [stepId] = useState(() => newRecordId())
  const [kind, setKind] = useState<RequestKind>('copy')
  const save = useStep(
    props.personId,
    ({ day, text }: Said) =>
      api.receiveRequest({
        params: { id: props.personId },
        body: { id: stepId, kind, receivedOn: day, wish: text },
      }),
    props.close,
  )
  return (
    <SaidForm
      title={t('rights.receive')}
      day={t('rights.receivedOn')}
      text={t('rights.wish')}
      example={t('rights.wishExample')}
      save={save}
      close={props.close}
      choice={{
        label: t('rights.kind'),
        value: kind,
        options: kinds.map((each) => [each, t(`rights.kinds.${each}`)]),
        choose: (value) => setKind(kinds.find((each) => each === value) ?? 'copy'),
      }}
    />
  )
}

function AnswerForm(props: {
  readonly personId: string
  readonly request: PersonRequest
  readonly close: () => void
}) {
  const { t } = useWords()
  const { personId, request } = props
  const [stepId] = useState(() => newRecordId())
  const among = outcomes[request.kind]
  const [outcome, setOutcome] = useState<RequestOutcome>(among[0]!)
  const save = useStep(
    personId,
    ({ day, text }: Said) =>
      api.answerRequest({
        params: { id: personId, requestId: request.id },
        body: { id: stepId, outcome, answeredOn: day, ground: text },
      }),
    props.close,
  )
  return (
    <SaidForm
      title={t('rights.answer')}
      day={t('rights.answeredOn')}
      text={t('rights.ground')}
      example={t('rights.groundExample')}
      hint={request.kind === 'deletion' ? t('rights.deletionText') : undefined}
      save={save}
      close={props.close}
      choice={{
        label: t('rights.outcome'),
        value: outcome,
        options: among.map((each) => [each, t(`rights.outcomes.${each}`)]),
        choose: (value) => setOutcome(among.find((each) => each === value) ?? among[0]!),
      }}
    />
  )
}

interface Said {
  readonly day: string
  readonly text: string
}

/** A choice, a day and a few words: what both forms are. */
function SaidForm(props: {
  readonly title: string
  readonly day: string
  readonly text: string
  readonly example: string
  readonly hint?: string | undefined
  readonly choice: {
    readonly label: string
    readonly value: string
    readonly options: readonly (readonly [string, string])[]
    readonly choose: (value: string) => void
  }
  readonly save: ReturnType<typeof useStep<Said>>
  readonly close: () => void
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const id = useId()
  const [day, setDay] = useState(session.today)
  const [text, setText] = useState('')
  const { choice, save } = props
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ day, text: text.trim() })
  }
  return (
    <form className="record-form rights-form" aria-label={props.title} onSubmit={submit}>
      <div className="field">
        <label htmlFor={`${id}-choice`}>{choice.label}</label>
        <select
          id={`${id}-choice`}
          className="input"
          value={choice.value}
          onChange={(event) => choice.choose(event.target.value)}
        >
          {choice.options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {props.hint && <p className="hint">{props.hint}</p>}
      </div>
      <div className="field">
        <label htmlFor={`${id}-day`}>{props.day}</label>
        <DayField id={`${id}-day`} value={day} max={session.today} onChange={setDay} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-text`}>{props.text}</label>
        <textarea
          id={`${id}-text`}
          className="input"
          rows={3}
          maxLength={1000}
          placeholder={props.example}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {save.error && <Refusal error={save.error} />}
      <p className="record-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={save.isPending || day === '' || text.trim().length < 2}
        >
          {t('rights.save')}
        </button>
        <button type="button" className="button" onClick={props.close}>
          {t('rights.cancel')}
        </button>
      </p>
    </form>
  )
}
