import type { AccountPage, Move, Unit } from '@lika/contract'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { useKept } from '../../parts/kept.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../imports/refusal.tsx'
import { emptyGrant, type GrantDraft, GrantFields } from './grant-fields.tsx'
import { grantOf } from './grant-form.tsx'
import { useAccessChange } from './queries.ts'
import { TextField } from './text-field.tsx'
import { UnitField } from './unit-field.tsx'

interface Draft {
  readonly grantId: string
  readonly unit: string
  readonly position: string
  readonly reason: string
  readonly withGrant: boolean
  readonly grant: GrantDraft
}

const isBegun = ({ unit, reason }: Draft) => unit !== '' || reason !== ''

/** Somebody goes to another unit: what was held is revoked, what comes with the new place is given in the same act. */
export function MoveForm({ account }: { readonly account: AccountPage }) {
  const { t } = useWords()
  const id = useId()
  const { session } = usePlace()
  const navigate = useNavigate()
  const [fresh] = useState<Draft>(() => ({
    grantId: newRecordId(),
    unit: '',
    position: '',
    reason: '',
    withGrant: account.state === 'active',
    grant: emptyGrant(session.account.region.code, session.today),
  }))
  const kept = useKept(`move.${account.id}`, fresh, isBegun)
  const draft = kept.value
  const change = (changed: Partial<Draft>) => kept.set((before) => ({ ...before, ...changed }))
  const changeGrant = (changed: Partial<GrantDraft>) =>
    kept.set((before) => ({ ...before, grant: { ...before.grant, ...changed } }))
  const move = useAccessChange((body: Move) => api.moveAccount({ params: { id: account.id }, body }))
  const close = () => {
    kept.clear()
    void navigate({ to: '.', search: {}, replace: true })
  }
  const chooseUnit = (unit: string, chosen: Unit | undefined) => {
    change({ unit })
    if (chosen) changeGrant({ region: chosen.region.code })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    move.mutate(moveOf(draft), { onSuccess: close })
  }
  const ended = account.grants.filter(({ mayRevoke }) => mayRevoke).length
  return (
    <form
      className="panel record-form account-wide access-form"
      aria-labelledby={`${id}-title`}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <div>
        <h2 id={`${id}-title`}>{t('account.move.title', { name: account.displayName })}</h2>
        <p className="quiet">
          {t('account.move.text', { unit: account.unit?.name ?? t('account.move.none'), count: ended })}
        </p>
      </div>
      <div className="two-fields">
        <UnitField id={`${id}-unit`} value={draft.unit} but={account.unit?.id} onChange={chooseUnit} />
        <TextField
          id={`${id}-position`}
          label={t('account.make.position')}
          hint={t('account.make.positionHint')}
          value={draft.position}
          maxLength={60}
          optional
          onChange={(position) => change({ position })}
        />
      </div>
      {account.state === 'active' && (
        <label className="check">
          <input
            type="checkbox"
            checked={draft.withGrant}
            onChange={(event) => change({ withGrant: event.target.checked })}
          />
          {t('account.move.withGrant')}
        </label>
      )}
      {draft.withGrant && <GrantFields draft={draft.grant} change={changeGrant} held={[]} />}
      <TextField
        id={`${id}-reason`}
        label={t('account.move.reason')}
        value={draft.reason}
        minLength={2}
        maxLength={500}
        placeholder={t('account.move.reasonHint')}
        onChange={(reason) => change({ reason })}
      />
      <Refusal error={move.error} />
      <div className="record-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={move.isPending || draft.unit === '' || (draft.withGrant && draft.grant.role === '')}
        >
          {move.isPending ? t('account.working') : t('account.move.save')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('account.cancel')}
        </button>
      </div>
    </form>
  )
}

function moveOf({ unit, position, reason, withGrant, grant, grantId }: Draft): Move {
  return {
    unit,
    ...(position.trim() === '' ? {} : { position: position.trim() }),
    grants: withGrant ? [grantOf(grant, grantId, reason)] : [],
    reason: reason.trim(),
  }
}
