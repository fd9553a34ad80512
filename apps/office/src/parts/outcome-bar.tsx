import type { Outcome } from '@lika/contract'
import { widthOf } from './numbers.ts'
import { outcomes } from './outcome.tsx'

/** How a whole divides into met, unmet and undetermined. The numbers stand beside it: it is hidden from readers. */
export function OutcomeBar({ counts }: { readonly counts: Readonly<Record<Outcome, number>> }) {
  const whole = counts.met + counts.unmet + counts.undetermined
  return (
    <span className="outcome-bar" aria-hidden>
      {outcomes.map((outcome) =>
        counts[outcome] === 0 ? null : (
          <span
            key={outcome}
            className={`outcome-bar-part part-${outcome}`}
            style={{ width: widthOf(counts[outcome], whole) }}
          />
        ),
      )}
    </span>
  )
}
