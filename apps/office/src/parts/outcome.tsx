import type { Outcome } from '@lika/contract'
import { useWords } from '../words/index.ts'

export const outcomes = ['met', 'unmet', 'undetermined'] as const satisfies readonly Outcome[]
const glyphs: Readonly<Record<Outcome, string>> = { met: '✓', unmet: '✕', undetermined: '?' }

/** ✓, ✕ or ?: a shape as well as a colour. Its word is there for those who do not see it. */
export function Mark({ outcome, word = false }: { readonly outcome: Outcome; readonly word?: boolean }) {
  const { t } = useWords()
  return (
    <span className={`mark mark-${outcome}`} title={t(`outcomeHint.${outcome}`)}>
      <span className="mark-glyph" aria-hidden>
        {glyphs[outcome]}
      </span>
      <span className={word ? 'mark-word' : 'unseen'}>{t(`outcome.${outcome}`)}</span>
    </span>
  )
}
