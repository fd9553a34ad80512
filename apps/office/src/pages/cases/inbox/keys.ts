import type { KeyboardEvent } from 'react'
import { useShortcuts } from '../../../app/frame/shortcuts.ts'

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }

/** The keys of one letter, for whoever has not switched them off. */
const LETTERS: Readonly<Record<string, number>> = { j: 1, k: -1 }

/** Arrows or `j` and `k` go from row to row, Home and End to the ends; `x` or the space bar ticks, with shift from the last tick on. */
export function useListKeys(choose: (at: number, isRange: boolean) => void) {
  const { isSingle } = useShortcuts()
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
    const own = (event.target as HTMLElement).closest('tr')?.querySelector<HTMLElement>('[data-row-link]')
    const at = own ? links.indexOf(own) : -1
    if (at < 0) return
    const { key } = event
    const step = STEPS[key] ?? (isSingle ? LETTERS[key] : undefined)
    if (key === 'Home' || key === 'End') links.at(key === 'Home' ? 0 : -1)?.focus()
    else if (step !== undefined) links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus()
    else if ((isSingle && key.toLowerCase() === 'x') || (key === ' ' && event.target === own))
      choose(at, event.shiftKey)
    else return
    event.preventDefault()
  }
}
