import type { Bound, FundLineContent, FundNature, FundSide } from '@lika/contract'
import { bounds } from '../../../parts/bounds.ts'
import { inTenThousands } from '../../../parts/figures.ts'
import { grouped } from '../../../parts/numbers.ts'
import { useWords } from '../../../words/index.ts'
import { figureOf } from '../reader/content.ts'
import type { Lack } from '../reader/lacks.ts'
import { Choice, TextInput } from './field.tsx'

const sides = ['use', 'source'] as const
const natures = ['grant', 'loan', 'interest', 'guarantee', 'insurance', 'mixed', 'other'] as const

export function FundLineFields(props: {
  readonly value: FundLineContent
  readonly faults: ReadonlySet<Lack>
  readonly onChange: (line: FundLineContent) => void
}) {
  const { t } = useWords()
  const { value, faults } = props
  const change = (changed: Partial<FundLineContent>) => props.onChange({ ...value, ...changed })
  const fault =
    value.yuan.trim() === '' ? t('plans.field.needed') : t('plans.field.badFigure', { value: value.yuan })
  const figure = figureOf(value.yuan)
  return (
    <>
      <TextInput
        label={t('plans.field.title')}
        value={value.title}
        maxLength={300}
        fault={faults.has('title') ? t('plans.field.needed') : undefined}
        onChange={(title) => change({ title })}
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
          label={t('plans.field.yuan')}
          value={value.yuan}
          maxLength={30}
          hint={
            figure === undefined ? '' : t('plans.field.inWan', { figure: grouped(inTenThousands(figure)) })
          }
          fault={faults.has('yuan') ? fault : undefined}
          onChange={(yuan) => change({ yuan })}
        />
      </div>
      <div className="field-pair">
        <Choice<FundSide>
          label={t('plans.field.side')}
          value={value.side}
          options={sides.map((id) => ({ id, label: t(`plans.sides.${id}`) }))}
          onChange={(side) => change({ side })}
        />
        <Choice<FundNature>
          label={t('plans.field.nature')}
          value={value.nature}
          options={natures.map((id) => ({ id, label: t(`plans.natures.${id}`) }))}
          onChange={(nature) => change({ nature })}
        />
      </div>
      <Terms value={value.terms} onChange={(terms) => change({ terms })} />
      <TextInput
        label={t('plans.field.clause')}
        value={value.clause}
        maxLength={120}
        onChange={(clause) => change({ clause })}
      />
    </>
  )
}

type Terms = FundLineContent['terms']

/** Count, rate, months: what the amount is worked out of. */
function Terms(props: { readonly value: Terms; readonly onChange: (terms: Terms) => void }) {
  const { t } = useWords()
  const { value } = props
  const change = (at: number, changed: Partial<Terms[number]>) =>
    props.onChange(value.map((term, index) => (index === at ? { ...term, ...changed } : term)))
  return (
    <fieldset className="field terms-field">
      <legend>{t('plans.field.terms')}</legend>
      {value.map((term, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: terms have no name, and never change places.
        <div key={index} className="term-row">
          <input
            className="input"
            aria-label={t('plans.field.term')}
            placeholder={t('plans.field.term')}
            maxLength={100}
            value={term.text}
            onChange={(event) => change(index, { text: event.target.value })}
          />
          <input
            className="input"
            inputMode="decimal"
            aria-label={t('plans.field.termValue')}
            placeholder={t('plans.field.termValue')}
            maxLength={30}
            value={term.value ?? ''}
            onChange={(event) =>
              change(index, { value: event.target.value === '' ? null : event.target.value })
            }
          />
          <input
            className="input"
            aria-label={t('plans.field.termUnit')}
            placeholder={t('plans.field.termUnit')}
            maxLength={30}
            value={term.unit}
            onChange={(event) => change(index, { unit: event.target.value })}
          />
          <button
            type="button"
            className="button button-quiet button-small"
            aria-label={t('plans.field.removeTerm')}
            onClick={() => props.onChange(value.filter((_, at) => at !== index))}
          >
            ✕
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button button-small terms-add"
        disabled={value.length >= 40}
        onClick={() => props.onChange([...value, { role: '', text: '', value: null, unit: '' }])}
      >
        {t('plans.field.addTerm')}
      </button>
    </fieldset>
  )
}
