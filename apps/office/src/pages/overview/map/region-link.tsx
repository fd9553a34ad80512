import { Link } from '@tanstack/react-router'
import type { KeyboardEvent, ReactNode } from 'react'
import type { MapItem } from './scale.tsx'

const GROUP = 14

/** One level down; from a village's groups, where nothing lies below, to their households. */
export function RegionLink(props: {
  readonly item: MapItem
  readonly status: string | undefined
  readonly className?: string
  readonly label?: string
  readonly children: ReactNode
}) {
  const { code } = props.item.region
  const common = { className: props.className ?? '', 'aria-label': props.label, 'data-place': code }
  return code.length >= GROUP ? (
    <Link
      to="/households"
      search={{ region: code, ...(props.status ? { status: props.status } : {}) }}
      {...common}
    >
      {props.children}
    </Link>
  ) : (
    <Link to="/" search={(before) => ({ ...before, region: code })} {...common}>
      {props.children}
    </Link>
  )
}

/** Arrow keys go to the nearest region in their direction, as the eye does. */
export function moveAmongPlaces(event: KeyboardEvent<Element>): void {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
  const from = (event.target as Element).closest('[data-place]')
  if (!direction || !from) return
  const centre = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return [left + width / 2, top + height / 2] as const
  }
  const [x, y] = centre(from)
  const [dx = 0, dy = 0] = direction
  const nearest = [...event.currentTarget.querySelectorAll<HTMLElement | SVGElement>('[data-place]')]
    .filter((each) => each !== from)
    .map((each) => {
      const [ex, ey] = centre(each)
      const along = (ex - x) * dx + (ey - y) * dy
      const across = Math.abs((ex - x) * dy) + Math.abs((ey - y) * dx)
      return { each, along, distance: along + 2 * across }
    })
    .filter(({ along }) => along > 1)
    .toSorted((a, b) => a.distance - b.distance)[0]
  if (!nearest) return
  event.preventDefault()
  nearest.each.focus()
}
