import { DayField } from '../../../parts/day-field.tsx'
import { useWords } from '../../../words/index.ts'
import type { Lack } from '../reader/lacks.ts'
import { Field } from './field.tsx'

type Days = { readonly from: string | null; readonly to: string | null }

/** First and last day; an emptied field is a day that nobody stated. */
export function DayFields(props: {
  readonly value: Days
  readonly faults: ReadonlySet<Lack>
  readonly onChange: (days: Days) => void
}) {
  const { t } = useWords()
  const { value, faults } = props
  const wrong = faults.has('order')
    ? t('plans.field.wrongOrder')
    : faults.has('cycle')
      ? t('plans.field.cycleDays')
      : undefined
  const day = (name: 'from' | 'to', fault: string | undefined) => (
    <Field label={t(`plans.field.${name}`)} fault={fault}>
      {(field) => (
        <span className="with-unit">
          <DayField
            {...field}
            value={value[name] ?? ''}
            onChange={(chosen) => props.onChange({ ...value, [name]: chosen })}
          />
          {value[name] !== null && (
            <button
              type="button"
              className="button button-quiet button-small"
              aria-label={t('plans.field.clearDay', { field: t(`plans.field.${name}`) })}
              onClick={() => props.onChange({ ...value, [name]: null })}
            >
              ✕
            </button>
          )}
        </span>
      )}
    </Field>
  )
  return (
    <div className="field-pair">
      {day('from', faults.has('cycle') && value.from === null ? wrong : undefined)}
      {day(
        'to',
        faults.has('cycle') && value.to === null && value.from !== null
          ? wrong
          : faults.has('order')
            ? wrong
            : undefined,
      )}
    </div>
  )
}
