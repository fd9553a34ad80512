import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

/** A button that opens a panel below it; Escape or a click elsewhere closes it and gives the focus back. */
export function Disclosure(props: {
  readonly button: ReactNode
  readonly label: string
  readonly className?: string
  readonly align?: 'start' | 'end'
  readonly children: (close: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false)
    }
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      opener.current?.focus()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    document.addEventListener('keydown', closeOnEscape)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('keydown', closeOnEscape)
    }
  }, [open])

  return (
    <div ref={box} className={`disclosure ${props.className ?? ''}`}>
      <button
        ref={opener}
        type="button"
        className="disclosure-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className="unseen">{props.label}</span>
        {props.button}
      </button>
      {open && (
        <div id={id} className={`disclosure-panel align-${props.align ?? 'start'}`}>
          {props.children(() => {
            setOpen(false)
            opener.current?.focus()
          })}
        </div>
      )}
    </div>
  )
}
