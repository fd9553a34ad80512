import type { AccountPage, Grant } from '@lika/contract'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useWords } from '../../words/index.ts'
import { timeText } from '../imports/refusal.tsx'
import { GrantForm } from './grant-form.tsx'
import { useAccessChange } from './queries.ts'
import { ReasonForm, type Said } from './reason-form.tsx'
import { periodText } from './texts.ts'

/** What the account holds and held, and giving and taking of it. Which form is open lies in the address. */
export function GrantsPanel({
  account,
  mayAct,
}: {
  readonly account: AccountPage
  readonly mayAct: boolean
}) {
  const { t } = useWords()
  const { act } = useSearch({ from: '/frame/access/accounts/$id' })
  const replaced = account.grants.find(({ id, mayRevoke }) => id === act && mayRevoke)
  const isOpen = mayAct && account.state === 'active' && (act === 'grant' || replaced !== undefined)
  return (
    <section className="panel account-wide" aria-labelledby="grants">
      <div className="panel-head">
        <h2 id="grants">{t('account.grants')}</h2>
        <p className="quiet">{t('account.grantsText')}</p>
        {mayAct && account.state === 'active' && !isOpen && (
          <Link className="button push" to="." search={{ act: 'grant' }} replace>
            {t('account.addGrant')}
          </Link>
        )}
      </div>
      {isOpen && <GrantForm key={act} account={account} replaced={replaced} />}
      {account.grantsElsewhere > 0 && (
        <p className="quiet">{t('account.elsewhere', { count: account.grantsElsewhere })}</p>
      )}
      {account.grants.length === 0 ? (
        <p className="quiet">{t('account.noGrants')}</p>
      ) : (
        <div className="table-scroll">
          <table className="table">
            <caption className="unseen">{t('account.grants')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('access.column.role')}</th>
                <th scope="col">{t('access.column.region')}</th>
                <th scope="col">{t('access.column.period')}</th>
                <th scope="col">{t('access.column.state')}</th>
                <th scope="col">{t('access.column.why')}</th>
                <th scope="col">{t('access.column.by')}</th>
                {mayAct && <th scope="col">{t('access.column.act')}</th>}
              </tr>
            </thead>
            <tbody>
              {account.grants.map((grant) => (
                <GrantLine key={grant.id} grant={grant} mayAct={mayAct} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function GrantLine({ grant, mayAct }: { readonly grant: Grant; readonly mayAct: boolean }) {
  const { t, say } = useWords()
  const [isRevoking, setRevoking] = useState(false)
  const revoke = useAccessChange((said: Said) => api.revokeGrant({ params: { id: grant.id }, body: said }))
  const isOver = grant.state === 'ended' || grant.state === 'revoked'
  return (
    <>
      <tr className={isOver ? 'is-over' : undefined}>
        <th scope="row">
          {say(grant.roleLabel)}
          {grant.exception !== null && (
            <span className="tag tag-warn access-tag">{t('access.exceptionTag')}</span>
          )}
        </th>
        <td>
          {grant.region.name}
          {grant.unit && <span className="quiet block">{t('access.on', { unit: grant.unit.name })}</span>}
        </td>
        <td className="figure">{periodText(t, grant)}</td>
        <td className="nowrap">
          <span className={grant.state === 'inForce' ? 'tag tag-live' : 'tag'}>
            {t(`access.grantStates.${grant.state}`)}
          </span>
        </td>
        <td>
          {grant.reason ?? '—'}
          {grant.exception !== null && (
            <span className="block">{t('access.exceptionBecause', { reason: grant.exception })}</span>
          )}
          {grant.revokedAt !== null && <span className="block">{grant.revokedBecause}</span>}
        </td>
        <td className="figure">
          {t('access.byAt', { by: grant.grantedBy ?? t('access.bySystem'), at: timeText(grant.grantedAt) })}
          {grant.revokedAt !== null && (
            <span className="block">
              {t('account.revoke')}{' '}
              {t('access.byAt', {
                by: grant.revokedBy ?? t('access.bySystem'),
                at: timeText(grant.revokedAt),
              })}
            </span>
          )}
        </td>
        {mayAct && (
          <td className="nowrap">
            {grant.mayRevoke && (
              <span className="acts">
                <Link className="button button-small" to="." search={{ act: grant.id }} replace>
                  {t('account.change')}
                </Link>
                <button type="button" className="button button-small" onClick={() => setRevoking(true)}>
                  {t('account.revoke')}
                </button>
              </span>
            )}
          </td>
        )}
      </tr>
      {isRevoking && grant.mayRevoke && (
        <tr>
          <td colSpan={7}>
            <ReasonForm
              title={t('account.revoke')}
              text={t('account.revokeText', { role: say(grant.roleLabel), region: grant.region.name })}
              isPending={revoke.isPending}
              error={revoke.error}
              act={(said) => revoke.mutate(said, { onSuccess: () => setRevoking(false) })}
              close={() => {
                revoke.reset()
                setRevoking(false)
              }}
            />
          </td>
        </tr>
      )}
    </>
  )
}
