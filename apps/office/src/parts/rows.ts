import type { KeyboardEvent } from 'react'

/** Arrow keys go from the link of a row to the one of the next. */
export function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const row = (event.target as HTMLElement).closest('tr')
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  const link = next?.querySelector<HTMLElement>('[data-row-link]')
  if (!link) return
  event.preventDefault()
  link.focus()
}
