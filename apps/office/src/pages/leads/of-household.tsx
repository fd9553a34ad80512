import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.ts'
import { useLeadKinds } from './kind.tsx'
import { leadsOfQuery } from './queries.ts'

/** In the head of a household: leads that wait for somebody. A lead is shown as one, never as a status. */
export function LeadsOf({
  household,
}: {
  readonly household: { readonly id: string; readonly region: string }
}) {
  const { t } = useWords()
  const { nameOf } = useLeadKinds()
  const { data } = useQuery(leadsOfQuery(household.region, household.id))
  const open = data?.items.filter(({ state }) => state === 'open') ?? []
  if (open.length === 0) return null
  return (
    <p className="open-cases">
      <span className="quiet">{t('leads.onHousehold')}</span>
      {open.map((lead) => (
        <Link key={lead.id} to="/leads/$id" params={{ id: lead.id }} search={{}} className="in-text">
          {t('leads.originList', {
            kind: nameOf(lead.kind),
            unit: lead.unit?.name ?? t('leads.noUnit'),
            day: lead.heardOn,
          })}
        </Link>
      ))}
    </p>
  )
}
