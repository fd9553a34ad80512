import type { Duplicate } from '@lika/contract'
import { useState } from 'react'
import { useWords } from '../../words/index.ts'
import { DecideForm } from './decide.tsx'

const scores = ['100', '95', '90', '80', '70', '60'] as const
/** As many as one request decides. */
const MOST = 500

/** Several pairs at once, by their score. */
export function BulkBar(props: {
  readonly pairs: readonly Duplicate[]
  readonly selected: readonly Duplicate[]
  readonly select: (ids: readonly string[]) => void
}) {
  const { t } = useWords()
  const { selected, select } = props
  const [least, setLeast] = useState('90')
  const [choice, setChoice] = useState<'merge' | 'distinct'>()
  const high = props.pairs
    .filter(({ score, persons }) => score >= Number(least) && persons.length === 2)
    .slice(0, MOST)
  return (
    <section className="panel bulk" aria-label={t('duplicates.bulk')}>
      <div className="bulk-line">
        <strong>{t('duplicates.bulk')}</strong>
        <label className="bulk-score">
          <span>{t('duplicates.bulkScore')}</span>
          <select className="input" value={least} onChange={(event) => setLeast(event.target.value)}>
            {scores.map((score) => (
              <option key={score} value={score}>
                {score}
              </option>
            ))}
          </select>
        </label>
        {high.length === 0 ? (
          <span className="quiet">{t('duplicates.bulkNone')}</span>
        ) : (
          <button type="button" className="button" onClick={() => select(high.map(({ id }) => id))}>
            {t('duplicates.bulkSelect', { count: high.length })}
          </button>
        )}
        {selected.length > 0 && (
          <>
            <span role="status">{t('duplicates.selected', { count: selected.length })}</span>
            <button
              type="button"
              className="button"
              aria-expanded={choice === 'merge'}
              onClick={() => setChoice(choice === 'merge' ? undefined : 'merge')}
            >
              {t('duplicates.bulkMerge')}
            </button>
            <button
              type="button"
              className="button"
              aria-expanded={choice === 'distinct'}
              onClick={() => setChoice(choice === 'distinct' ? undefined : 'distinct')}
            >
              {t('duplicates.bulkDistinct')}
            </button>
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                setChoice(undefined)
                select([])
              }}
            >
              {t('duplicates.clear')}
            </button>
          </>
        )}
      </div>
      {choice && selected.length > 0 && (
        <DecideForm
          key={choice}
          text={`${t(choice === 'merge' ? 'duplicates.bulkMerge' : 'duplicates.bulkDistinct')}${t('app.colon')}${t('duplicates.selected', { count: selected.length })}`}
          decisions={selected.slice(0, MOST).map(({ id }) => ({ id, decision: choice }))}
          close={() => {
            setChoice(undefined)
            select([])
          }}
        />
      )}
    </section>
  )
}
