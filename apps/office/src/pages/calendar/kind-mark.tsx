import type { CalendarItem } from '@lika/contract'
import { useWords } from '../../words/index.ts'

const glyphs: Readonly<Record<CalendarItem['kind'], string>> = {
  noticeBegins: '▷',
  noticeEnds: '◁',
  stepDue: '◔',
  caseDue: '■',
}

/** What happens on a day, as a shape and a word; what is late has another shape and says so. */
export function KindMark({ kind, late }: { readonly kind: CalendarItem['kind']; readonly late: boolean }) {
  const { t } = useWords()
  return (
    <span className={late ? 'day-kind is-late' : `day-kind kind-${kind}`}>
      <span className="day-glyph" aria-hidden>
        {late ? '!' : glyphs[kind]}
      </span>
      {t(`calendar.kind.${kind}`)}
      {late && <strong className="day-late">{t('calendar.late')}</strong>}
    </span>
  )
}
