import { useState } from 'react'
import { useFacts } from '../../../parts/facts.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { useWords } from '../../../words/index.ts'
import { ActForm } from './act-form.tsx'
import type { ActProps } from './act-props.ts'
import { RelationField } from './relation-field.tsx'

/** Some of the members become a household of their own, with a head and a number. */
export function Split({ household, close, onDone }: ActProps) {
  const { t } = useWords()
  const facts = useFacts()
  const [newHouseholdId] = useState(newRecordId)
  const [newNumber, setNumber] = useState(`${household.number}-1`)
  /** Of those who leave: their relation to the new head. */
  const [leaving, setLeaving] = useState<Readonly<Record<string, string>>>({})
  const members = Object.entries(leaving).map(([personId, relation]) => ({ personId, relation }))
  const hasHead = members.filter(({ relation }) => relation === 'head').length === 1
  const isWhole = members.length > 0 && hasHead && members.every(({ relation }) => relation !== '')
  const relation = facts.find('relation', 'person')
  return (
    <ActForm
      name={`split.${household.id}`}
      lacking={t('act.split.lacking')}
      detail={
        isWhole && newNumber.trim()
          ? {
              kind: 'splitHousehold',
              householdId: household.id,
              newHouseholdId,
              newNumber: newNumber.trim(),
              members,
            }
          : undefined
      }
      cancel={close}
      onDone={onDone}
    >
      <div className="field">
        <label htmlFor="split-number">{t('act.split.number')}</label>
        <input
          id="split-number"
          className="input"
          maxLength={32}
          value={newNumber}
          onChange={(event) => setNumber(event.target.value)}
        />
      </div>
      <fieldset className="field">
        <legend>{t('act.split.who')}</legend>
        <table className="table">
          <caption className="unseen">{t('act.split.who')}</caption>
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
              const leaves = member.id in leaving
              return (
                <tr key={member.id}>
                  <th scope="row">
                    <label className="check">
                      <input
                        type="checkbox"
                        checked={leaves}
                        onChange={(event) => {
                          const { [member.id]: _, ...others } = leaving
                          const first = Object.keys(others).length === 0 ? 'head' : ''
                          setLeaving(event.target.checked ? { ...others, [member.id]: first } : others)
                        }}
                      />
                      <span>{name}</span>
                    </label>
                  </th>
                  <td>{member.relation === null ? '—' : facts.show(relation, member.relation)}</td>
                  <td>
                    {leaves && (
                      <RelationField
                        label={t('act.relationOf', { name })}
                        value={leaving[member.id] ?? ''}
                        withHead
                        onChange={(value) => setLeaving({ ...leaving, [member.id]: value })}
                      />
                    )}
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
