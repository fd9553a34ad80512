/** A line of text with its label and what helps to fill it in. */
export function TextField(props: {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly maxLength: number
  readonly minLength?: number
  readonly pattern?: string
  readonly placeholder?: string
  readonly optional?: boolean
  readonly onChange: (value: string) => void
}) {
  const { id, label, hint, optional, onChange, ...rest } = props
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        className="input"
        type="text"
        required={!optional}
        autoComplete="off"
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  )
}
