import type { AccountPage, Grant } from '@lika/contract'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { useKept } from '../../parts/kept.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../imports/refusal.tsx'
import { emptyGrant, type GrantDraft, GrantFields } from './grant-fields.tsx'
import { useAccessChange } from './queries.ts'

type NewGrant = Parameters<typeof api.grantRole>[0]['body']

/** One more grant, or one in the place of another. */
export function GrantForm(props: { readonly account: AccountPage; readonly replaced: Grant | undefined }) {
  const { t, say } = useWords()
  const { session } = usePlace()
  const navigate = useNavigate()
  const fieldId = useId()
  const { account, replaced } = props
  const [fresh] = useState(() => ({
    id: newRecordId(),
    draft: {
      ...emptyGrant(replaced?.region.code ?? session.account.region.code, session.today),
      role: replaced?.role ?? '',
      validTo: replaced?.validTo ?? '',
    },
    reason: '',
  }))
  const kept = useKept(`grant.${account.id}.${replaced?.id ?? ''}`, fresh, ({ draft: now, reason: why }) =>
    [now.role !== fresh.draft.role, now.region !== fresh.draft.region, why !== ''].includes(true),
  )
  const { id, draft, reason } = kept.value
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('select')?.focus(), [])
  const grant = useAccessChange((body: NewGrant) => api.grantRole({ params: { id: account.id }, body }))
  const close = () => void navigate({ to: '.', search: {}, replace: true })
  const leave = () => {
    kept.clear()
    close()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    grant.mutate(
      { ...grantOf(draft, id, reason), ...(replaced ? { replaces: replaced.id } : {}) },
      {
        onSuccess: () => {
          kept.clear()
          close()
        },
      },
    )
  }
  const held = account.grants
    .filter((each) => each.mayRevoke && each.id !== replaced?.id)
    .map(({ role }) => role)
  return (
    <form
      ref={form}
      className="record-form access-form"
      aria-label={t(replaced ? 'account.grantForm.change' : 'account.grantForm.title')}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') leave()
      }}
    >
      {replaced && (
        <p>
          {t('account.grantForm.changeText', {
            role: say(replaced.roleLabel),
            region: replaced.region.name,
          })}
        </p>
      )}
      <GrantFields
        draft={draft}
        change={(changed) => kept.set((before) => ({ ...before, draft: { ...before.draft, ...changed } }))}
        held={held}
      />
      <div className="field">
        <label htmlFor={fieldId}>{t('account.grantForm.reason')}</label>
        <input
          id={fieldId}
          className="input"
          type="text"
          required
          minLength={2}
          maxLength={500}
          autoComplete="off"
          placeholder={t('account.reasonHint')}
          value={reason}
          onChange={({ target: { value } }) => kept.set((before) => ({ ...before, reason: value }))}
        />
      </div>
      <Refusal error={grant.error} />
      <div className="record-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={grant.isPending || draft.role === '' || reason.trim().length < 2}
        >
          {grant.isPending ? t('account.working') : t('account.grantForm.save')}
        </button>
        <button type="button" className="button" onClick={leave}>
          {t('account.cancel')}
        </button>
      </div>
    </form>
  )
}

/** What is sent: what was left empty is left out. */
export function grantOf(draft: GrantDraft, id: string, reason: string): NewGrant {
  const { role, region, validFrom, validTo, isException, exception } = draft
  return {
    id,
    role,
    region,
    validFrom,
    ...(validTo === '' ? {} : { validTo }),
    ...(isException ? { exception: exception.trim() } : {}),
    reason: reason.trim(),
  }
}
