import type { PlanTarget } from '@lika/contract'
import { useWords } from '../../words/index.ts'

/** Said only where there are two values: which one holds. */
export function KindTag({ target }: { readonly target: PlanTarget }) {
  const { t } = useWords()
  if (target.kind === 'plan' && target.beside === null) return null
  return (
    <span className="target-kind">
      <span className={target.counts ? 'tag tag-warn' : 'tag'}>{t(`targets.kinds.${target.kind}`)}</span>
      <span className="quiet"> {t(target.counts ? 'targets.holds' : 'targets.givesWay')}</span>
    </span>
  )
}
