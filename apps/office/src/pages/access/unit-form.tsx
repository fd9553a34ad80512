import type { Unit, UnitKind } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../imports/refusal.tsx'
import { unitsQuery, useAccessChange } from './queries.ts'
import { RegionChoice } from './region-choice.tsx'
import { TextField } from './text-field.tsx'

export const unitKinds: readonly UnitKind[] = [
  'office',
  'government',
  'village',
  'team',
  'sector',
  'finance',
  'audit',
  'inspection',
  'assessor',
  'other',
]

/** A new unit, or another name and kind for one. Where it is does not change: that would be another unit. */
export function UnitForm({ unit, close }: { readonly unit?: Unit; readonly close: () => void }) {
  const { t } = useWords()
  const id = useId()
  const { region, session } = usePlace()
  const own = session.account.region.code
  const [newId] = useState(() => newRecordId())
  const [name, setName] = useState(unit?.name ?? '')
  const [kind, setKind] = useState<UnitKind>(unit?.kind ?? 'office')
  const [place, setPlace] = useState(region.startsWith(own) ? region : own)
  const [parent, setParent] = useState('')
  const [reason, setReason] = useState('')
  const above = useInfiniteQuery({ ...unitsQuery({ region: own }), enabled: !unit })
  const parents = above.data?.pages
    .flatMap((page) => page.items)
    .filter((each) => !each.closed && (each.region.code === 'all' || place.startsWith(each.region.code)))
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const save = useAccessChange(async (): Promise<unknown> => {
    const said = { name: name.trim(), kind, reason: reason.trim() }
    if (unit) return api.changeUnit({ params: { id: unit.id }, body: { ...said, id: newId } })
    return api.addUnit({ body: { ...said, id: newId, region: place, ...(parent ? { parent } : {}) } })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(undefined, { onSuccess: close })
  }
  return (
    <form
      ref={form}
      className="panel record-form access-form"
      aria-label={t(unit ? 'units.rename' : 'units.add')}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <div className="two-fields">
        <TextField id={`${id}-name`} label={t('units.name')} value={name} maxLength={60} onChange={setName} />
        <div className="field">
          <label htmlFor={`${id}-kind`}>{t('units.kind')}</label>
          <select
            id={`${id}-kind`}
            className="input"
            value={kind}
            onChange={(event) => setKind(event.target.value as UnitKind)}
          >
            {unitKinds.map((each) => (
              <option key={each} value={each}>
                {t(`units.kinds.${each}`)}
              </option>
            ))}
          </select>
        </div>
      </div>
      {!unit && (
        <div className="two-fields">
          <div className="field">
            <label htmlFor={`${id}-region`}>{t('units.region')}</label>
            <RegionChoice id={`${id}-region`} from={own} value={place} onChange={setPlace} />
          </div>
          {parents && parents.length > 0 && (
            <div className="field">
              <label htmlFor={`${id}-parent`}>{t('units.parent')}</label>
              <select
                id={`${id}-parent`}
                className="input"
                value={parents.some((each) => each.id === parent) ? parent : ''}
                onChange={(event) => setParent(event.target.value)}
              >
                <option value="">{t('units.noParent')}</option>
                {parents.map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.name}
                  </option>
                ))}
              </select>
            </div>
          )}
        </div>
      )}
      <TextField
        id={`${id}-reason`}
        label={t('units.reason')}
        value={reason}
        maxLength={500}
        minLength={2}
        placeholder={t('units.reasonHint')}
        onChange={setReason}
      />
      <Refusal error={save.error} />
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={save.isPending}>
          {save.isPending ? t('account.working') : t('units.save')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('account.cancel')}
        </button>
      </div>
    </form>
  )
}
