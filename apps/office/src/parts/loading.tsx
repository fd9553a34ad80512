import { useWords } from '../words/index.ts'

/** Lines where text will stand. They fade in late, so that a quick answer shows none. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const { t } = useWords()
  return (
    <div className="loading" role="status" aria-live="polite">
      <span className="unseen">{t('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <span key={line} className="loading-line" style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  )
}
