import type { HouseholdRow } from '@lika/contract'
import { useState } from 'react'
import { useWords } from '../../../words/index.ts'
import { ActForm } from './act-form.tsx'
import type { ActProps } from './act-props.ts'
import { HouseholdPicker } from './household-picker.tsx'
import { RelationField } from './relation-field.tsx'

const reasons = ['death', 'movedAway', 'marriedOut', 'duplicate'] as const

/** Somebody leaves the registry: died, moved away, married out, was there twice. */
export function EndPerson({ household, person, close, onDone }: ActProps & { readonly person: string }) {
  const { t } = useWords()
  const [because, setBecause] = useState<(typeof reasons)[number]>()
  return (
    <ActForm
      name={`end.${person}`}
      lacking={t('act.endPerson.lacking')}
      detail={because ? { kind: 'endPerson', personId: person, because } : undefined}
      cancel={close}
      onDone={onDone}
    >
      <Who household={household} person={person} />
      <fieldset className="field">
        <legend>{t('act.endPerson.why')}</legend>
        <div className="toggles">
          {reasons.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="end-because"
                checked={because === each}
                onChange={() => setBecause(each)}
              />
              {t(`endReason.${each}`)}
            </label>
          ))}
        </div>
      </fieldset>
    </ActForm>
  )
}

/** Somebody joins another household of the county. */
export function MovePerson({ household, person, close, onDone }: ActProps & { readonly person: string }) {
  const { t } = useWords()
  const [to, setTo] = useState<HouseholdRow>()
  const [relation, setRelation] = useState('')
  return (
    <ActForm
      name={`movePerson.${person}`}
      lacking={t('act.movePerson.lacking')}
      detail={
        to && relation ? { kind: 'movePerson', personId: person, toHouseholdId: to.id, relation } : undefined
      }
      cancel={close}
      onDone={onDone}
    >
      <Who household={household} person={person} />
      <div className="field">
        <label htmlFor="person-to">{t('act.movePerson.to')}</label>
        <HouseholdPicker
          id="person-to"
          county={household.region[0]?.code ?? ''}
          without={household.id}
          value={to?.id ?? ''}
          onChange={setTo}
        />
      </div>
      <div className="field">
        <span className="field-name">{t('act.relationNew')}</span>
        <RelationField label={t('act.relationNew')} value={relation} onChange={setRelation} />
      </div>
    </ActForm>
  )
}

function Who({ household, person }: { readonly household: ActProps['household']; readonly person: string }) {
  const { t } = useWords()
  const member = household.members.find(({ id }) => id === person)
  return (
    <p>
      <span className="quiet">{t('household.name')}</span>{' '}
      <strong>{member?.name ?? t('households.nameUnknown')}</strong>
    </p>
  )
}
