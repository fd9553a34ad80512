import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { PlanSections } from './sections.tsx'

/** The plans of a region and of those above and below it. */
export function PlansPage() {
  const { t } = useWords()
  useTitle(t('plans.title'))
  return (
    <>
      <div className="page-head">
        <h1>{t('plans.title')}</h1>
      </div>
      <PlanSections />
    </>
  )
}
