import type { KeyboardEvent } from 'react'

const decisions: Readonly<Record<string, string>> = { '1': 'keepFirst', '2': 'distinct', '3': 'keepSecond' }

/** J and K walk the pairs, 1 to 3 choose a decision of the pair one is at. Fields keep their letters. */
export function usePairKeys() {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (/^(TEXTAREA|SELECT)$/.test(target.tagName)) return
    if (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)) return
    const pair = target.closest<HTMLElement>('[data-pair]')
    const key = event.key.toLowerCase()
    if (key === 'j' || key === 'k') {
      const next = key === 'j' ? pair?.nextElementSibling : pair?.previousElementSibling
      if (next instanceof HTMLElement) {
        event.preventDefault()
        next.focus()
        next.scrollIntoView({ block: 'nearest' })
      }
      return
    }
    const decision = decisions[key]
    const button = decision && pair?.querySelector<HTMLElement>(`[data-decision="${decision}"]`)
    if (!button) return
    event.preventDefault()
    button.click()
  }
  return { onKeyDown }
}
