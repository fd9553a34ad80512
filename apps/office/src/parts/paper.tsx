import type { ReactNode } from 'react'
import './paper.css'

/** A sheet wider than the window scrolls in a box of its own, by keyboard as well. */
export function PaperScroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="paper-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
