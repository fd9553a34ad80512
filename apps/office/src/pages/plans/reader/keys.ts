import { useEffect, useRef } from 'react'
import { isTyping, useShortcuts } from '../../../app/frame/shortcuts.ts'
import type { Act } from './card.tsx'
import type { Card } from './cards.ts'

const acts: Readonly<Record<string, Act>> = { a: 'accept', e: 'correct', r: 'reject', u: 'takeBack' }

/** J and K walk the statements; A accepts, E corrects, R rejects, U takes back the one that is chosen. */
export function useCardKeys(props: {
  readonly cards: readonly Card[]
  readonly selected: Card | undefined
  readonly onSelect: (card: Card) => void
  readonly onAct: (card: Card, act: Act) => void
}): void {
  const { isSingle } = useShortcuts()
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    if (!isSingle) return
    // `g` and a letter go to another page.
    let isGoing = false
    const press = (event: KeyboardEvent) => {
      const wasGoing = isGoing
      isGoing = event.key === 'g'
      if (wasGoing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (isTyping(event) || document.querySelector('dialog[open], .ant-drawer-open')) return
      const { cards, selected, onSelect, onAct } = latest.current
      const index = selected ? cards.indexOf(selected) : -1
      const next = event.key === 'j' ? cards[index + 1] : event.key === 'k' ? cards[index - 1] : undefined
      const act = acts[event.key]
      if (next) {
        event.preventDefault()
        onSelect(next)
        focusCard(next.key)
      } else if (act && selected) {
        event.preventDefault()
        onAct(selected, act)
      }
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isSingle])
}

/** So that a screen reader says what was chosen; a card that is not drawn yet comes with the next frame. */
function focusCard(key: string): void {
  requestAnimationFrame(() => {
    const button = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(key)}"] .card-title button`)
    button?.focus({ preventScroll: true })
  })
}
