import type { NoticeItem } from '@lika/contract'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'

const glyphs: Readonly<Record<NoticeItem['state'], string>> = {
  hanging: '◔',
  coming: '○',
  over: '✓',
  takenDown: '✕',
}

/** How a notice stands, as a shape and a word, and how many days are left of it. */
export function NoticeMark({ notice }: { readonly notice: Pick<NoticeItem, 'state' | 'daysLeft'> }) {
  const { t } = useWords()
  const { state, daysLeft } = notice
  return (
    <span className={`notice-state notice-${state}`} title={t(`notices.stateHint.${state}`)}>
      <span className="notice-glyph" aria-hidden>
        {glyphs[state]}
      </span>
      {t(`notices.state.${state}`)}
      {state === 'hanging' && (
        <strong className="figure">{t('notices.daysLeft', { days: grouped(daysLeft) })}</strong>
      )}
    </span>
  )
}
