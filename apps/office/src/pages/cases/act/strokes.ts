/** A signature as it was drawn: strokes of points in a frame of 600 by 200, whatever the size of the glass. */
export type Strokes = readonly (readonly Point[])[]
export type Point = readonly [x: number, y: number]

export const WIDTH = 600
export const HEIGHT = 200

/** Where a pointer is within the frame. */
export function pointOf(
  event: { readonly clientX: number; readonly clientY: number },
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): Point {
  const within = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value * 10) / 10))
  return [
    within(((event.clientX - box.left) * WIDTH) / (box.width || 1), WIDTH),
    within(((event.clientY - box.top) * HEIGHT) / (box.height || 1), HEIGHT),
  ]
}

/** The path of a stroke through the middles of its points: a smooth line, and a dot for a single touch. */
export function pathOf(stroke: readonly Point[]): string {
  const [first, ...rest] = stroke
  if (!first) return ''
  const start = `M${first[0]} ${first[1]}`
  const last = rest.at(-1)
  if (!last) return `${start}l0.1 0.1`
  const curves = rest.slice(0, -1).map(([x, y], at) => {
    const [nextX, nextY] = rest[at + 1]!
    return `Q${x} ${y} ${(x + nextX) / 2} ${(y + nextY) / 2}`
  })
  return [start, ...curves, `L${last[0]} ${last[1]}`].join('')
}

const SCALE = 2

/** Black on white, as it is printed, at twice the size of the frame. */
export function pictureOf(strokes: Strokes): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH * SCALE
  canvas.height = HEIGHT * SCALE
  const drawing = canvas.getContext('2d')
  if (!drawing) throw new Error('this browser cannot draw')
  drawing.fillStyle = '#fff'
  drawing.fillRect(0, 0, canvas.width, canvas.height)
  drawing.scale(SCALE, SCALE)
  drawing.lineWidth = 3.5
  drawing.lineCap = 'round'
  drawing.lineJoin = 'round'
  for (const stroke of strokes) drawing.stroke(new Path2D(pathOf(stroke)))
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => {
      if (blob) done(new File([blob], 'signature.png', { type: 'image/png' }))
      else fail(new Error('the signature could not be kept'))
    }, 'image/png'),
  )
}
