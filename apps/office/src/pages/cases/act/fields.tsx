import { useId } from 'react'
import { DayField } from '../../../parts/day-field.tsx'
import { StatusTag } from '../../../parts/status.tsx'
import { useWords } from '../../../words/index.ts'
import { CaseEvidence } from './case-evidence.tsx'
import { NoticePreview } from './notice-preview.tsx'
import { type FieldsProps, SignedFields } from './signed-fields.tsx'

/** What an act of this kind asks for. */
export function Fields(props: FieldsProps) {
  const { kind, draft, change } = props
  const files = <CaseEvidence files={draft.files} onChange={(files) => change({ files })} />
  switch (kind) {
    case 'signed':
      return <SignedFields {...props} />
    case 'attached':
      return (
        <>
          <AttachmentChoice {...props} />
          {files}
          {props.fault('files')}
        </>
      )
    case 'posted':
      return (
        <>
          <PostedFields {...props} />
          {files}
        </>
      )
    case 'decided':
      return (
        <>
          <OutcomeChoice {...props} />
          <Said {...props} />
          {files}
        </>
      )
    case 'answered':
      return (
        <>
          <UpheldChoice {...props} />
          <Said {...props} />
          {files}
        </>
      )
    case 'objected':
      return (
        <>
          <Said {...props} />
          <Objector {...props} />
        </>
      )
    case 'reopened':
      return (
        <>
          <Said {...props} />
          {files}
        </>
      )
    default:
      return <Said {...props} />
  }
}

function Said({ kind, draft, change, fault }: FieldsProps) {
  const { t } = useWords()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t(`cases.said.${kind}`)}</label>
      <textarea
        id={id}
        className="input"
        rows={2}
        maxLength={4000}
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      {fault('text')}
    </div>
  )
}

function OutcomeChoice({ step, of, draft, change, fault }: FieldsProps) {
  const { t, say } = useWords()
  const name = useId()
  const outcomes = step.outcomes.filter(({ id }) => of.length === 0 || of.includes(id))
  return (
    <fieldset className="field">
      <legend>{t('cases.outcome')}</legend>
      <div className="act-choices">
        {outcomes.map((outcome) => (
          <label key={outcome.id} className="act-choice">
            <input
              type="radio"
              name={name}
              checked={draft.outcome === outcome.id}
              onChange={() => change({ outcome: outcome.id })}
            />
            <span>{say(outcome.label)}</span>
            {outcome.returns && <span className="tag">{t('cases.returns')}</span>}
            {!outcome.returns && !outcome.forward && <span className="tag">{t('cases.endsCase')}</span>}
            {outcome.status && <StatusTag status={outcome.status} />}
          </label>
        ))}
      </div>
      {step.stamp && <p className="hint">{t('cases.stampHint')}</p>}
      {fault('outcome')}
    </fieldset>
  )
}

function UpheldChoice({ draft, change, fault }: FieldsProps) {
  const { t } = useWords()
  const name = useId()
  return (
    <fieldset className="field">
      <legend>{t('cases.finding')}</legend>
      <div className="act-choices">
        {(['no', 'yes'] as const).map((upheld) => (
          <label key={upheld} className="act-choice">
            <input
              type="radio"
              name={name}
              checked={draft.upheld === upheld}
              onChange={() => change({ upheld })}
            />
            <span>{t(`cases.upheld.${upheld}`)}</span>
          </label>
        ))}
      </div>
      <p className="hint">{t('cases.upheldHint')}</p>
      {fault('upheld')}
    </fieldset>
  )
}

function AttachmentChoice({ step, of, draft, change, fault }: FieldsProps) {
  const { t, say } = useWords()
  const id = useId()
  const choices = step.attach.filter((each) => of.length === 0 || of.includes(each.id))
  return (
    <div className="field">
      <label htmlFor={id}>{t('cases.attachment')}</label>
      <select
        id={id}
        className="input act-select"
        value={draft.attachment}
        onChange={(event) => change({ attachment: event.target.value })}
      >
        <option value="">{t('cases.choose')}</option>
        {choices.map((each) => (
          <option key={each.id} value={each.id}>
            {say(each.label)}
            {each.optional ? t('cases.optional') : ''}
          </option>
        ))}
      </select>
      {fault('attachment')}
    </div>
  )
}

function PostedFields({ step, draft, change, fault, cases }: FieldsProps) {
  const { t, say } = useWords()
  const id = useId()
  const places = step.notice?.places.map(({ label }) => say(label)).join(t('app.comma'))
  return (
    <>
      {places && <p className="quiet">{t('cases.postedWhere', { places })}</p>}
      <div className="act-row">
        <div className="field">
          <label htmlFor={`${id}-from`}>{t('cases.postedFrom')}</label>
          <DayField id={`${id}-from`} value={draft.from} onChange={(from) => change({ from })} />
          {fault('from')}
        </div>
        <div className="field">
          <label htmlFor={`${id}-days`}>
            {t(step.notice?.workingDays ? 'cases.workingDays' : 'cases.days')}
          </label>
          <input
            id={`${id}-days`}
            className="input act-days"
            inputMode="numeric"
            maxLength={3}
            value={draft.days}
            aria-describedby={`${id}-hint`}
            onChange={(event) => change({ days: event.target.value })}
          />
          <p id={`${id}-hint`} className="hint">
            {step.notice?.days ? t('cases.daysLeast', { days: step.notice.days }) : t('cases.daysOpen')}
          </p>
          {fault('days')}
        </div>
      </div>
      <NoticePreview cases={cases} step={step.id} from={draft.from} days={Number(draft.days)} />
    </>
  )
}

function Objector({ draft, change }: FieldsProps) {
  const { t } = useWords()
  const id = useId()
  return (
    <div className="act-row">
      <div className="field">
        <label htmlFor={`${id}-name`}>{t('cases.objectorName')}</label>
        <input
          id={`${id}-name`}
          className="input"
          maxLength={60}
          autoComplete="off"
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-contact`}>{t('cases.objectorContact')}</label>
        <input
          id={`${id}-contact`}
          className="input"
          maxLength={60}
          autoComplete="off"
          value={draft.contact}
          onChange={(event) => change({ contact: event.target.value })}
        />
      </div>
    </div>
  )
}
