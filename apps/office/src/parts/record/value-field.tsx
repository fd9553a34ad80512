import type { CatalogueFact } from '@lika/contract'
import { Select } from 'antd'
import { useWords } from '../../words/index.ts'
import { DayField } from '../day-field.tsx'
import type { Facts } from '../facts.ts'
import { grouped } from '../numbers.ts'
import { isNumber } from './check.ts'
import '../filters.css'

type Props = {
  /** Of the field, where a page holds several. */
  readonly id?: string
  readonly fact: CatalogueFact
  readonly facts: Facts
  readonly value: string
  readonly disabled: boolean
  readonly fault: string | undefined
  readonly onChange: (value: string) => void
}

/** The field that fits the type of a fact, with its unit and range beside it. */
export function ValueField(props: Props) {
  const { t, say } = useWords()
  const { fact, facts, value, disabled, onChange, id = 'record-value' } = props
  const codes = (fact.codes && facts.catalogue?.codeLists[fact.codes]?.values) || []
  const common = {
    id,
    className: 'input',
    value,
    disabled,
    'aria-invalid': props.fault !== undefined,
    'aria-describedby': `${id}-hint`,
  }
  switch (fact.type) {
    case 'boolean':
      return (
        <div className="toggles" id={id} role="radiogroup" aria-label={say(fact.label)}>
          {(['true', 'false'] as const).map((each) => (
            <label key={each}>
              <input
                type="radio"
                name={id}
                disabled={disabled}
                checked={value === each}
                onChange={() => onChange(each)}
              />
              {t(each === 'true' ? 'record.yes' : 'record.no')}
            </label>
          ))}
        </div>
      )
    case 'code':
      return (
        <select {...common} onChange={(event) => onChange(event.target.value)}>
          <option value="" />
          {codes.map((each) => (
            <option key={each.code} value={each.code}>
              {say(each.label)}
            </option>
          ))}
        </select>
      )
    case 'codes':
      return (
        <Select
          id={id}
          mode="multiple"
          style={{ width: '100%' }}
          disabled={disabled}
          {...(fact.most === undefined ? {} : { maxCount: fact.most })}
          value={value === '' ? [] : value.split(',')}
          options={codes.map((each) => ({ value: each.code, label: say(each.label) }))}
          optionFilterProp="label"
          onChange={(chosen: string[]) => onChange(chosen.join(','))}
        />
      )
    case 'date':
      return (
        <DayField
          id={id}
          value={value}
          aria-invalid={props.fault !== undefined}
          aria-describedby={`${id}-hint`}
          onChange={onChange}
        />
      )
    default:
      return (
        <span className="with-unit">
          <input
            {...common}
            type="text"
            inputMode={isNumber(fact) ? 'decimal' : 'text'}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
          {isNumber(fact) && <span>{facts.unitOf(fact)}</span>}
        </span>
      )
  }
}

/** 0 to 600, at least 0, at most 100; nothing where the catalogue sets no bound. */
export function useRange(): (fact: CatalogueFact) => string {
  const { t } = useWords()
  return ({ min, max }) => {
    if (min !== undefined && max !== undefined)
      return t('record.range', { min: grouped(min), max: grouped(max) })
    if (min !== undefined) return t('record.min', { min: grouped(min) })
    return max === undefined ? '' : t('record.max', { max: grouped(max) })
  }
}
