import type { CaseItem } from '@lika/contract'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'
import './cases.css'

/** What an open case stands at and waits for, in words; nothing for one that has ended. */
export function CaseWaits({ item }: { readonly item: CaseItem }) {
  const { t, say } = useWords()
  return (
    <ul className="subject-waits">
      {item.steps.map((step) => (
        <li key={step.id}>
          <strong>{say(step.label)}</strong>
          {step.beside && <span className="tag">{t('caseSections.beside')}</span>}{' '}
          <span className="quiet figure">{t('caseSections.since', { day: step.since })}</span>{' '}
          <DueMark due={step.due} />
          <span className="block">
            {step.gates.length === 0
              ? t('caseSections.mayGoOn')
              : step.gates.map(({ text }) => say(text)).join(t('caseSections.and'))}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Until when, and that it is late: by a word and a shape, not by colour alone. */
export function DueMark({ due }: { readonly due: string | null }) {
  const { t } = useWords()
  const { session } = usePlace()
  if (due === null) return null
  return due < session.today ? (
    <span className="case-late figure">
      <span aria-hidden>!</span> {t('caseSections.late', { day: due })}
    </span>
  ) : (
    <span className="figure quiet">{t('caseSections.due', { day: due })}</span>
  )
}
