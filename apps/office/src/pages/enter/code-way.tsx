import type { CodeUse, Session } from '@lika/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { NewPasswordFields, noPassword } from '../../parts/new-password.tsx'
import { useWords } from '../../words/index.ts'
import { timeText } from '../imports/refusal.tsx'
import { useEntered } from './entered.ts'
import { EnterRefusal, useWait } from './wait.tsx'

type Rules = Session['ways']['password']

/** A one-time code: what it is for, then a password of one's own. It never stands in the address. */
export function CodeWay({ rules }: { readonly rules: Rules }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const look = useMutation({ mutationFn: () => api.lookAtCode({ body: { code: code.trim() } }), gcTime: 0 })
  const wait = useWait(look.error)
  if (look.data) return <UseCode code={code.trim()} use={look.data} rules={rules} back={() => look.reset()} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    look.mutate()
  }
  return (
    <form className="record-form" onSubmit={submit}>
      <div className="field">
        <label htmlFor="enter-code">{t('enter.code')}</label>
        <input
          id="enter-code"
          className="input figure"
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          minLength={8}
          maxLength={64}
          aria-describedby="enter-code-hint"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <p id="enter-code-hint" className="hint">
          {t('enter.codeHint')}
        </p>
      </div>
      <EnterRefusal error={look.error} wait={wait} />
      <button type="submit" className="button button-primary wide" disabled={look.isPending || wait > 0}>
        {look.isPending ? t('enter.checking') : t('enter.codeLook')}
      </button>
    </form>
  )
}

function UseCode(props: {
  readonly code: string
  readonly use: CodeUse
  readonly rules: Rules
  readonly back: () => void
}) {
  const { t, say } = useWords()
  const entered = useEntered()
  const { use } = props
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [next, setNext] = useState(noPassword)
  const enter = useMutation({
    mutationFn: () =>
      api.enterWithCode({
        body: {
          code: props.code,
          password: next.password,
          ...(use.account ? {} : { name: name.trim(), displayName: displayName.trim() }),
        },
      }),
    onSuccess: (session) => entered(session),
    gcTime: 0,
  })
  const wait = useWait(enter.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter.mutate()
  }
  return (
    <form className="record-form" onSubmit={submit}>
      <div>
        <h2>
          {use.account ? t('enter.codeFor', { account: use.account.displayName }) : t('enter.codeMakes')}
        </h2>
        <p className="quiet figure">
          {use.account && (
            <>
              <code>{use.account.name}</code>{' '}
            </>
          )}
          {use.roles.length > 0 &&
            t('enter.codeRoles', {
              roles: use.roles.map(({ label }) => say(label)).join(t('app.comma')),
            })}{' '}
          {t('enter.codeUntil', { at: timeText(use.until) })}
        </p>
      </div>
      {!use.account && (
        <>
          <div className="field">
            <label htmlFor="enter-display-name">{t('enter.displayName')}</label>
            <input
              id="enter-display-name"
              className="input"
              type="text"
              autoComplete="name"
              required
              maxLength={64}
              value={displayName}
              onChange={(event) => setDisplayName(event.target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor="enter-name">{t('enter.name')}</label>
            <input
              id="enter-name"
              className="input"
              type="text"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              maxLength={64}
              pattern="[a-z0-9][a-z0-9._\-]{1,63}"
              aria-describedby="enter-name-hint"
              value={name}
              onChange={(event) => setName(event.target.value.toLowerCase())}
            />
            <p id="enter-name-hint" className="hint">
              {t('enter.nameHint')}
            </p>
          </div>
        </>
      )}
      {/* Password managers keep the password under this name. */}
      {use.account && <input type="text" autoComplete="username" value={use.account.name} readOnly hidden />}
      <NewPasswordFields rules={props.rules} value={next} onChange={setNext} />
      <EnterRefusal error={enter.error} wait={wait} />
      <button
        type="submit"
        className="button button-primary wide"
        disabled={enter.isPending || wait > 0 || !next.isSame}
      >
        {enter.isPending ? t('enter.checking') : t('enter.codeUse')}
      </button>
      <button type="button" className="button button-quiet" onClick={props.back}>
        {t('enter.otherCode')}
      </button>
    </form>
  )
}
