import type { LeadRow } from '@lika/contract'
import { useWords } from '../../words/index.ts'

/** By what a row was found to be about somebody, and what there is to look at: a name may be a namesake's. */
export function MatchedBy({ of }: { readonly of: Pick<LeadRow, 'matchedBy' | 'otherName'> }) {
  const { t } = useWords()
  if (!of.matchedBy) return null
  const look = of.otherName ? 'leads.otherName' : of.matchedBy === 'name' ? 'leads.mayBeNamesake' : undefined
  return (
    <>
      {t(`leads.matched.${of.matchedBy}`)}
      {look && <strong className="block">{t(look)}</strong>}
    </>
  )
}
