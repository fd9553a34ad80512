import type { Session } from '@lika/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../api/client.ts'
import { useWords } from '../words/index.ts'
import { Loading } from './loading.tsx'
import { hasPasskeys, makePasskey } from './passkey.ts'
import { QrCode } from './qr.tsx'
import { Refusal } from './record/refusal.tsx'
import './record/record.css'
import './factors.css'

/** An authenticator on the telephone: its secret as a code to scan, and the first digits to show that it works. */
export function AddTotp(props: { readonly onAdded: (session: Session) => void }) {
  const { t } = useWords()
  const id = useId()
  const [code, setCode] = useState('')
  // The secret is for this form alone: asked for once, and forgotten with it.
  const start = useQuery({
    queryKey: ['startTotp', id],
    queryFn: () => api.startTotp(),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const add = useMutation({
    mutationFn: (challengeId: string) =>
      api.addTotp({ body: { challengeId, code, label: t('own.labelTotp') } }),
    onSuccess: props.onAdded,
  })
  if (start.error) return <Refusal error={start.error} />
  if (!start.data) return <Loading lines={4} />
  const { challengeId, secret, uri } = start.data
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate(challengeId)
  }
  return (
    <form className="adding-totp" onSubmit={submit}>
      <QrCode text={uri} label={t('qr.label')} />
      <div>
        <p>{t('qr.scan')}</p>
        <p className="hint">
          {t('qr.secret')}
          <code className="block" data-secret>
            {secret}
          </code>
        </p>
        <DigitsField id={`${id}-code`} label={t('qr.code')} value={code} onChange={setCode} />
        {add.error && <Refusal error={add.error} />}
        <p>
          <button
            type="submit"
            className="button button-primary"
            disabled={add.isPending || code.length !== 6}
          >
            {t('qr.confirm')}
          </button>
        </p>
      </div>
    </form>
  )
}

/** A passkey of this machine or of a security key. */
export function AddPasskey(props: { readonly onAdded: (session: Session) => void }) {
  const { t } = useWords()
  const add = useMutation({
    mutationFn: async () =>
      api.addPasskey({ body: { ...(await makePasskey()), label: t('own.labelPasskey') } }),
    onSuccess: props.onAdded,
  })
  if (!hasPasskeys()) return <p className="hint">{t('enter.noPasskey')}</p>
  return (
    <>
      <p>
        <button type="button" className="button" disabled={add.isPending} onClick={() => add.mutate()}>
          {t('own.addPasskey')}
        </button>
      </p>
      {add.error && <PasskeyRefusal error={add.error} />}
    </>
  )
}

/** The server's reason, or that nobody confirmed: browsers do not say why. */
export function PasskeyRefusal({ error }: { readonly error: Error }) {
  const { t } = useWords()
  if ('problem' in error) return <Refusal error={error} />
  return (
    <p className="fault" role="alert">
      {t('enter.passkeyFailed')}
    </p>
  )
}

/** Six digits, typed or pasted. */
export function DigitsField(props: {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly autoFocus?: boolean
  readonly onChange: (digits: string) => void
}) {
  return (
    <div className="field">
      <label htmlFor={props.id}>{props.label}</label>
      <input
        id={props.id}
        className="input digits"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        // biome-ignore lint/a11y/noAutofocus: it is the one field of the step that was just begun.
        autoFocus={props.autoFocus}
        required
        maxLength={11}
        value={props.value}
        onChange={(event) =>
          props.onChange(event.target.value.normalize('NFKC').replaceAll(/\D/g, '').slice(0, 6))
        }
      />
    </div>
  )
}
