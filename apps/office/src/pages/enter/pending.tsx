import type { Pending, Session } from '@lika/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { AddPasskey, AddTotp, DigitsField, PasskeyRefusal } from '../../parts/add-factor.tsx'
import { NewPasswordFields, noPassword, PasswordField } from '../../parts/new-password.tsx'
import { answerWithPasskey, hasPasskeys } from '../../parts/passkey.ts'
import { useWords } from '../../words/index.ts'
import { useEntered } from './entered.ts'
import { EnterRefusal, useWait } from './wait.tsx'

/** What is still asked of somebody whose first step was right. */
export function PendingStep({ session, pending }: { readonly session: Session; readonly pending: Pending }) {
  const { t } = useWords()
  const entered = useEntered()
  const leave = useMutation({ mutationFn: () => api.signOut(), onSuccess: entered })
  return (
    <section className="enter-ways" aria-label={t('enter.signIn')}>
      <p className="quiet">{t('enter.hello', { name: pending.displayName })}</p>
      {pending.step === 'giveSecondFactor' && <GiveFactor pending={pending} />}
      {pending.step === 'addSecondFactor' && <AddFactor />}
      {pending.step === 'changePassword' && <RenewPassword session={session} />}
      <p>
        <button
          type="button"
          className="button button-quiet"
          disabled={leave.isPending}
          onClick={() => leave.mutate()}
        >
          {t('enter.leave')}
        </button>
      </p>
    </section>
  )
}

function GiveFactor({ pending }: { readonly pending: Pending }) {
  const { t } = useWords()
  const entered = useEntered()
  const [code, setCode] = useState('')
  const totp = useMutation({
    mutationFn: () => api.giveTotp({ body: { code } }),
    onSuccess: (session) => entered(session),
    onError: () => setCode(''),
  })
  const passkey = useMutation({
    mutationFn: async () => api.enterWithPasskey({ body: await answerWithPasskey() }),
    onSuccess: (session) => entered(session),
  })
  const wait = useWait(totp.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    totp.mutate()
  }
  return (
    <>
      <h2>{t('enter.second')}</h2>
      <p className="hint">{t('enter.secondText')}</p>
      {pending.factors.includes('totp') && (
        <form className="record-form" onSubmit={submit}>
          <DigitsField id="enter-totp" label={t('enter.totp')} value={code} autoFocus onChange={setCode} />
          <EnterRefusal error={totp.error} wait={wait} />
          <button
            type="submit"
            className="button button-primary wide"
            disabled={totp.isPending || wait > 0 || code.length !== 6}
          >
            {totp.isPending ? t('enter.checking') : t('enter.totpConfirm')}
          </button>
        </form>
      )}
      {pending.factors.includes('passkey') && hasPasskeys() && (
        <>
          <button
            type="button"
            className="button wide"
            disabled={passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            {t('stepUp.passkey')}
          </button>
          {passkey.error && <PasskeyRefusal error={passkey.error} />}
        </>
      )}
    </>
  )
}

function AddFactor() {
  const { t } = useWords()
  const entered = useEntered()
  const [isTotp, setTotp] = useState(false)
  return (
    <>
      <h2>{t('enter.add')}</h2>
      <p className="hint">{t('enter.addText')}</p>
      <div className="enter-choice">
        <h3>{t('enter.addPasskey')}</h3>
        <p className="hint">{t('enter.addPasskeyText')}</p>
        <AddPasskey onAdded={entered} />
      </div>
      <div className="enter-choice">
        <h3>{t('enter.addTotp')}</h3>
        <p className="hint">{t('enter.addTotpText')}</p>
        {isTotp ? (
          <AddTotp onAdded={entered} />
        ) : (
          <p>
            <button type="button" className="button" onClick={() => setTotp(true)}>
              {t('own.addTotp')}
            </button>
          </p>
        )}
      </div>
    </>
  )
}

function RenewPassword({ session }: { readonly session: Session }) {
  const { t } = useWords()
  const entered = useEntered()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState(noPassword)
  const change = useMutation({
    mutationFn: () => api.changePassword({ body: { current, password: next.password } }),
    onSuccess: (session) => entered(session),
    gcTime: 0,
  })
  const wait = useWait(change.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <form className="record-form" onSubmit={submit}>
      <h2>{t('enter.renew')}</h2>
      <p className="hint">{t('enter.renewText')}</p>
      <PasswordField
        id="enter-current"
        label={t('own.current')}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <NewPasswordFields rules={session.ways.password} value={next} onChange={setNext} />
      <EnterRefusal error={change.error} wait={wait} />
      <button
        type="submit"
        className="button button-primary wide"
        disabled={change.isPending || wait > 0 || !next.isSame}
      >
        {t('own.save')}
      </button>
    </form>
  )
}
