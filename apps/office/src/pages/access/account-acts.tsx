import type { AccountPage, Invitation } from '@lika/contract'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useWords } from '../../words/index.ts'
import { InvitationShown } from './invitation.tsx'
import { MoveForm } from './move-form.tsx'
import { useAccessChange } from './queries.ts'
import { ReasonForm, type Said } from './reason-form.tsx'

type Act = 'disable' | 'enable' | 'invite' | 'end'

/** What an administrator does with an account, each with its reason. */
export function AccountActs({ account }: { readonly account: AccountPage }) {
  const { t } = useWords()
  const { act: open } = useSearch({ from: '/frame/access/accounts/$id' })
  const [chosen, setChosen] = useState<Act>()
  const [invitation, setInvitation] = useState<Invitation>()
  const change = useAccessChange(async ({ act, said }: { act: Act; said: Said }) => {
    const input = { params: { id: account.id } }
    if (act === 'end') return api.endAccountSessions({ ...input, body: said })
    if (act === 'invite') {
      setInvitation(await api.inviteAccount({ ...input, body: said }))
      return undefined
    }
    const state = act === 'enable' ? 'active' : 'disabled'
    return api.changeAccountState({ ...input, body: { ...said, state } })
  })
  if (invitation) {
    return (
      <InvitationShown
        invitation={invitation}
        done={() => setInvitation(undefined)}
        doneText={t('account.invitation.done')}
      />
    )
  }
  if (open === 'move') return <MoveForm account={account} />
  const isActive = account.state === 'active'
  const offered: readonly (readonly [Act, string])[] = [
    ...(isActive && !account.demo ? [['invite', t('account.invite')] as const] : []),
    ...(account.sessions.length > 0 ? [['end', t('account.endSessions')] as const] : []),
    isActive ? ['disable', t('account.disable')] : ['enable', t('account.enable')],
  ]
  const texts = {
    disable: t('account.disableText'),
    enable: t('account.enableText'),
    invite: t('account.inviteText'),
    end: t('account.endText'),
  }
  const title = offered.find(([act]) => act === chosen)?.[1]
  if (chosen && title) {
    return (
      <ReasonForm
        key={chosen}
        title={title}
        text={texts[chosen]}
        isPending={change.isPending}
        error={change.error}
        act={(said) => change.mutate({ act: chosen, said }, { onSuccess: () => setChosen(undefined) })}
        close={() => {
          change.reset()
          setChosen(undefined)
        }}
      />
    )
  }
  return (
    <section className="panel" aria-label={t('access.column.act')}>
      <h2>{t('access.column.act')}</h2>
      <p className="acts">
        <Link className="button" to="." search={{ act: 'move' }} replace>
          {t('account.move.button')}
        </Link>
        {offered.map(([act, name]) => (
          <button key={act} type="button" className="button" onClick={() => setChosen(act)}>
            {name}
          </button>
        ))}
      </p>
    </section>
  )
}
