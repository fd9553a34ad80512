import { type ReactNode, useEffect, useRef } from 'react'

/** A form that opens above the table: whoever opened it finds themselves in it. */
export function FormPanel(props: {
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="panel target-form">
      <h2 ref={heading} tabIndex={-1}>
        {props.title}
      </h2>
      <p className="quiet">{props.text}</p>
      {props.children}
    </section>
  )
}
