import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { PasswordField } from '../../parts/new-password.tsx'
import { useWords } from '../../words/index.ts'
import { useEntered } from './entered.ts'
import { EnterRefusal, useWait } from './wait.tsx'

/** The first step: name and password. */
export function PasswordWay() {
  const { t } = useWords()
  const entered = useEntered()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const enter = useMutation({
    mutationFn: () => api.enterWithPassword({ body: { name: name.trim(), password } }),
    onSuccess: (session) => entered(session),
    onError: () => setPassword(''),
    gcTime: 0,
  })
  const wait = useWait(enter.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter.mutate()
  }
  return (
    <form className="record-form" onSubmit={submit}>
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
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <PasswordField
        id="enter-password"
        label={t('enter.password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <EnterRefusal error={enter.error} wait={wait} />
      <button type="submit" className="button button-primary wide" disabled={enter.isPending || wait > 0}>
        {enter.isPending ? t('enter.checking') : t('enter.next')}
      </button>
    </form>
  )
}
