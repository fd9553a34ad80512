import type { PlanTarget } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { absolute, isNegative } from '../../parts/figures.ts'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'

/** How many parts a target has, and whether they make the whole; opens them below it. */
export function PartsCell({ target, isOpen }: { readonly target: PlanTarget; readonly isOpen: boolean }) {
  const { t } = useWords()
  const { parts, id } = target
  if (parts.count === 0) return <span className="quiet">{t('targets.partsNone')}</span>
  return (
    <span className="parts-cell">
      <Link
        to="/targets"
        search={(before) => ({ ...before, open: isOpen ? undefined : id })}
        aria-expanded={isOpen}
        replace
      >
        {parts.sum === null
          ? t('targets.partsCount', { number: parts.count })
          : t('targets.partsOpen', { number: parts.count, sum: grouped(parts.sum) })}
      </Link>
      <PartsVerdict parts={parts} />
    </span>
  )
}

export function PartsVerdict({ parts }: { readonly parts: PlanTarget['parts'] }) {
  const { t } = useWords()
  const { agrees, difference } = parts
  if (difference === null || agrees === null)
    return parts.sum === null ? null : <span className="quiet">{t('targets.partsUnsure')}</span>
  if (agrees) return <span className="mark mark-met">✓ {t('targets.partsAgree')}</span>
  const amount = grouped(absolute(difference))
  return (
    <span className="mark mark-unmet">
      ✕ {t(isNegative(difference) ? 'targets.partsLess' : 'targets.partsMore', { amount })}
    </span>
  )
}
