/**
 * How something long lies encrypted, so that it is sealed and opened as it passes: pieces, each after its length, each
 * sealed for its number and for being the last. A piece that is missing, was moved or was cut off is noticed.
 */

/** Bytes of a piece before it is sealed. */
export const PIECE = 262_144

/** Seals or opens one piece for its place. */
export type AtPlace = (piece: Buffer, place: string) => Buffer

const placeOf = (index: number, isLast: boolean) => `${index}${isLast ? ' last' : ''}`

export async function* sealPieces(content: AsyncIterable<Buffer>, seal: AtPlace): AsyncGenerator<Buffer> {
  let waiting: Buffer | undefined
  let index = 0
  const sealed = (piece: Buffer, isLast: boolean) => {
    const bytes = seal(piece, placeOf(index++, isLast))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  for await (const chunk of content) {
    for (let from = 0; from < chunk.length; from += PIECE) {
      if (waiting) yield sealed(waiting, false)
      waiting = chunk.subarray(from, from + PIECE)
    }
  }
  yield sealed(waiting ?? Buffer.alloc(0), true)
}

/** `broken` is what is thrown when the end is missing or something follows it, or a piece is longer than `longest`. */
export async function* openPieces(
  content: AsyncIterable<Buffer>,
  open: AtPlace,
  broken: () => Error,
  longest = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  let index = 0
  let isEnded = false
  for await (const chunk of content) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length >= 4) {
      const length = rest.readUInt32BE(0)
      if (isEnded || length > longest) throw broken()
      if (rest.length < 4 + length) break
      const [piece, isLast] = opened(open, rest.subarray(4, 4 + length), index++)
      rest = rest.subarray(4 + length)
      isEnded = isLast
      yield piece
    }
  }
  if (!isEnded || rest.length > 0) throw broken()
}

function opened(open: AtPlace, sealed: Buffer, index: number): [Buffer, boolean] {
  try {
    return [open(sealed, placeOf(index, false)), false]
  } catch {
    return [open(sealed, placeOf(index, true)), true]
  }
}

/** The first bytes of a stream, fewer when it is shorter, and all that follows them. */
export async function headOf(
  content: AsyncIterable<Buffer>,
  bytes: number,
): Promise<{ readonly head: Buffer; readonly after: AsyncIterable<Buffer> }> {
  const source = content[Symbol.asyncIterator]()
  let read: Buffer = Buffer.alloc(0)
  while (read.length < bytes) {
    const { value, done } = await source.next()
    if (done) break
    read = Buffer.concat([read, value])
  }
  async function* after() {
    try {
      if (read.length > bytes) yield read.subarray(bytes)
      yield* { [Symbol.asyncIterator]: () => source }
    } finally {
      await source.return?.()
    }
  }
  return { head: read.subarray(0, bytes), after: after() }
}
