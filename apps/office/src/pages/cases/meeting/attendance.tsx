import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { DayField } from '../../../parts/day-field.tsx'
import { useWords } from '../../../words/index.ts'
import { type MeetingDraft, type MeetingFault, type MeetingRules, namesIn, quorumOf } from './draft.ts'

/** Where and when, who chaired, who wrote, who was there; and whether so many are enough. */
export function Attendance(props: {
  readonly rules: MeetingRules
  readonly draft: MeetingDraft
  readonly change: (changed: Partial<MeetingDraft>) => void
  readonly fault: (which: MeetingFault) => ReactNode
  readonly today: string
  readonly children: ReactNode
}) {
  const { t, say } = useWords()
  const id = useId()
  const { rules, draft, change, fault } = props
  const who = rules.participants.map(({ label }) => say(label)).join(t('app.comma'))
  return (
    <section className="panel" aria-labelledby={`${id}-title`}>
      <div className="panel-head">
        <h2 id={`${id}-title`}>{t('cases.meeting.attendance')}</h2>
        {who && <span className="quiet">{t('cases.meeting.participants', { who })}</span>}
      </div>
      <div className="meeting-fields">
        <div className="field">
          <label htmlFor={`${id}-on`}>{t('cases.meeting.on')}</label>
          <DayField id={`${id}-on`} value={draft.on} max={props.today} onChange={(on) => change({ on })} />
          {fault('on')}
        </div>
        {(['place', 'chair', 'recorder'] as const).map((field) => (
          <div key={field} className="field">
            <label htmlFor={`${id}-${field}`}>{t(`cases.meeting.${field}`)}</label>
            <input
              id={`${id}-${field}`}
              className="input"
              maxLength={60}
              autoComplete="off"
              value={draft[field]}
              onChange={(event) => change({ [field]: event.target.value })}
            />
            {fault(field)}
          </div>
        ))}
        {props.children}
      </div>
      <Names rules={rules} draft={draft} change={change} />
      {fault('few')}
      {fault('many')}
    </section>
  )
}

function Names({
  rules,
  draft,
  change,
}: Pick<Parameters<typeof Attendance>[0], 'rules' | 'draft' | 'change'>) {
  const { t } = useWords()
  const id = useId()
  const [typed, setTyped] = useState('')
  const take = (text: string) => {
    const present = namesIn(text, draft.present)
    setTyped('')
    if (present.length > draft.present.length) change({ present })
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      take(typed)
    } else if (event.key === 'Backspace' && typed === '' && draft.present.length > 0) {
      change({ present: draft.present.slice(0, -1) })
    }
  }
  const quorum = quorumOf(rules, draft.present.length)
  const { least, most } = rules
  const quorumText =
    most !== null
      ? 'cases.meeting.quorum'
      : least > 1
        ? 'cases.meeting.quorumLeast'
        : 'cases.meeting.quorumAny'
  return (
    <div className="field">
      <div className="meeting-count">
        <label htmlFor={id}>{t('cases.meeting.present')}</label>
        <output className={`meeting-quorum is-${quorum}`} htmlFor={id}>
          <strong className="figure">{draft.present.length}</strong>{' '}
          {t(quorumText, { least, most: most ?? '' })} {t(`cases.meeting.quorumIs.${quorum}`)}
        </output>
      </div>
      <div className="meeting-names">
        {draft.present.map((name) => (
          <button
            key={name}
            type="button"
            className="button button-small"
            aria-label={t('cases.meeting.leaveOut', { name })}
            onClick={() => change({ present: draft.present.filter((each) => each !== name) })}
          >
            {name} <span aria-hidden>✕</span>
          </button>
        ))}
        <input
          id={id}
          className="input meeting-name"
          autoComplete="off"
          placeholder={t('cases.meeting.namePlaceholder')}
          aria-describedby={`${id}-hint`}
          value={typed}
          onChange={(event) =>
            // A separator ends a name, as a blank does in a pasted list.
            /[,，、;；\n]/.test(event.target.value) ? take(event.target.value) : setTyped(event.target.value)
          }
          onPaste={(event) => {
            event.preventDefault()
            take(`${typed}${event.clipboardData.getData('text')}`)
          }}
          onKeyDown={onKey}
          onBlur={() => take(typed)}
        />
      </div>
      <p id={`${id}-hint`} className="hint">
        {t('cases.meeting.namesHint')}
      </p>
    </div>
  )
}
