import type { Import } from '@lika/contract'
import { useWords } from '../../words/index.ts'

const steps = ['upload', 'map', 'check', 'preview', 'commit'] as const
type Step = (typeof steps)[number]

const stepOf: Readonly<Record<Import['state'], Step>> = {
  uploaded: 'map',
  staging: 'check',
  checking: 'check',
  failed: 'check',
  cancelled: 'check',
  ready: 'preview',
  committing: 'commit',
  committed: 'commit',
  undoing: 'commit',
  undone: 'commit',
}

/** Where the import stands, as a line. */
export function StepLine({ given, mapsAgain }: { readonly given: Import; readonly mapsAgain: boolean }) {
  const { t } = useWords()
  const now = steps.indexOf(mapsAgain ? 'map' : stepOf[given.state])
  const isOver = given.state === 'committed' || given.state === 'undone'
  return (
    <ol className="step-line" aria-label={t('imports.steps.label')}>
      {steps.map((step, index) => {
        const isDone = index < now || isOver
        const isNow = index === now && !isOver
        return (
          <li
            key={step}
            className={isNow ? 'is-now' : isDone ? 'is-done' : ''}
            aria-current={isNow ? 'step' : undefined}
          >
            <span className="step-mark" aria-hidden>
              {isDone ? '✓' : index + 1}
            </span>
            <span>
              {t(`imports.steps.${step}`)}
              {isDone && <span className="unseen">{t('imports.steps.done')}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
