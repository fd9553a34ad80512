import type { CaseChannel, CaseItem, CaseProcedure, EvidenceFile } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useCallback, useId, useRef, useState } from 'react'
import { api } from '../../../api/client.ts'
import { useKept } from '../../../parts/kept.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { CaseEvidence } from '../act/case-evidence.tsx'
import { refresh, refusedOf } from '../act/send.ts'
import { channelIn, channelsFor } from './channels.ts'
import type { Subjects } from './subjects.ts'

type Draft = {
  readonly channel: CaseChannel
  readonly reason: string
  readonly files: readonly EvidenceFile[]
}
const empty: Draft = { channel: 'cadre', reason: '', files: [] }

/** Where cases come from: what that says already, and what each refers to. */
export interface From {
  readonly key: string
  /** The first goes without saying. */
  readonly channels: readonly [CaseChannel, ...CaseChannel[]]
  readonly reason: string
  readonly hint: string
  readonly refOf: (subject: string) => { readonly lead: string } | { readonly complaint: string }
  /** What has to be done before the first case can be opened. */
  readonly before?: () => Promise<void>
}

/** By which channel, why, with what evidence; then all are opened together or none. */
export function OpenForm(props: {
  readonly procedure: CaseProcedure
  readonly chosen: Subjects
  readonly from?: From
  readonly onOpened: (items: readonly CaseItem[]) => void
}) {
  const { t, say } = useWords()
  const id = useId()
  const { procedure, chosen, from } = props
  const queries = useQueryClient()
  const [start] = useState<Draft>(() =>
    from ? { ...empty, channel: from.channels[0], reason: from.reason } : empty,
  )
  const isTouched = useCallback(
    ({ reason, files }: Draft) => reason !== start.reason || files.length > 0,
    [start],
  )
  const draft = useKept<Draft>(['cases.new', procedure.id, from?.key].join('.'), start, isTouched)
  const [showFaults, setShowFaults] = useState(false)
  // One id a subject over every try, so that no try opens a case twice.
  const ids = useRef(new Map<string, string>())
  const { reason, files } = draft.value
  const offered = from?.channels ?? channelsFor(procedure)
  const channel = channelIn(offered, draft.value.channel)
  const isShort = reason.trim().length < 2
  const subjects = [...chosen.items.keys()]
  const open = useMutation({
    mutationFn: async () => {
      await from?.before?.()
      return api.openCases({
        body: {
          ...{ procedure: procedure.id, kind: procedure.subject, channel, reason: reason.trim() },
          evidence: files.map(({ sha256 }) => sha256),
          subjects: subjects.map((subject) => {
            const own = ids.current.get(subject) ?? newRecordId()
            ids.current.set(subject, own)
            return { id: own, subject, ...from?.refOf(subject) }
          }),
        },
      })
    },
    onSuccess: async ({ items }) => {
      draft.clear()
      props.onOpened(items)
      await refresh(queries)
    },
  })
  const refused = refusedOf(open.error, subjects)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (!isShort && !open.isPending) open.mutate()
  }
  const nameOf = (subject: string) => chosen.items.get(subject)?.subject.name ?? t('households.nameUnknown')
  return (
    <section
      className={from ? 'panel open-form is-still' : 'panel open-form'}
      aria-labelledby={`${id}-title`}
    >
      <form className="record-form" onSubmit={submit} noValidate>
        <div className="panel-head">
          <h2 id={`${id}-title`} role="status">
            {t('cases.openFor', { count: subjects.length, procedure: say(procedure.label) })}
          </h2>
          {!from && (
            <button type="button" className="button button-quiet button-small push" onClick={chosen.clear}>
              {t('cases.untick')}
            </button>
          )}
        </div>
        {draft.wasKept && isTouched(draft.value) && (
          <p className="kept" role="status">
            {t('cases.meeting.wasKept')}{' '}
            <button type="button" className="button button-quiet button-small" onClick={draft.clear}>
              {t('cases.meeting.forget')}
            </button>
          </p>
        )}
        <div className="act-row">
          <div className="field">
            <label htmlFor={`${id}-channel`}>{t('cases.channelLabel')}</label>
            <select
              id={`${id}-channel`}
              className="input"
              value={channel}
              onChange={(event) => draft.set({ ...draft.value, channel: event.target.value as CaseChannel })}
            >
              {offered.map((each) => (
                <option key={each} value={each}>
                  {t(`cases.channel.${each}`)}
                </option>
              ))}
            </select>
          </div>
          <div className="field open-reason">
            <label htmlFor={`${id}-reason`}>{t('cases.openReason')}</label>
            <textarea
              id={`${id}-reason`}
              className="input"
              rows={2}
              maxLength={4000}
              value={reason}
              aria-invalid={showFaults && isShort}
              onChange={(event) => draft.set({ ...draft.value, reason: event.target.value })}
            />
            {showFaults && isShort && (
              <p className="fault" role="alert">
                {t('cases.fault.text')}
              </p>
            )}
          </div>
        </div>
        <CaseEvidence files={files} onChange={(next) => draft.set({ ...draft.value, files: next })} />
        {refused.size > 0 && (
          <div className="act-refused" role="alert">
            <p>
              <strong>{t('cases.refused', { count: refused.size, all: subjects.length })}</strong>
              {refused.size < subjects.length && (
                <button
                  type="button"
                  className="button button-small"
                  onClick={() => {
                    const out = subjects.filter((each) => refused.has(each))
                    chosen.put(
                      out.map((each) => chosen.items.get(each)!),
                      false,
                    )
                  }}
                >
                  {t('cases.takeOut', { left: subjects.length - refused.size })}
                </button>
              )}
            </p>
            <ul>
              {[...refused].map(([subject, text]) => (
                <li key={subject}>
                  {nameOf(subject)}
                  {t('app.colon')}
                  {say(text)}
                </li>
              ))}
            </ul>
          </div>
        )}
        {open.error && refused.size === 0 && <Refusal error={open.error} />}
        {from && <p className="hint">{from.hint}</p>}
        <div className="record-actions">
          <button type="submit" className="button button-primary" disabled={open.isPending}>
            {open.isPending ? t('cases.sending') : t('cases.openNow', { count: subjects.length })}
          </button>
        </div>
      </form>
    </section>
  )
}
