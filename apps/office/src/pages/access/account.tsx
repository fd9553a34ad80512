import type { AccountPage as AccountSeen } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { timeText } from '../imports/refusal.tsx'
import { AccountActs } from './account-acts.tsx'
import { AccountState } from './accounts.tsx'
import { GrantsPanel } from './grants.tsx'
import { accountQuery } from './queries.ts'
import { agentText, factorText } from './texts.ts'
import '../../parts/record/record.css'
import './access.css'

/** One account: whose it is, what it holds and held, where it is signed in, and what was changed. */
export function AccountPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/access/accounts/$id' })
  const query = useQuery(accountQuery(id))
  useTitle(query.data?.displayName ?? t('access.accounts'))
  return (
    <Fetched query={query} lines={14}>
      {(account) => <Account account={account} />}
    </Fetched>
  )
}

function Account({ account }: { readonly account: AccountSeen }) {
  const { t } = useWords()
  const { can } = usePlace()
  const mayAct = can('access.manage') && account.mayManage
  return (
    <>
      <div className="page-head">
        <Link to="/access" search={{}}>
          {t('account.back')}
        </Link>
        <h1>{account.displayName}</h1>
        <AccountState state={account.state} />
        {account.demo && <span className="tag">{t('access.demo')}</span>}
        {account.exception && <span className="tag tag-warn">{t('access.exceptionTag')}</span>}
      </div>
      <Standing account={account} />
      <div className="account-grid">
        <About account={account} />
        {mayAct && <AccountActs account={account} />}
        <GrantsPanel account={account} mayAct={mayAct} />
        <Sessions account={account} />
        <History account={account} />
      </div>
    </>
  )
}

/** Why this account cannot be changed by the one who looks, or is not in use. */
function Standing({ account }: { readonly account: AccountSeen }) {
  const { t } = useWords()
  const said: string[] = []
  if (account.isSelf) said.push(t('account.self'))
  else if (!account.mayManage) {
    said.push(
      account.grantsElsewhere > 0
        ? t('account.beyond', { count: account.grantsElsewhere })
        : t('account.beyondHome'),
    )
  }
  if (account.disabledAt !== null) {
    said.push(
      t('account.disabledAt', {
        at: timeText(account.disabledAt),
        reason: account.disabledBecause === 'unused' ? t('account.unused') : (account.disabledBecause ?? '—'),
      }),
    )
  }
  return said.map((text) => (
    <p key={text} className="account-standing">
      {text}
    </p>
  ))
}

function About({ account }: { readonly account: AccountSeen }) {
  const { t } = useWords()
  const { unit } = account
  return (
    <section className="panel" aria-labelledby="about">
      <h2 id="about">{t('account.about')}</h2>
      <dl className="facts">
        <Fact name={t('account.name')}>
          <code>{account.name}</code>
        </Fact>
        <Fact name={t('account.unit')}>
          {unit ? (
            <Link to="/access" search={{ unit: unit.id }}>
              {unit.name}
            </Link>
          ) : (
            '—'
          )}
        </Fact>
        <Fact name={t('account.position')}>{account.position ?? '—'}</Fact>
        <Fact name={t('account.made')}>{timeText(account.createdAt)}</Fact>
        <Fact name={t('account.used')}>
          {account.lastUsedAt ? timeText(account.lastUsedAt) : t('access.never')}
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figure">{children}</dd>
    </div>
  )
}

function Sessions({ account }: { readonly account: AccountSeen }) {
  const { t } = useWords()
  return (
    <section className="panel" aria-labelledby="sessions">
      <h2 id="sessions">{t('account.sessions')}</h2>
      {account.sessions.length === 0 ? (
        <p className="quiet">{t('account.noSessions')}</p>
      ) : (
        <ul className="lines">
          {account.sessions.map((session) => (
            <li key={session.id}>
              <strong>{agentText(session.agent, t('own.unknownAgent'))}</strong>{' '}
              <span className="figure">{session.address}</span>{' '}
              {session.factors.map((factor) => (
                <span key={factor} className="tag">
                  {factorText(t, factor)}
                </span>
              ))}
              <span className="quiet figure block">
                {timeText(session.madeAt)} – {timeText(session.lastUsedAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const kinds = [
  'accountMade',
  'invited',
  'disabled',
  'enabled',
  'sessionsEnded',
  'granted',
  'revoked',
  'moved',
] as const

function History({ account }: { readonly account: AccountSeen }) {
  const { t, say } = useWords()
  return (
    <section className="panel" aria-labelledby="history">
      <h2 id="history">{t('account.history')}</h2>
      {account.changes.length === 0 ? (
        <p className="quiet">{t('account.noHistory')}</p>
      ) : (
        <ol className="lines">
          {account.changes.map((change) => {
            const kind = kinds.find((each) => each === change.kind)
            return (
              <li key={`${change.at} ${change.kind} ${change.about?.role}`}>
                <strong>{kind ? t(`account.kinds.${kind}`) : change.kind}</strong>
                {change.about && (
                  <span>
                    {' '}
                    {say(change.about.label)} · {change.about.region.name}
                  </span>
                )}
                {change.move && (
                  <span>
                    {' '}
                    {change.move.from ?? t('account.move.elsewhere')} →{' '}
                    {change.move.to ?? t('account.move.elsewhere')}
                  </span>
                )}
                {change.reason && <span className="block">{change.reason}</span>}
                <span className="quiet figure block">
                  {t('access.byAt', { by: change.by ?? t('access.bySystem'), at: timeText(change.at) })}
                </span>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}
