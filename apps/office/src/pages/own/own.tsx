import type { OwnAccess } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Fetched } from '../../parts/fetched.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { periodText } from '../access/texts.ts'
import { timeText } from '../imports/refusal.tsx'
import { ownAccessQuery } from './queries.ts'
import { SecurityTab } from './security.tsx'
import { SessionsTab } from './sessions.tsx'
import '../access/access.css'
import './own.css'

const tabs = ['access', 'security', 'sessions'] as const

/** One's own account: what one may do and who said so, how one signs in, and where one is signed in. */
export function OwnPage() {
  const { t } = useWords()
  const { tab } = useSearch({ from: '/frame/account' })
  const current = tabs.find((each) => each === tab) ?? 'access'
  useTitle(t('own.title'))
  return (
    <>
      <div className="page-head">
        <h1>{t('own.title')}</h1>
      </div>
      <Tabs
        label={t('own.tabs.label')}
        tabs={tabs.map((id) => ({ id, label: t(`own.tabs.${id}`) }))}
        current={current}
      />
      {current === 'access' && <AccessTab />}
      {current === 'security' && <SecurityTab />}
      {current === 'sessions' && <SessionsTab />}
    </>
  )
}

function AccessTab() {
  const query = useQuery(ownAccessQuery())
  return (
    <Fetched query={query} lines={10}>
      {(own) => (
        <div className="account-grid">
          <Grants own={own} />
          <Opened own={own} />
        </div>
      )}
    </Fetched>
  )
}

function Grants({ own }: { readonly own: OwnAccess }) {
  const { t, say } = useWords()
  return (
    <section className="panel" aria-labelledby="own-grants">
      <h2 id="own-grants">{own.displayName}</h2>
      <p className="quiet">
        <code>{own.name}</code> {own.unit?.name} {own.position}
      </p>
      <p className="hint">{t('own.accessText')}</p>
      {own.grants.length === 0 && <p>{t('own.noGrants')}</p>}
      <ul className="lines">
        {own.grants.map((grant) => (
          <li key={grant.id}>
            <strong>{t('own.grant', { role: say(grant.roleLabel), region: grant.region.name })}</strong>{' '}
            <span className={grant.state === 'inForce' ? 'tag tag-live' : 'tag'}>
              {t(`access.grantStates.${grant.state}`)}
            </span>
            <span className="figure block">{periodText(t, grant)}</span>
            {grant.reason && <span className="block">{grant.reason}</span>}
            {grant.exception && (
              <span className="block">{t('access.exceptionBecause', { reason: grant.exception })}</span>
            )}
            <span className="quiet figure block">
              {t('access.byAt', {
                by: grant.grantedBy ?? t('access.bySystem'),
                at: timeText(grant.grantedAt),
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Opened({ own }: { readonly own: OwnAccess }) {
  const { t, say } = useWords()
  return (
    <section className="panel" aria-labelledby="own-opens">
      <h2 id="own-opens">{t('own.opens')}</h2>
      <ul className="own-opens">
        {own.permissions.map(({ permission, routes }) => (
          <li key={permission}>
            <details>
              <summary>
                {routes
                  .slice(0, 3)
                  .map((summary) => say(summary))
                  .join(t('app.comma'))}{' '}
                <span className="quiet figure">{t('own.permissionCount', { count: routes.length })}</span>
              </summary>
              <p className="quiet">
                <code>{permission}</code>
              </p>
              <ul>
                {routes.map((summary) => (
                  <li key={summary.en}>{say(summary)}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
