import type { CriterionExplanation, Household } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { EvidenceList } from '../../parts/evidence/evidence.tsx'
import { useFacts } from '../../parts/facts.ts'
import { useSource } from '../../parts/source-name.ts'
import { useWords } from '../../words/index.ts'

type FactUse = CriterionExplanation['lines'][number]['facts'][number]

/** Who said a fact and when, with what shows it; it opens the record. Formulas and amounts open the income book. */
export function Origin({ use, household }: { readonly use: FactUse; readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  const source = useSource()
  const id = use.key.split('.').at(-1) ?? use.key
  const isOwn = use.subjectId === household.id
  const held = isOwn ? household.facts : household.members.find((each) => each.id === use.subjectId)?.facts
  const known = held?.find(({ fact }) => fact === id)
  if (known) {
    return (
      <dd className="origin">
        <Link
          to="."
          search={(before) => ({ ...before, tab: 'timeline', fact: id, who: use.subjectId })}
          title={`${source(known.source)} · ${t('household.openRecord')}`}
        >
          {known.author || source(known.source)} <span className="figure">{known.observedOn}</span>
        </Link>
        {known.stale && <span className="tag tag-warn">{t('household.stale')}</span>}
        <EvidenceList evidence={known.evidence} files={household.files ?? []} />
      </dd>
    )
  }
  const isAmount = isOwn && facts.find(id, 'household')?.flow
  const isFormula = isOwn && household.derived.some((each) => each.id === id)
  if (!isAmount && !(isFormula && /income/i.test(id))) return null
  return (
    <dd className="origin">
      <Link to="." search={(before) => ({ ...before, tab: 'income' })}>
        {t('household.openIncome')}
      </Link>
    </dd>
  )
}
