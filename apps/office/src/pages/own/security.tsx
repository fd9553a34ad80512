import type { OwnAccount, Session } from '@lika/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { sessionQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { AddPasskey, AddTotp } from '../../parts/add-factor.tsx'
import { Fetched } from '../../parts/fetched.tsx'
import { NewPasswordFields, noPassword, PasswordField } from '../../parts/new-password.tsx'
import { leaveFor } from '../../parts/way-back.ts'
import { useWords } from '../../words/index.ts'
import { Refusal, timeText } from '../imports/refusal.tsx'
import { ownAccountQuery } from './queries.ts'

/** How one signs in: password, second factors, and the single sign-on. */
export function SecurityTab() {
  const { t } = useWords()
  const query = useQuery(ownAccountQuery())
  const { session } = usePlace()
  const isDemo = session.demoAccounts.some(({ id }) => id === session.account.id)
  if (isDemo) {
    return (
      <section className="panel">
        <p>{t('own.demo')}</p>
      </section>
    )
  }
  return (
    <Fetched query={query} lines={10}>
      {(own) => (
        <div className="account-grid">
          <Password own={own} />
          <Factors own={own} />
          {(session.ways.oidc || own.links.length > 0) && <Links own={own} />}
        </div>
      )}
    </Fetched>
  )
}

/** Which form is open lies in the address. */
function useAct() {
  const { act } = useSearch({ from: '/frame/account' })
  const navigate = useNavigate()
  const open = (next: string | undefined) =>
    void navigate({ to: '.', search: (before) => ({ ...before, act: next }), replace: true })
  return { act, open }
}

function useRenew() {
  const queryClient = useQueryClient()
  return (session?: Session) => {
    if (session) queryClient.setQueryData(sessionQuery().queryKey, session)
    return queryClient.invalidateQueries({ queryKey: ownAccountQuery().queryKey })
  }
}

function Password({ own }: { readonly own: OwnAccount }) {
  const { t } = useWords()
  const { session } = usePlace()
  const { act, open } = useAct()
  const renew = useRenew()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState(noPassword)
  const change = useMutation({
    mutationFn: () => api.changePassword({ body: { current, password: next.password } }),
    onSuccess: (answer) => {
      setCurrent('')
      setNext(noPassword)
      open(undefined)
      return renew(answer)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  const { password } = own
  return (
    <section className="panel" aria-labelledby="own-password">
      <h2 id="own-password">{t('own.password')}</h2>
      {password === null ? (
        <p>{t('own.noPassword')}</p>
      ) : (
        <p className="figure">
          {t('own.passwordChanged', { at: timeText(password.changedAt) })}
          {password.mustChangeBy !== null && (
            <span className="block">{t('own.passwordDue', { at: timeText(password.mustChangeBy) })}</span>
          )}
        </p>
      )}
      {change.isSuccess && act === undefined && <p role="status">{t('own.passwordSaved')}</p>}
      {password !== null && act !== 'password' && (
        <p>
          <button type="button" className="button" onClick={() => open('password')}>
            {t('own.changePassword')}
          </button>
        </p>
      )}
      {password !== null && act === 'password' && (
        <form className="record-form" onSubmit={submit}>
          <PasswordField
            id="current-password"
            label={t('own.current')}
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
          />
          <NewPasswordFields rules={session.ways.password} value={next} onChange={setNext} />
          <Refusal error={change.error} />
          <div className="record-actions">
            <button
              type="submit"
              className="button button-primary"
              disabled={change.isPending || !next.isSame || current === ''}
            >
              {t('own.save')}
            </button>
            <button type="button" className="button" onClick={() => open(undefined)}>
              {t('own.cancel')}
            </button>
          </div>
        </form>
      )}
    </section>
  )
}

function Factors({ own }: { readonly own: OwnAccount }) {
  const { t } = useWords()
  const { act, open } = useAct()
  const renew = useRenew()
  const remove = useMutation({
    mutationFn: (id: string) => api.removeFactor({ params: { id } }),
    onSuccess: () => renew(),
  })
  const added = (session: Session) => {
    open(undefined)
    return renew(session)
  }
  return (
    <section className="panel" aria-labelledby="own-factors">
      <h2 id="own-factors">{t('own.factors')}</h2>
      <p className="hint">{t('own.factorsText')}</p>
      <ul className="lines">
        {own.factors.map((factor) => (
          <li key={factor.id} className="own-line">
            <span>
              <strong>{factor.label}</strong> <span className="tag">{t(`own.${factor.kind}`)}</span>
              <span className="quiet figure block">
                {t('own.added', { at: timeText(factor.addedAt) })} ·{' '}
                {factor.lastUsedAt
                  ? t('own.lastUsed', { at: timeText(factor.lastUsedAt) })
                  : t('own.neverUsed')}
              </span>
            </span>
            <button
              type="button"
              className="button button-small"
              disabled={remove.isPending || own.factors.length === 1}
              title={own.factors.length === 1 ? t('own.removeLast') : undefined}
              aria-label={`${t('own.remove')} ${factor.label}`}
              onClick={() => remove.mutate(factor.id)}
            >
              {t('own.remove')}
            </button>
          </li>
        ))}
      </ul>
      <Refusal error={remove.error} />
      {act === 'totp' ? (
        <div className="adding">
          <AddTotp onAdded={added} />
          <p>
            <button type="button" className="button" onClick={() => open(undefined)}>
              {t('own.cancel')}
            </button>
          </p>
        </div>
      ) : (
        <div className="acts">
          <button type="button" className="button" onClick={() => open('totp')}>
            {t('own.addTotp')}
          </button>
          <AddPasskey onAdded={added} />
        </div>
      )}
    </section>
  )
}

function Links({ own }: { readonly own: OwnAccount }) {
  const { t } = useWords()
  const { session } = usePlace()
  const renew = useRenew()
  const part = useMutation({
    mutationFn: (id: string) => api.removeLink({ params: { id } }),
    onSuccess: () => renew(),
  })
  const link = useMutation({
    mutationFn: () => api.startOidc({ body: { purpose: 'link' } }),
    onSuccess: ({ address }) => leaveFor(address, '/account?tab=security'),
  })
  return (
    <section className="panel" aria-labelledby="own-links">
      <h2 id="own-links">{t('own.links')}</h2>
      <ul className="lines">
        {own.links.map(({ id, issuer, subject, linkedAt }) => (
          <li key={id} className="own-line">
            <span>
              <strong>{subject}</strong> <span className="quiet">{issuer}</span>
              <span className="quiet figure block">{t('own.linkedAt', { at: timeText(linkedAt) })}</span>
            </span>
            <button
              type="button"
              className="button button-small"
              disabled={part.isPending}
              onClick={() => part.mutate(id)}
            >
              {t('own.unlink')}
            </button>
          </li>
        ))}
      </ul>
      <Refusal error={part.error ?? link.error} />
      {session.ways.oidc && own.links.length === 0 && (
        <p>
          <button type="button" className="button" disabled={link.isPending} onClick={() => link.mutate()}>
            {t('own.link')}
          </button>
        </p>
      )}
    </section>
  )
}
