import type { PlanPart } from '@lika/contract'
import { memo, useMemo } from 'react'
import { useWords } from '../../../words/index.ts'
import { headingsOf } from './headings.ts'

/** The outline as a list of places to go to. */
export const Outline = memo(function Outline(props: {
  readonly part: PlanPart
  readonly onGo: (at: number) => void
}) {
  const { t } = useWords()
  const { text, range } = props.part
  const headings = useMemo(() => headingsOf(props.part), [props.part])
  if (headings.length === 0) return null
  return (
    <nav className="outline" aria-label={t('plans.reader.outline')}>
      <h2>{t('plans.reader.outline')}</h2>
      <ol>
        {headings.map(({ range: [from, to], level }) => {
          // As it is written, with the marks between number and words.
          const words = text.slice(from - range[0], to - range[0])
          return (
            <li key={from} className={`outline-${Math.min(Math.max(level, 1), 4)}`}>
              <button type="button" className="outline-item" title={words} onClick={() => props.onGo(from)}>
                {words}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
})
