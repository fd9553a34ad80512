import type { Origin } from '@lika/contract'
import { useWords } from '../../words/index.ts'
import { SentenceLink } from '../plans/sentence-link.tsx'

/** Where a statement stands: opens its document with the sentence lit. What was set by hand has none. */
export function OriginLink({ origin, statement }: { readonly origin: Origin; readonly statement: string }) {
  const { t } = useWords()
  const { plan, part, clause, title, sentence } = origin
  if (part === null) return <span className="quiet">{clause === '' ? t('targets.byHand') : clause}</span>
  return (
    <SentenceLink
      plan={plan}
      statement={statement}
      part={part}
      sentence={sentence}
      label={t('targets.sourceOf', { title, clause })}
    >
      {clause === '' ? t('targets.source') : clause}
    </SentenceLink>
  )
}
