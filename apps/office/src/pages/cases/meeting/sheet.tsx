import type { Case, CaseItem } from '@lika/contract'
import { createPortal } from 'react-dom'
import { useWords } from '../../../words/index.ts'
import { useSubjectName } from '../who.tsx'
import { countsOf, type MeetingDraft, type MeetingRules } from './draft.ts'

/** The places that all of them lie in. */
function placesOfAll(items: readonly CaseItem[], model: Case): string[] {
  const isCommon = (code: string) => items.every(({ region }) => region.some((place) => place.code === code))
  return model.region.filter(({ code }) => isCommon(code)).map(({ name }) => name)
}

/** Blank lines to sign on, where nobody has been entered yet. */
const BLANK_LINES = 12

/**
 * The minutes on paper: to be signed by who was there and scanned back as evidence. Printed before the meeting it has
 * room to write; printed after it, what was entered.
 */
export function Sheet(props: {
  readonly title: string
  readonly model: Case
  readonly rules: MeetingRules
  readonly draft: MeetingDraft
  readonly items: readonly CaseItem[]
  readonly minutes: string
}) {
  const { t, say } = useWords()
  const nameOf = useSubjectName()
  const { model, rules, draft, items } = props
  const names: readonly string[] =
    draft.present.length > 0
      ? draft.present
      : Array.from({ length: Math.max(rules.least, BLANK_LINES) }, (_, at) => ' '.repeat(at + 1))
  return createPortal(
    <article className="meeting-sheet">
      <h1>{t('cases.meeting.sheetTitle', { title: props.title })}</h1>
      <p className="sheet-of">
        {say(model.procedure.label)} · {placesOfAll(items, model).join(' ')}
      </p>
      <dl>
        {(['on', 'place', 'chair', 'recorder'] as const).map((field) => (
          <div key={field}>
            <dt>{t(`cases.meeting.${field}`)}</dt>
            <dd>{draft[field]}</dd>
          </div>
        ))}
        <div>
          <dt>{t('cases.meeting.present')}</dt>
          <dd>{draft.present.length > 0 ? draft.present.length : ''}</dd>
        </div>
      </dl>
      <h2>{t('cases.meeting.votes')}</h2>
      <table>
        <thead>
          <tr>
            <th>{t('cases.meeting.serial')}</th>
            <th>{t('cases.who')}</th>
            <th>{t('cases.place')}</th>
            <th>{t('cases.size')}</th>
            {rules.votes.map(({ id, label }) => (
              <th key={id}>{say(label)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, at) => (
            <tr key={item.id}>
              <td>{at + 1}</td>
              <td>{nameOf(item.subject)}</td>
              <td>
                {item.region
                  .slice(-2)
                  .map(({ name }) => name)
                  .join(' ')}
              </td>
              <td>{item.subject.householdSize ?? ''}</td>
              {countsOf(rules, draft.votes[item.id]).map(({ vote, count }) => (
                <td key={vote.id}>{count ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('cases.minutes')}</h2>
      <p className="sheet-minutes">{draft.present.length > 0 ? props.minutes : ''}</p>
      {draft.present.length === 0 && <div className="sheet-room" />}
      <h2>{t('cases.meeting.signatures')}</h2>
      <ul className="sheet-names">
        {names.map((name) => (
          <li key={name}>
            <span>{name.trim()}</span>
          </li>
        ))}
      </ul>
      <div className="sheet-foot">
        <p>{t('cases.meeting.chairSigns')}</p>
        <p>{t('cases.meeting.recorderSigns')}</p>
        <p>{t('cases.meeting.stamp')}</p>
      </div>
    </article>,
    document.body,
  )
}
