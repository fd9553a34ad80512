import type { Session } from '@lika/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { sessionQuery } from '../../api/queries.ts'
import { beginSession } from '../../api/step-up.ts'

/** What follows each step: the next one, or the page that one wanted to see. */
export function useEntered() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const { to } = useSearch({ strict: false })
  /** `back` is where the single sign-on was left for. */
  return async (session: Session, back: string | undefined = to) => {
    // Nothing that one account saw is left for the next.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'getSession' })
    queryClient.setQueryData(sessionQuery().queryKey, session)
    beginSession()
    if (!session.account) return
    // Only a path of this app: an address of another site must not be opened from here.
    if (back?.startsWith('/') && !back.startsWith('//')) router.history.push(back)
    else await navigate({ to: '/' })
  }
}
