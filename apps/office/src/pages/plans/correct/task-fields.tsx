import type { Every, TaskContent } from '@lika/contract'
import { useWords } from '../../../words/index.ts'
import type { Lack } from '../reader/lacks.ts'
import { DayFields } from './days.tsx'
import { Choice, Field, TextInput } from './field.tsx'
import { UnitsField } from './units-field.tsx'

const cycles = ['', 'week', 'month', 'quarter', 'halfYear', 'year'] as const

export function TaskFields(props: {
  readonly names: readonly string[]
  readonly value: TaskContent
  readonly faults: ReadonlySet<Lack>
  readonly onChange: (task: TaskContent) => void
}) {
  const { t } = useWords()
  const { value, faults } = props
  const change = (changed: Partial<TaskContent>) => props.onChange({ ...value, ...changed })
  return (
    <>
      <Field label={t('plans.field.text')} fault={faults.has('text') ? t('plans.field.needed') : undefined}>
        {(field) => (
          <textarea
            {...field}
            className="input"
            rows={5}
            maxLength={4000}
            value={value.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      {(['lead', 'cooperating', 'responsible'] as const).map((role) => (
        <UnitsField
          key={role}
          names={props.names}
          label={t(`plans.roles.${role}`)}
          units={value[role]}
          most={role === 'lead' ? 60 : 100}
          onChange={(units) => change({ [role]: units })}
        />
      ))}
      <Choice<Every | ''>
        label={t('plans.field.every')}
        value={value.every ?? ''}
        options={cycles.map((id) => ({
          id,
          label: id === '' ? t('plans.field.everyNone') : t(`plans.every.${id}`),
        }))}
        onChange={(every) => change({ every: every === '' ? null : every })}
      />
      <DayFields value={value} faults={faults} onChange={change} />
      <TextInput
        label={t('plans.field.clause')}
        value={value.clause}
        maxLength={120}
        onChange={(clause) => change({ clause })}
      />
    </>
  )
}
