import type { PlanTarget } from '@lika/contract'
import { isInside, usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'
import { accepted, contentOf, type Deciding, takenBack } from './decide.ts'

/** What was set by hand is taken back here; what was read is taken back in its document. */
export function TakeBack({ target, deciding }: { readonly target: PlanTarget; readonly deciding: Deciding }) {
  const { t } = useWords()
  const { session } = usePlace()
  if (!isInside(target.decider, session.account.region.code)) return null
  const takeBack = () =>
    deciding.decide({
      plan: target.origin.plan,
      region: target.decider,
      decisions: [takenBack(target.id)],
      inverse: [accepted(contentOf(target), target.id)],
      kind: 'removed',
    })
  return (
    <button
      type="button"
      className="button button-quiet button-small"
      disabled={deciding.isPending}
      aria-label={t('targets.takeBackOf', { label: `${target.label} ${target.region.name}` })}
      onClick={takeBack}
    >
      {t('targets.takeBack')}
    </button>
  )
}
