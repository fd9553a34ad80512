import { useQuery } from '@tanstack/react-query'
import { usePlace } from '../../app/place.ts'
import { proceduresQuery } from './queries.ts'
import { QuotaPanel } from './quota.tsx'

const EXITED = 'exited'

/** The quota of the year beside a procedure that ends in an exit; beside any other nothing. */
export function ExitQuota({ procedure }: { readonly procedure: string }) {
  const { region, session } = usePlace()
  const { data } = useQuery(proceduresQuery(region, session.today))
  const found = data?.items.find(({ id }) => id === procedure)
  if (!found || (found.subject !== 'household' && found.subject !== 'village')) return null
  const isExit = found.steps.some(({ outcomes }) => outcomes.some(({ status }) => status === EXITED))
  return isExit ? <QuotaPanel subject={found.subject} procedure={procedure} /> : null
}
