import type { Session } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { sessionQuery } from '../../api/queries.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { DemoAccounts } from './demo.tsx'
import { EnterHead } from './head.tsx'
import { PendingStep } from './pending.tsx'
import { OwnWays } from './ways.tsx'
import '../../parts/record/record.css'
import './enter.css'

/** The way in: by an account of one's own, in two steps; in a demo world as any of its accounts. */
export function EnterPage() {
  const { t } = useWords()
  const query = useQuery(sessionQuery())
  useTitle(t('title.enter'))
  return (
    <main className="enter">
      <EnterHead />
      <Fetched query={query}>{(session) => <Ways session={session} />}</Fetched>
    </main>
  )
}

function Ways({ session }: { readonly session: Session }) {
  const { t } = useWords()
  const { way } = useSearch({ strict: false })
  if (session.pending) return <PendingStep session={session} pending={session.pending} />
  if (session.world) {
    return (
      <>
        <DemoAccounts session={session} />
        <details className="enter-own" open={way !== undefined}>
          <summary>{t('enter.own')}</summary>
          <OwnWays session={session} />
        </details>
      </>
    )
  }
  return (
    <>
      {session.account && (
        <p className="enter-already">
          {t('enter.already', { name: session.account.displayName })}{' '}
          <Link className="in-text" to="/">
            {t('enter.on')}
          </Link>
        </p>
      )}
      <OwnWays session={session} />
    </>
  )
}
