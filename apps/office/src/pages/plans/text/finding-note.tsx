import { useWords } from '../../../words/index.ts'
import type { Card } from '../reader/cards.ts'
import { glyphOf } from './glyphs.ts'

/** What does not come out, worked out beside the sentence that says it. */
export function FindingNote(props: { readonly card: Card; readonly onOpen: (card: Card) => void }) {
  const { t, say } = useWords()
  const { card } = props
  const finding = card.read?.finding
  if (!finding) return null
  const isOff = card.state === 'rejected'
  return (
    <li className={`text-note grade-${finding.grade}${isOff ? ' is-off' : ''}`}>
      <button type="button" onClick={() => props.onOpen(card)}>
        <span className="grade-glyph" aria-hidden>
          {glyphOf(finding.grade)}
        </span>
        <span className="unseen">{t(`plans.grades.${finding.grade}`)}</span>
        <span>
          {say(finding.message)}
          {isOff && <span className="tag">{t('plans.states.finding.rejected')}</span>}
        </span>
      </button>
    </li>
  )
}
