import { type ReactNode, useId } from 'react'

/** A labelled field with what is wrong about it. */
export function Field(props: {
  readonly label: string
  readonly hint?: string
  readonly fault?: string | undefined
  readonly children: (field: {
    readonly id: string
    readonly 'aria-invalid': boolean
    readonly 'aria-describedby': string | undefined
  }) => ReactNode
}) {
  const id = useId()
  const { fault, hint } = props
  const said = fault ?? hint
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.children({
        id,
        'aria-invalid': fault !== undefined,
        'aria-describedby': said === undefined ? undefined : `${id}-said`,
      })}
      {said !== undefined && (
        <p id={`${id}-said`} className={fault === undefined ? 'hint' : 'fault'}>
          {said}
        </p>
      )}
    </div>
  )
}

/** One of a few words. */
export function Choice<K extends string>(props: {
  readonly label: string
  readonly value: K
  readonly options: readonly { readonly id: K; readonly label: string }[]
  readonly onChange: (chosen: K) => void
  readonly hint?: string
  readonly fault?: string | undefined
}) {
  return (
    <Field
      label={props.label}
      fault={props.fault}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
    >
      {(field) => (
        <select
          {...field}
          className="input"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value as K)}
        >
          {props.options.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function TextInput(props: {
  readonly label: string
  readonly value: string
  readonly maxLength: number
  readonly onChange: (text: string) => void
  readonly hint?: string
  readonly fault?: string | undefined
  readonly isFigure?: boolean
}) {
  return (
    <Field
      label={props.label}
      fault={props.fault}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
    >
      {(field) => (
        <input
          {...field}
          className="input"
          type="text"
          autoComplete="off"
          inputMode={props.isFigure ? 'decimal' : 'text'}
          maxLength={props.maxLength}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
