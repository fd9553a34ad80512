import type { Case, CaseItem, ProcedureStep } from '@lika/contract'
import { type FormEvent, type ReactNode, useState } from 'react'
import { usePlace } from '../../../app/place.ts'
import { useKept } from '../../../parts/kept.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { ActorSelect } from '../act/act-form.tsx'
import { CaseEvidence } from '../act/case-evidence.tsx'
import { RefusedList } from '../act/refused-list.tsx'
import { refusedOf, useSendAct } from '../act/send.ts'
import { actorsOf } from '../case/may.ts'
import { useSubjectName } from '../who.tsx'
import { Attendance } from './attendance.tsx'
import {
  countsOf,
  emptyMeeting,
  isTouched,
  type MeetingDraft,
  type MeetingFault,
  type MeetingRules,
  meetingFaults,
} from './draft.ts'
import { proposedMinutes } from './minutes.ts'
import { Sheet } from './sheet.tsx'
import { Votes } from './votes.tsx'

/** Everything about one meeting. What is typed outlives a reload; nothing is sent before it is whole. */
export function MeetingForm(props: {
  readonly scope: string
  readonly model: Case
  readonly step: ProcedureStep
  readonly rules: MeetingRules
  readonly items: readonly CaseItem[]
  readonly onKept: (cases: number) => void
}) {
  const { t, say } = useWords()
  const { session } = usePlace()
  const { model, step, rules, items } = props
  const nameOf = useSubjectName()
  const kept = useKept<MeetingDraft>(`meeting.${props.scope}`, emptyMeeting(session.today), isTouched)
  const draft = kept.value
  const change = (changed: Partial<MeetingDraft>) => kept.set((before) => ({ ...before, ...changed }))
  const actors = actorsOf(model.may, 'met', step.id)
  const [actor, setActor] = useState(actors[0]?.id)
  const [showFaults, setShowFaults] = useState(false)
  const send = useSendAct()
  const title = rules.label ? say(rules.label) : say(step.label)
  const held = items.filter(({ id }) => !draft.without.includes(id))
  const proposal = proposedMinutes(t, say, { rules, draft, items: held, title, nameOf })
  const minutes = draft.minutes ?? proposal
  const heldIds = held.map(({ id }) => id)
  const faults = meetingFaults(rules, draft, heldIds, minutes, session.today)
  const refused = refusedOf(send.error, heldIds)
  const fault = (which: MeetingFault): ReactNode =>
    showFaults &&
    faults.has(which) && (
      <p className="fault" role="alert">
        {t(`cases.meeting.fault.${which}`, {
          least: rules.least,
          most: rules.most ?? '',
          today: session.today,
        })}
      </p>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (faults.size > 0 || send.isPending) return
    const { place, chair, recorder, present } = draft
    send.mutate(
      {
        act: {
          kind: 'met',
          step: step.id,
          meeting: {
            ...{ place: place.trim(), chair: chair.trim(), recorder: recorder.trim() },
            ...{ present: [...present], minutes: minutes.trim() },
          },
          evidence: draft.files.map(({ sha256 }) => sha256),
        },
        actor: actors.length > 1 ? actor : undefined,
        on: draft.on,
        cases: held.map(({ id }) => ({
          case: id,
          votes: Object.fromEntries(
            countsOf(rules, draft.votes[id]).map(({ vote, count }) => [vote.id, count ?? 0]),
          ),
          after: items.length === 1 ? model.entries.at(-1)?.id : undefined,
        })),
      },
      {
        onSuccess: () => {
          kept.clear()
          props.onKept(held.length)
        },
      },
    )
  }
  return (
    <>
      <div className="page-head">
        <h1>
          <span className="meeting-title">{title}</span>
          <span className="case-of">{say(model.procedure.label)}</span>
        </h1>
        <button type="button" className="button push-end" onClick={() => window.print()}>
          {t('cases.meeting.print')}
        </button>
      </div>
      {kept.wasKept && isTouched(draft) && (
        <p className="kept" role="status">
          {t('cases.meeting.wasKept')}{' '}
          <button type="button" className="button button-quiet button-small" onClick={kept.clear}>
            {t('cases.meeting.forget')}
          </button>
        </p>
      )}
      <form className="meeting" onSubmit={submit} noValidate>
        <Attendance rules={rules} draft={draft} change={change} fault={fault} today={session.today}>
          {actors.length > 1 && (
            <div className="field">
              <label htmlFor="meeting-actor">{t('cases.asWhom')}</label>
              <ActorSelect id="meeting-actor" actors={actors} value={actor} onChange={setActor} />
            </div>
          )}
        </Attendance>
        <Votes rules={rules} draft={draft} change={change} items={items} showFaults={showFaults}>
          {fault('votes')}
          {fault('none')}
        </Votes>
        <section className="panel" aria-labelledby="meeting-minutes-title">
          <div className="panel-head">
            <h2 id="meeting-minutes-title">
              <label htmlFor="meeting-minutes">{t('cases.minutes')}</label>
            </h2>
            <span className="quiet">
              {t(draft.minutes === undefined ? 'cases.meeting.proposal' : 'cases.meeting.edited')}
            </span>
            {draft.minutes !== undefined && (
              <button
                type="button"
                className="button button-quiet button-small push"
                onClick={() => change({ minutes: undefined })}
              >
                {t('cases.meeting.anew')}
              </button>
            )}
          </div>
          <textarea
            id="meeting-minutes"
            className="input wide meeting-minutes"
            rows={Math.min(18, 6 + held.length)}
            maxLength={4000}
            value={minutes}
            onChange={(event) => change({ minutes: event.target.value })}
          />
          {minutes.length > 4000 && <p className="fault">{t('cases.meeting.tooLong')}</p>}
          {fault('minutes')}
        </section>
        <section className="panel" aria-labelledby="meeting-evidence">
          <h2 id="meeting-evidence">{t('cases.meeting.evidence')}</h2>
          <p className="hint">{t('cases.meeting.evidenceHint')}</p>
          <CaseEvidence files={draft.files} onChange={(files) => change({ files })} />
        </section>
        <div className="panel meeting-foot">
          {refused.size > 0 && (
            <RefusedList
              items={held}
              refused={refused}
              takeOut={(ids) => {
                change({ without: [...draft.without, ...ids] })
                send.reset()
              }}
            />
          )}
          {send.error && refused.size === 0 && <Refusal error={send.error} />}
          {showFaults && faults.size > 0 && (
            <p className="fault" role="alert">
              {t('cases.meeting.lacks', { count: faults.size })}
            </p>
          )}
          <button type="submit" className="button button-primary" disabled={send.isPending}>
            {send.isPending ? t('cases.sending') : t('cases.meeting.send', { count: held.length })}
          </button>
        </div>
      </form>
      <Sheet title={title} model={model} rules={rules} draft={draft} items={held} minutes={minutes} />
    </>
  )
}
