import type { Invitation, Unit } from '@lika/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { useKept } from '../../parts/kept.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../imports/refusal.tsx'
import { emptyGrant, type GrantDraft, GrantFields } from './grant-fields.tsx'
import { grantOf } from './grant-form.tsx'
import { InvitationShown } from './invitation.tsx'
import { useAccessChange } from './queries.ts'
import { TextField } from './text-field.tsx'
import { UnitField } from './unit-field.tsx'
import '../../parts/record/record.css'
import './access.css'

type NewAccount = Parameters<typeof api.addAccount>[0]['body']

interface Draft {
  readonly person: string
  readonly name: string
  readonly unit: string
  readonly position: string
  readonly reason: string
}

interface Making {
  readonly draft: Draft
  readonly grant: GrantDraft
  readonly ids: { readonly account: string; readonly staff: string; readonly grant: string }
}

const isBegun = ({ draft, grant }: Making) =>
  grant.role !== '' || Object.values(draft).some((text) => text !== '')

/** An account for somebody, with the first grant, and the code that lets its owner in. */
export function NewAccountPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const [invitation, setInvitation] = useState<Invitation>()
  useTitle(t('account.make.title'))
  return (
    <>
      <div className="page-head">
        <Link to="/access" search={{}}>
          {t('account.back')}
        </Link>
        <h1>{t('account.make.title')}</h1>
      </div>
      {invitation ? (
        <InvitationShown
          invitation={invitation}
          doneText={t('account.invitation.open')}
          done={() =>
            void navigate({ to: '/access/accounts/$id', params: { id: invitation.account }, search: {} })
          }
        />
      ) : (
        <Making onMade={setInvitation} />
      )}
    </>
  )
}

function Making({ onMade }: { readonly onMade: (invitation: Invitation) => void }) {
  const { t } = useWords()
  const id = useId()
  const { session } = usePlace()
  const [fresh] = useState(() => ({
    draft: { person: '', name: '', unit: '', position: '', reason: '' },
    grant: emptyGrant(session.account.region.code, session.today),
    ids: { account: newRecordId(), staff: newRecordId(), grant: newRecordId() },
  }))
  const kept = useKept<Making>('new-account', fresh, isBegun)
  const { draft, grant, ids } = kept.value
  const make = useAccessChange((body: NewAccount) => api.addAccount({ body }))
  const change = (changed: Partial<Draft>) =>
    kept.set((before) => ({ ...before, draft: { ...before.draft, ...changed } }))
  const changeGrant = (changed: Partial<GrantDraft>) =>
    kept.set((before) => ({ ...before, grant: { ...before.grant, ...changed } }))
  // Where the office is, its people mostly work.
  const chooseUnit = (unit: string, chosen: Unit | undefined) => {
    change({ unit })
    if (chosen && grant.region === session.account.region.code) changeGrant({ region: chosen.region.code })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate(accountOf(draft, grant, ids), {
      onSuccess: (invitation) => {
        kept.clear()
        onMade(invitation)
      },
    })
  }
  return (
    <form className="panel record-form access-form" onSubmit={submit}>
      <p className="quiet">{t('account.make.text')}</p>
      {kept.wasKept && (
        <p className="kept">
          {t('record.draft')}
          <button type="button" className="button button-quiet button-small" onClick={kept.clear}>
            {t('record.discard')}
          </button>
        </p>
      )}
      <div className="two-fields">
        <TextField
          id={`${id}-person`}
          label={t('account.make.person')}
          value={draft.person}
          maxLength={60}
          onChange={(person) => change({ person })}
        />
        <TextField
          id={`${id}-name`}
          label={t('account.make.name')}
          hint={t('account.make.nameHint')}
          value={draft.name}
          maxLength={64}
          pattern="[a-z0-9][a-z0-9._\-]{1,63}"
          onChange={(name) => change({ name: name.toLowerCase() })}
        />
      </div>
      <div className="two-fields">
        <UnitField id={`${id}-unit`} value={draft.unit} onChange={chooseUnit} />
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
      <h2>{t('account.make.grant')}</h2>
      <GrantFields draft={grant} change={changeGrant} held={[]} />
      <TextField
        id={`${id}-reason`}
        label={t('account.make.reason')}
        value={draft.reason}
        maxLength={500}
        minLength={2}
        placeholder={t('account.make.reasonHint')}
        onChange={(reason) => change({ reason })}
      />
      <Refusal error={make.error} />
      <div className="record-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={make.isPending || draft.unit === '' || grant.role === ''}
        >
          {make.isPending ? t('account.working') : t('account.make.save')}
        </button>
      </div>
    </form>
  )
}

function accountOf(draft: Draft, grant: GrantDraft, ids: Making['ids']): NewAccount {
  const person = draft.person.trim()
  const position = draft.position.trim()
  const reason = draft.reason.trim()
  return {
    id: ids.account,
    name: draft.name.trim(),
    displayName: person,
    unit: draft.unit,
    staff: { id: ids.staff, name: person, ...(position === '' ? {} : { position }) },
    grants: [grantOf(grant, ids.grant, reason)],
    reason,
  }
}
