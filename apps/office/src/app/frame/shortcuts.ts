// Shortcuts of a single letter can be turned off: whoever dictates would press them by speaking (WCAG 2.1.4).
import { useSyncExternalStore } from 'react'

const STORED = 'lika.shortcuts'
const listeners = new Set<() => void>()

export function chooseSingleKeys(on: boolean): void {
  localStorage.setItem(STORED, on ? 'on' : 'off')
  for (const listener of listeners) listener()
}

export function useShortcuts(): { readonly isSingle: boolean } {
  const stored = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => localStorage.getItem(STORED),
  )
  return { isSingle: stored !== 'off' }
}

/** Whether a key goes into a field. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
