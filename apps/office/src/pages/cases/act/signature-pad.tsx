import { type PointerEvent, useId, useRef } from 'react'
import { useWords } from '../../../words/index.ts'
import { HEIGHT, type Point, pathOf, pointOf, type Strokes, WIDTH } from './strokes.ts'

/** The glass to sign on, with a finger, a pen or a mouse. Who cannot draw sends a scan instead: that stands beside it. */
export function SignaturePad(props: {
  readonly strokes: Strokes
  readonly onChange: (strokes: Strokes) => void
  readonly label: string
  readonly isWrong: boolean
}) {
  const { t } = useWords()
  const id = useId()
  const { strokes, onChange } = props
  const drawing = useRef<Point[] | undefined>(undefined)
  const put = (event: PointerEvent<SVGSVGElement>) => {
    const stroke = drawing.current
    if (!stroke) return
    const box = event.currentTarget.getBoundingClientRect()
    // Between two frames the pen has been in more places than one.
    const places = event.nativeEvent.getCoalescedEvents?.() ?? []
    for (const place of places.length > 0 ? places : [event]) stroke.push(pointOf(place, box))
    onChange([...strokes.slice(0, -1), [...stroke]])
  }
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = [pointOf(event, event.currentTarget.getBoundingClientRect())]
    onChange([...strokes, [...drawing.current]])
  }
  const end = () => {
    drawing.current = undefined
  }
  return (
    <div className="pad">
      <svg
        className={props.isWrong ? 'pad-glass is-wrong' : 'pad-glass'}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={strokes.length > 0 ? t('cases.pad.drawn', { name: props.label }) : t('cases.pad.empty')}
        aria-describedby={id}
        onPointerDown={begin}
        onPointerMove={put}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line className="pad-line" x1="30" x2={WIDTH - 30} y1={HEIGHT - 40} y2={HEIGHT - 40} />
        {strokes.map((stroke, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no name but their order.
          <path key={at} d={pathOf(stroke)} className="pad-stroke" />
        ))}
      </svg>
      <div className="pad-tools">
        <p id={id} className="hint">
          {t('cases.pad.hint')}
        </p>
        <button
          type="button"
          className="button button-small"
          disabled={strokes.length === 0}
          onClick={() => onChange(strokes.slice(0, -1))}
        >
          {t('cases.pad.undo')}
        </button>
        <button
          type="button"
          className="button button-small"
          disabled={strokes.length === 0}
          onClick={() => onChange([])}
        >
          {t('cases.pad.clear')}
        </button>
      </div>
    </div>
  )
}
