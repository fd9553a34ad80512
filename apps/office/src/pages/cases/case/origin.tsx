import type { Case } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { useWords } from '../../../words/index.ts'
import { useLeadKinds } from '../../leads/kind.tsx'
import { leadsOfQuery } from '../../leads/queries.ts'

/** What the case was opened out of, for those who may see that. What was said there is another page: every look is kept. */
export function Origin({ of }: { readonly of: Case }) {
  const { t } = useWords()
  const { can } = usePlace()
  const { origin } = of
  if (origin === null || !can('leads.handle')) return null
  if (origin.kind === 'lead') return <OfList of={of} lead={origin.id} />
  return (
    <Link to="/complaints/$id" params={{ id: origin.id }} search={{}} className="in-text">
      {t('leads.originComplaint')}
    </Link>
  )
}

/** Which list, of which unit and day. */
function OfList({ of, lead: id }: { readonly of: Case; readonly lead: string }) {
  const { t } = useWords()
  const { nameOf } = useLeadKinds()
  const { data } = useQuery(leadsOfQuery(of.region.at(-1)?.code ?? '', of.subject.id))
  const lead = data?.items.find((each) => each.id === id)
  return (
    <Link to="/leads/$id" params={{ id }} search={{}} className="in-text">
      {lead
        ? t('leads.originList', {
            kind: nameOf(lead.kind),
            unit: lead.unit?.name ?? t('leads.noUnit'),
            day: lead.heardOn,
          })
        : t('leads.originLead')}
    </Link>
  )
}
