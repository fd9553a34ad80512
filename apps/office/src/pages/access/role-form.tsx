import type { Role, RoleTable } from '@lika/contract'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../imports/refusal.tsx'
import { useAccessChange } from './queries.ts'
import { TextField } from './text-field.tsx'

/** A role of one's own: a built-in one with fewer permissions. */
export function RoleForm(props: {
  readonly table: RoleTable
  /** The one that is changed; a new one is made otherwise. */
  readonly edited?: Role
  readonly close: () => void
}) {
  const { t, say } = useWords()
  const id = useId()
  const { table, edited: role, close } = props
  const [key, setKey] = useState(role?.key ?? '')
  const [label, setLabel] = useState(role?.label ?? { zh: '', en: '' })
  const [basedOn, setBasedOn] = useState(role?.basedOn ?? '')
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set(role?.permissions ?? []))
  const [changeId] = useState(newRecordId)
  const [reason, setReason] = useState('')
  const base = table.roles.find((each) => each.key === basedOn)
  const save = useAccessChange(async () => {
    const said = { label, permissions: [...kept], reason: reason.trim() }
    if (role) return api.changeRole({ params: { key: role.key }, body: { ...said, id: changeId } })
    return api.addRole({ body: { ...said, key, basedOn } })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(undefined, { onSuccess: close })
  }
  return (
    <form
      className="panel record-form access-form access-section"
      aria-label={t(role ? 'roles.edit' : 'roles.add')}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      {!role && (
        <div className="two-fields">
          <TextField
            id={`${id}-key`}
            label={t('roles.form.key')}
            hint={t('roles.form.keyHint')}
            value={key}
            maxLength={40}
            pattern="[a-z][A-Za-z]{2,39}"
            onChange={setKey}
          />
          <div className="field">
            <label htmlFor={`${id}-base`}>{t('roles.form.basedOn')}</label>
            <select
              id={`${id}-base`}
              className="input"
              required
              value={basedOn}
              onChange={(event) => {
                setBasedOn(event.target.value)
                setKept(new Set(table.roles.find((each) => each.key === event.target.value)?.permissions))
              }}
            >
              <option value="" />
              {table.roles
                .filter(({ builtIn }) => builtIn)
                .map((each) => (
                  <option key={each.key} value={each.key}>
                    {say(each.label)}
                  </option>
                ))}
            </select>
          </div>
        </div>
      )}
      <div className="two-fields">
        <TextField
          id={`${id}-zh`}
          label={t('roles.form.zh')}
          value={label.zh}
          maxLength={40}
          onChange={(zh) => setLabel({ ...label, zh })}
        />
        <TextField
          id={`${id}-en`}
          label={t('roles.form.en')}
          value={label.en}
          maxLength={60}
          onChange={(en) => setLabel({ ...label, en })}
        />
      </div>
      {base && (
        <fieldset className="field">
          <legend>{t('roles.form.permissions')}</legend>
          {table.permissions
            .filter(({ permission }) => base.permissions.includes(permission))
            .map(({ permission, routes }) => (
              <label key={permission} className="check">
                <input
                  type="checkbox"
                  checked={kept.has(permission)}
                  onChange={(event) =>
                    setKept((before) => {
                      const next = new Set(before)
                      if (event.target.checked) next.add(permission)
                      else next.delete(permission)
                      return next
                    })
                  }
                />
                <code>{permission}</code>
                <span className="quiet">
                  {routes.map(({ summary }) => say(summary)).join(t('app.comma'))}
                </span>
              </label>
            ))}
        </fieldset>
      )}
      <TextField
        id={`${id}-reason`}
        label={t('roles.form.reason')}
        value={reason}
        minLength={2}
        maxLength={500}
        placeholder={t('account.reasonHint')}
        onChange={setReason}
      />
      <Refusal error={save.error} />
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={save.isPending || kept.size === 0}>
          {save.isPending ? t('account.working') : t('roles.form.save')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('account.cancel')}
        </button>
      </div>
    </form>
  )
}
