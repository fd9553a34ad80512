import type { Outcome } from '@lika/contract'
import { grouped } from '../../../parts/numbers.ts'
import { useWords } from '../../../words/index.ts'
import { shareText, stepOf } from '../share.ts'

export type Counts = Readonly<Record<Outcome, number>>
export type MapItem = {
  readonly region: { readonly code: string; readonly name: string }
  readonly households: number
  readonly outcomes: Counts
}

export function wholeOf({ met, unmet, undetermined }: Counts): number {
  return met + unmet + undetermined
}

/** A fifth or more of whom nothing can be said: the colour is not to be trusted, and the hatching says so. */
export function isUnsure(counts: Counts): boolean {
  return wholeOf(counts) > 0 && 5 * counts.undetermined >= wholeOf(counts)
}

/** Colour by the share met; none where nobody has been judged. */
export function stepClass(counts: Counts): string {
  const step = stepOf(counts.met, wholeOf(counts))
  return step === undefined ? 'step-none' : `step-${step}`
}

export function useMapLabel(): (item: MapItem) => string {
  const { t } = useWords()
  return ({ region, outcomes }) => {
    const whole = wholeOf(outcomes)
    const share = shareText(outcomes.met, whole)
    return share === undefined
      ? t('overview.tileEmpty', { name: region.name })
      : t('overview.tileLabel', {
          name: region.name,
          share,
          met: grouped(outcomes.met),
          whole: grouped(whole),
        })
  }
}

const steps = [0, 1, 2, 3, 4] as const

export function Legend() {
  const { t } = useWords()
  return (
    <p className="map-legend">
      <span className="legend-item">
        <span className="quiet">{t('overview.legend')}</span> 0%
        <span className="legend-ramp" aria-hidden>
          {steps.map((step) => (
            <span
              key={step}
              className={`legend-swatch step-${step}`}
              title={`${20 * step}–${20 * (step + 1)}%`}
            />
          ))}
        </span>
        100%
      </span>
      <span className="legend-item">
        <span className="legend-swatch is-unsure" aria-hidden /> {t('overview.legendUnsure')}
      </span>
    </p>
  )
}
