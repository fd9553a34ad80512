import type { DutyState } from '@lika/contract'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'

const glyphs: Readonly<Record<DutyState, string>> = {
  done: '✓',
  late: '!',
  blocked: '✕',
  due: '◔',
  coming: '○',
  open: '–',
}

/** How a duty stands, as a shape and a word, and how many days it is past its day. */
export function DutyMark(props: {
  readonly state: DutyState
  readonly daysLate?: number | null
  readonly bare?: boolean
}) {
  const { t } = useWords()
  const { state, daysLate, bare } = props
  const word = t(`tasks.state.${state}`)
  return (
    <span className={`duty-mark duty-${state}`} title={t(`tasks.stateHint.${state}`)}>
      <span className="duty-glyph" aria-hidden>
        {glyphs[state]}
      </span>
      {bare ? <span className="unseen">{word}</span> : word}
      {typeof daysLate === 'number' && (
        <strong className="figure">
          {t(state === 'late' ? 'tasks.lateDays' : 'tasks.lateBy', { days: grouped(daysLate) })}
        </strong>
      )}
    </span>
  )
}
