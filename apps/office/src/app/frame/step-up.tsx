import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { settleFactor, useFactorAsked, useSessionEnded } from '../../api/step-up.ts'
import { ownAccountQuery } from '../../pages/own/queries.ts'
import { DigitsField, PasskeyRefusal } from '../../parts/add-factor.tsx'
import { Fetched } from '../../parts/fetched.tsx'
import { answerWithPasskey, hasPasskeys } from '../../parts/passkey.ts'
import { useWords } from '../../words/index.ts'
import '../../parts/record/record.css'

/** Asks once more who one is, where an act wants a fresh factor, and says when the session has ended. */
export function SessionDialogs() {
  const { t } = useWords()
  const isAsked = useFactorAsked()
  const hasEnded = useSessionEnded()
  const { href } = useLocation()
  if (hasEnded) {
    return (
      <Dialog title={t('signedOut.title')} close={undefined}>
        <p>{t('signedOut.text')}</p>
        <p className="record-actions">
          <Link className="button button-primary" to="/enter" search={{ to: href }} reloadDocument>
            {t('signedOut.enter')}
          </Link>
        </p>
      </Dialog>
    )
  }
  if (!isAsked) return null
  return (
    <Dialog title={t('stepUp.title')} close={() => settleFactor(false)}>
      <StepUp />
    </Dialog>
  )
}

function StepUp() {
  const { t } = useWords()
  const query = useQuery({ ...ownAccountQuery(), gcTime: 0 })
  const leave = (
    <button type="button" className="button" onClick={() => settleFactor(false)}>
      {t('stepUp.cancel')}
    </button>
  )
  return (
    <Fetched query={query} lines={3}>
      {(own) => {
        const hasTotp = own.factors.some(({ kind }) => kind === 'totp')
        const hasPasskey = own.factors.some(({ kind }) => kind === 'passkey')
        return (
          <>
            <p>{t('stepUp.text')}</p>
            {hasPasskey && <ByPasskey />}
            {hasTotp && <ByTotp>{leave}</ByTotp>}
            {!hasTotp && !hasPasskey && <p className="fault">{t('stepUp.none')}</p>}
            {!hasTotp && <p className="record-actions">{leave}</p>}
          </>
        )
      }}
    </Fetched>
  )
}

function ByTotp({ children }: { readonly children: ReactNode }) {
  const { t } = useWords()
  const id = useId()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => api.confirmFactor({ body: { code } }),
    onSuccess: () => settleFactor(true),
    onError: () => setCode(''),
    gcTime: 0,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <form className="record-form" onSubmit={submit}>
      <DigitsField id={id} label={t('stepUp.code')} value={code} autoFocus onChange={setCode} />
      {confirm.error && <PasskeyRefusal error={confirm.error} />}
      <p className="record-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={confirm.isPending || code.length !== 6}
        >
          {t('stepUp.confirm')}
        </button>
        {children}
      </p>
    </form>
  )
}

function ByPasskey() {
  const { t } = useWords()
  const confirm = useMutation({
    mutationFn: async () => api.confirmFactor({ body: await answerWithPasskey() }),
    onSuccess: () => settleFactor(true),
  })
  if (!hasPasskeys()) return <p className="hint">{t('stepUp.browser')}</p>
  return (
    <>
      <p>
        <button
          type="button"
          className="button"
          disabled={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          {t('stepUp.passkey')}
        </button>
      </p>
      {confirm.error && <PasskeyRefusal error={confirm.error} />}
    </>
  )
}

/** The browser's own dialog: what lies behind it is out of reach, also for the keyboard. */
function Dialog(props: {
  readonly title: string
  readonly close: (() => void) | undefined
  readonly children: ReactNode
}) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="session-dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        props.close?.()
      }}
    >
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  )
}
