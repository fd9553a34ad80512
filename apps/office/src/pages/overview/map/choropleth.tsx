import type { Boundary } from '@lika/contract'
import { useMemo } from 'react'
import { shareText } from '../share.ts'
import { fitInto, labelPlace, pathOf } from './projection.ts'
import { moveAmongPlaces, RegionLink } from './region-link.tsx'
import { isUnsure, type MapItem, stepClass, useMapLabel, wholeOf } from './scale.tsx'

const [WIDTH, HEIGHT] = [420, 330]
/** A character of a name, in units of the drawing. */
const EM = 13

/** The regions in their outlines, coloured by the share met. The same numbers stand in the table beside it. */
export function Choropleth(props: {
  readonly boundaries: readonly Boundary[]
  readonly items: readonly MapItem[]
  readonly label: string
  readonly status: string | undefined
}) {
  const { boundaries, items } = props
  const labelOf = useMapLabel()
  const drawn = useMemo(() => {
    const shapes = boundaries.map(({ polygons }) => polygons as never as Parameters<typeof pathOf>[0])
    const project = fitInto(shapes, WIDTH, HEIGHT)
    return boundaries.map(({ code, name }, at) => ({
      code,
      name,
      path: pathOf(shapes[at]!, project),
      place: labelPlace(shapes[at]!, project),
    }))
  }, [boundaries])
  const found = new Map(items.map((item) => [item.region.code, item]))
  const itemOf = (code: string, name: string): MapItem =>
    found.get(code) ?? {
      region: { code, name },
      households: 0,
      outcomes: { met: 0, unmet: 0, undetermined: 0 },
    }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a drawing.
    <svg
      className="choropleth"
      viewBox={`-6 -6 ${WIDTH + 12} ${HEIGHT + 12}`}
      role="group"
      aria-label={props.label}
      onKeyDown={moveAmongPlaces}
    >
      <defs>
        <pattern
          id="unsure"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect className="unsure-line" width="1.6" height="7" />
        </pattern>
      </defs>
      {drawn.map(({ code, name, path }) => {
        const item = itemOf(code, name)
        return (
          <RegionLink
            key={code}
            item={item}
            status={props.status}
            className="map-region"
            label={labelOf(item)}
          >
            <path d={path} className={stepClass(item.outcomes)} fillRule="evenodd" />
            {isUnsure(item.outcomes) && <path d={path} fill="url(#unsure)" fillRule="evenodd" />}
          </RegionLink>
        )
      })}
      {/* Names lie above all outlines, and are read with the links. */}
      <g className="map-names" aria-hidden>
        {drawn.map(({ code, name, place }) => {
          const { outcomes } = itemOf(code, name)
          if (!place || place.width < name.length * EM) return null
          return (
            <text key={code} x={place.x} y={place.y} textAnchor="middle">
              <tspan x={place.x} dy="-0.1em">
                {name}
              </tspan>
              <tspan x={place.x} dy="1.2em" className="map-share">
                {shareText(outcomes.met, wholeOf(outcomes)) ?? '—'}
              </tspan>
            </text>
          )
        })}
      </g>
    </svg>
  )
}
