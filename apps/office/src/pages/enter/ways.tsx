import type { Session } from '@lika/contract'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { PasskeyRefusal } from '../../parts/add-factor.tsx'
import { answerWithPasskey, hasPasskeys } from '../../parts/passkey.ts'
import { Refusal } from '../../parts/record/refusal.tsx'
import { leaveFor } from '../../parts/way-back.ts'
import { useWords } from '../../words/index.ts'
import { CodeWay } from './code-way.tsx'
import { useEntered } from './entered.ts'
import { PasswordWay } from './password-way.tsx'

const ways = ['password', 'code'] as const

/** Name and password, passkey, the single sign-on, or a one-time code. Which way lies in the address. */
export function OwnWays({ session }: { readonly session: Session }) {
  const { t } = useWords()
  const { way } = useSearch({ strict: false })
  const { isNew } = session.ways
  const current = ways.find((each) => each === way) ?? (isNew ? 'code' : 'password')
  return (
    <section className="enter-ways" aria-label={t('enter.signIn')}>
      {isNew && <p className="enter-new">{t('enter.isNew')}</p>}
      <nav className="tabs" aria-label={t('enter.ways')}>
        {ways.map((each) => (
          <Link
            key={each}
            to="/enter"
            search={(before) => ({ ...before, way: each })}
            replace
            activeProps={{}}
            aria-current={each === current ? 'page' : undefined}
          >
            {t(`enter.way.${each}`)}
          </Link>
        ))}
      </nav>
      {current === 'password' ? (
        <>
          <PasswordWay />
          <Others session={session} />
          <p className="hint">{t('enter.forgotten')}</p>
        </>
      ) : (
        <CodeWay rules={session.ways.password} />
      )}
    </section>
  )
}

/** What needs no password to be typed. */
function Others({ session }: { readonly session: Session }) {
  const { t } = useWords()
  const entered = useEntered()
  const { to } = useSearch({ strict: false })
  const passkey = useMutation({
    mutationFn: async () => api.enterWithPasskey({ body: await answerWithPasskey() }),
    onSuccess: (session) => entered(session),
  })
  const oidc = useMutation({
    mutationFn: () => api.startOidc({ body: { purpose: 'enter' } }),
    onSuccess: ({ address }) => leaveFor(address, to ?? '/'),
  })
  const { ways: offered } = session
  const withPasskey = offered.passkey && hasPasskeys()
  if (!withPasskey && !offered.oidc) return null
  return (
    <div className="enter-others">
      <p className="enter-or quiet">{t('enter.passkeyOr')}</p>
      {withPasskey && (
        <button
          type="button"
          className="button wide"
          disabled={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('enter.passkey')}
        </button>
      )}
      {passkey.error && <PasskeyRefusal error={passkey.error} />}
      {offered.oidc && (
        <button type="button" className="button wide" disabled={oidc.isPending} onClick={() => oidc.mutate()}>
          {t('enter.oidc', { label: offered.oidc.label })}
        </button>
      )}
      {oidc.error && <Refusal error={oidc.error} />}
    </div>
  )
}
