import type { HouseholdRow } from '@lika/contract'
import { useState } from 'react'
import { useFacts } from '../../../parts/facts.ts'
import { RegionPicker } from '../../../parts/region-picker.tsx'
import { useWords } from '../../../words/index.ts'
import { ActForm } from './act-form.tsx'
import type { ActProps } from './act-props.ts'
import { HouseholdPicker } from './household-picker.tsx'
import { RelationField } from './relation-field.tsx'

const countyOf = ({ region }: ActProps['household']) => region[0]?.code ?? ''

/** Everybody of this household joins another one, and this one ends. */
export function Merge({ household, close, onDone }: ActProps) {
  const { t } = useWords()
  const facts = useFacts()
  const [into, setInto] = useState<HouseholdRow>()
  const [relations, setRelations] = useState<Readonly<Record<string, string>>>({})
  const members = household.members.map(({ id }) => ({ personId: id, relation: relations[id] ?? '' }))
  const isWhole = into !== undefined && members.every(({ relation }) => relation !== '')
  const relation = facts.find('relation', 'person')
  return (
    <ActForm
      name={`merge.${household.id}`}
      lacking={t('act.merge.lacking')}
      detail={
        isWhole ? { kind: 'mergeHouseholds', fromId: household.id, intoId: into.id, members } : undefined
      }
      cancel={close}
      onDone={onDone}
    >
      <div className="field">
        <label htmlFor="merge-into">{t('act.merge.into')}</label>
        <HouseholdPicker
          id="merge-into"
          county={countyOf(household)}
          without={household.id}
          value={into?.id ?? ''}
          onChange={setInto}
        />
      </div>
      <fieldset className="field">
        <legend>{t('act.merge.relations', { head: into?.headName ?? '…' })}</legend>
        <table className="table">
          <caption className="unseen">{t('act.merge.relations', { head: into?.headName ?? '…' })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('household.name')}</th>
              <th scope="col">{t('act.relationNow')}</th>
              <th scope="col">{t('act.relationNew')}</th>
            </tr>
          </thead>
          <tbody>
            {household.members.map((member) => {
              const name = member.name ?? t('households.nameUnknown')
              return (
                <tr key={member.id}>
                  <th scope="row">{name}</th>
                  <td>{member.relation === null ? '—' : facts.show(relation, member.relation)}</td>
                  <td>
                    <RelationField
                      label={t('act.relationOf', { name })}
                      value={relations[member.id] ?? ''}
                      onChange={(value) => setRelations({ ...relations, [member.id]: value })}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </fieldset>
    </ActForm>
  )
}

/** The household goes to another village or group of the county. */
export function Move({ household, close, onDone }: ActProps) {
  const { t } = useWords()
  const here = household.region.at(-1)?.code ?? ''
  const [toRegion, setRegion] = useState(here)
  const isPlace = toRegion.length >= 12 && toRegion !== here
  return (
    <ActForm
      name={`move.${household.id}`}
      lacking={t('act.move.lacking')}
      detail={isPlace ? { kind: 'moveHousehold', householdId: household.id, toRegion } : undefined}
      cancel={close}
      onDone={onDone}
    >
      <p>
        <span className="quiet">{t('act.move.from')}</span>{' '}
        {household.region.map(({ name }) => name).join(' ')}
      </p>
      <div className="field">
        <label htmlFor="move-to">{t('act.move.to')}</label>
        <RegionPicker id="move-to" from={countyOf(household)} value={toRegion} onChange={setRegion} />
      </div>
    </ActForm>
  )
}
