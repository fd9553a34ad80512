import type { TaskContent } from '@lika/contract'
import { useId, useState } from 'react'
import { useWords } from '../../../words/index.ts'

type Units = TaskContent['lead']

/** The units of one role, each of which can be taken out, and a field that suggests those that the plan names. */
export function UnitsField(props: {
  /** Names to choose from. */
  readonly names: readonly string[]
  readonly label: string
  readonly units: Units
  readonly most: number
  readonly onChange: (units: Units) => void
}) {
  const { t } = useWords()
  const id = useId()
  const { units } = props
  const [typed, setTyped] = useState('')
  const add = () => {
    const fresh = typed
      .split(/[、，,;；]/)
      .map((name) => name.trim())
      .filter((name, index, all) => name !== '' && all.indexOf(name) === index)
      .filter((name) => !units.some((unit) => unit.name === name))
    if (fresh.length > 0) props.onChange([...units, ...fresh.map((name) => ({ name }))].slice(0, props.most))
    setTyped('')
  }
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {units.length > 0 && (
        <ul className="unit-chips">
          {units.map(({ name }) => (
            <li key={name}>
              {name}
              <button
                type="button"
                aria-label={t('plans.field.removeUnit', { name })}
                onClick={() => props.onChange(units.filter((unit) => unit.name !== name))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        className="input"
        type="text"
        list={`${id}-names`}
        maxLength={300}
        autoComplete="off"
        value={typed}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          add()
        }}
      />
      <datalist id={`${id}-names`}>
        {props.names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p id={`${id}-hint`} className="hint">
        {t('plans.field.unitsHint')}
      </p>
    </div>
  )
}
