import { useWords } from '../../words/index.ts'

/** One of the units there, or none. */
export function UnitField(props: {
  readonly id: string
  readonly label: string
  readonly units: readonly { readonly id: string; readonly name: string }[] | undefined
  readonly value: string
  readonly onChange: (unit: string) => void
}) {
  const { t } = useWords()
  return (
    <div className="field">
      <label htmlFor={props.id}>{props.label}</label>
      <select
        id={props.id}
        className="input"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="">{t('complaints.noUnit')}</option>
        {(props.units ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
