import type { Session } from '@lika/contract'
import { useId, useState } from 'react'
import { useWords } from '../words/index.ts'
import './record/record.css'

export interface NewPassword {
  readonly password: string
  readonly again: string
  readonly isSame: boolean
}

export const noPassword: NewPassword = { password: '', again: '', isSame: false }

/** A password of one's own choice, twice, with what it must be. What is wrong with it the server says in words. */
export function NewPasswordFields(props: {
  readonly rules: Session['ways']['password']
  readonly value: NewPassword
  readonly onChange: (value: NewPassword) => void
}) {
  const { t } = useWords()
  const id = useId()
  const { rules, value } = props
  const change = (changed: Partial<NewPassword>) => {
    const next = { ...value, ...changed }
    props.onChange({ ...next, isSame: next.password !== '' && next.password === next.again })
  }
  const { least, most, kinds, days } = rules
  return (
    <>
      <PasswordField
        id={`${id}-new`}
        label={t('enter.newPassword')}
        autoComplete="new-password"
        describedBy={`${id}-rules`}
        value={value.password}
        onChange={(password) => change({ password })}
      />
      <p id={`${id}-rules`} className="hint">
        {kinds > 0
          ? t('enter.rulesKinds', { least, most, kinds, days: days ?? 0 })
          : t('enter.rules', { least, most })}
      </p>
      <PasswordField
        id={`${id}-again`}
        label={t('enter.again')}
        autoComplete="new-password"
        value={value.again}
        onChange={(again) => change({ again })}
      />
      {value.again !== '' && !value.isSame && (
        <p className="hint" role="status">
          {t('enter.mismatch')}
        </p>
      )}
    </>
  )
}

export function PasswordField(props: {
  readonly id: string
  readonly label: string
  readonly autoComplete: 'current-password' | 'new-password'
  readonly describedBy?: string
  readonly value: string
  readonly onChange: (password: string) => void
}) {
  const { t } = useWords()
  const [isShown, setShown] = useState(false)
  return (
    <div className="field">
      <label htmlFor={props.id}>{props.label}</label>
      <span className="with-unit">
        <input
          id={props.id}
          className="input"
          type={isShown ? 'text' : 'password'}
          autoComplete={props.autoComplete}
          aria-describedby={props.describedBy}
          required
          maxLength={1024}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
        <label className="check">
          <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
          {t('enter.show')}
        </label>
      </span>
    </div>
  )
}
