import type { Invitation } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../imports/refusal.tsx'
import { type GrantDraft, GrantFields } from './grant-fields.tsx'
import { grantOf } from './grant-form.tsx'
import { InvitationShown } from './invitation.tsx'
import { unitsQuery, useAccessChange } from './queries.ts'
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
  const [ids] = useState(() => ({ account: newRecordId(), staff: newRecordId(), grant: newRecordId() }))
  const [draft, setDraft] = useState<Draft>({ person: '', name: '', unit: '', position: '', reason: '' })
  const [grant, setGrant] = useState<GrantDraft>({
    role: '',
    region: session.account.region.code,
    validFrom: session.today,
    validTo: '',
    isException: false,
    exception: '',
  })
  const make = useAccessChange((body: NewAccount) => api.addAccount({ body }))
  const change = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate(accountOf(draft, grant, ids), { onSuccess: onMade })
  }
  return (
    <form className="panel record-form access-form" onSubmit={submit}>
      <p className="quiet">{t('account.make.text')}</p>
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
        <UnitField id={`${id}-unit`} value={draft.unit} onChange={(unit) => change({ unit })} />
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
      <GrantFields
        draft={grant}
        change={(changed) => setGrant((before) => ({ ...before, ...changed }))}
        held={[]}
      />
      <TextField
        id={`${id}-reason`}
        label={t('account.make.reason')}
        value={draft.reason}
        maxLength={500}
        minLength={2}
        placeholder={t('account.reasonHint')}
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

function accountOf(
  draft: Draft,
  grant: GrantDraft,
  ids: { readonly account: string; readonly staff: string; readonly grant: string },
): NewAccount {
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

export function TextField(props: {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly maxLength: number
  readonly minLength?: number
  readonly pattern?: string
  readonly placeholder?: string
  readonly optional?: boolean
  readonly onChange: (value: string) => void
}) {
  const { id, label, hint, optional, onChange, ...rest } = props
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        className="input"
        type="text"
        required={!optional}
        autoComplete="off"
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}

/** A unit, found by its name among those that take new staff. */
function UnitField(props: {
  readonly id: string
  readonly value: string
  readonly onChange: (unit: string) => void
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const [search, setSearch] = useState('')
  const filter = { region: session.account.region.code, ...(search.trim() ? { search: search.trim() } : {}) }
  const { data } = useInfiniteQuery(unitsQuery(filter))
  const units = data?.pages.flatMap((page) => page.items).filter(({ closed }) => !closed) ?? []
  const total = data?.pages[0]?.total ?? 0
  return (
    <div className="field">
      <label htmlFor={props.id}>{t('account.make.unit')}</label>
      {(total > 12 || search !== '') && (
        <input
          className="input"
          type="text"
          aria-label={t('account.make.unitSearch')}
          placeholder={t('account.make.unitSearch')}
          maxLength={60}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <select
        id={props.id}
        className="input"
        required
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="" />
        {units.map(({ id, name, region }) => (
          <option key={id} value={id}>
            {name} · {region.name}
          </option>
        ))}
      </select>
      {data && total === 0 && search === '' && (
        <p className="hint">
          {t('account.make.unitNone')}{' '}
          <Link className="in-text" to="/access/units" search={{ act: 'add' }}>
            {t('units.add')}
          </Link>
        </p>
      )}
    </div>
  )
}
