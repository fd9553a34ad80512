import type { Origin } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.ts'

/** Where a statement stands: opens its document with the sentence lit. What was set by hand has none. */
export function SentenceLink({ origin }: { readonly origin: Origin }) {
  const { t } = useWords()
  const { range, part, version, clause, title, sentence } = origin
  if (range === null || part === null || version === null)
    return <span className="quiet">{clause === '' ? t('targets.byHand') : clause}</span>
  return (
    <Link
      to="/plans/$id"
      params={{ id: origin.plan }}
      search={{ part: String(part), at: `${range[0]}-${range[1]}`, version: String(version) }}
      title={sentence ?? undefined}
      aria-label={t('targets.sourceOf', { title, clause })}
    >
      {clause === '' ? t('targets.source') : clause}
    </Link>
  )
}
