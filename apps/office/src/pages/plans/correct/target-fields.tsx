import type { Bound, TargetContent, TargetKind } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { regionQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { bounds } from '../../../parts/bounds.ts'
import { RegionPicker } from '../../../parts/region-picker.tsx'
import { useWords } from '../../../words/index.ts'
import { targetIndicatorsQuery } from '../queries.ts'
import type { Lack } from '../reader/lacks.ts'
import { DayFields } from './days.tsx'
import { Choice, Field, TextInput } from './field.tsx'

const kinds = ['plan', 'assigned'] as const

export function TargetFields(props: {
  readonly value: TargetContent
  readonly region: string
  readonly faults: ReadonlySet<Lack>
  readonly onChange: (target: TargetContent) => void
}) {
  const { t, say } = useWords()
  const { session } = usePlace()
  const { value, faults } = props
  const change = (changed: Partial<TargetContent>) => props.onChange({ ...value, ...changed })
  const place = useQuery(regionQuery(props.region, session.today))
  const known = useQuery(targetIndicatorsQuery(props.region)).data?.items ?? []
  // One that is in force no longer stays chosen until somebody chooses another.
  const indicators =
    value.indicator === null || known.some(({ id }) => id === value.indicator)
      ? known
      : [...known, { id: value.indicator, label: { zh: value.indicator, en: value.indicator }, unit: '—' }]
  const figureFault = (lack: Lack, typed: string) => {
    if (!faults.has(lack)) return undefined
    return typed.trim() === '' ? t('plans.field.needed') : t('plans.field.badFigure', { value: typed })
  }
  return (
    <>
      <TextInput
        label={t('plans.field.label')}
        value={value.label}
        maxLength={300}
        fault={faults.has('label') ? t('plans.field.needed') : undefined}
        onChange={(label) => change({ label })}
      />
      <div className="field-pair">
        <Choice<Bound>
          label={t('plans.field.bound')}
          value={value.bound}
          options={bounds.map((id) => ({ id, label: t(`plans.bounds.${id}`) }))}
          onChange={(bound) => change({ bound })}
        />
        <TextInput
          isFigure
          label={t('plans.field.value')}
          value={value.value}
          maxLength={30}
          fault={figureFault('value', value.value)}
          onChange={(text) => change({ value: text })}
        />
        {value.bound === 'between' && (
          <TextInput
            isFigure
            label={t('plans.field.upTo')}
            value={value.upTo ?? ''}
            maxLength={30}
            fault={figureFault('upTo', value.upTo ?? '')}
            onChange={(upTo) => change({ upTo })}
          />
        )}
        <TextInput
          label={t('plans.field.unit')}
          value={value.unit}
          maxLength={30}
          fault={faults.has('unit') ? t('plans.field.needed') : undefined}
          onChange={(unit) => change({ unit })}
        />
      </div>
      <Field
        label={t('plans.field.region')}
        hint={value.region === '' ? '' : t('plans.field.regionIs', { code: value.region })}
        fault={faults.has('region') ? t('plans.field.needed') : undefined}
      >
        {({ id }) => (
          <span className="region-choice">
            <button
              type="button"
              className={
                value.region === props.region ? 'button button-small is-chosen' : 'button button-small'
              }
              aria-pressed={value.region === props.region}
              onClick={() => change({ region: props.region, kind: 'plan' })}
            >
              {place.data?.name ?? props.region}
            </button>
            <RegionPicker
              id={id}
              from={props.region}
              value={value.region}
              onChange={(region) => change({ region, kind: region === props.region ? 'plan' : 'assigned' })}
            />
          </span>
        )}
      </Field>
      <Choice<TargetKind>
        label={t('plans.field.kind')}
        hint={t('plans.field.kindHint')}
        value={value.kind}
        options={kinds.map((id) => ({ id, label: t(`plans.kinds.${id}`) }))}
        onChange={(kind) => change({ kind })}
      />
      <Choice
        label={t('plans.field.indicator')}
        hint={t('plans.field.indicatorHint')}
        value={value.indicator ?? ''}
        options={[
          { id: '', label: t('plans.field.indicatorNone') },
          ...indicators.map(({ id, label, unit }) => ({ id, label: `${say(label)} (${unit})` })),
        ]}
        onChange={(indicator) => change({ indicator: indicator === '' ? null : indicator })}
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
