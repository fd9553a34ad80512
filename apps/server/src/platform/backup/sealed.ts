/**
 * How a file of a backup lies: sealed, so that whoever has the backup and not the key of the installation reads nothing.
 *
 *   LIKABACK, length, head as JSON   the suite, and the key of this file, itself sealed by that of the installation
 *   pieces                           the content, compressed before (crypto/pieces.ts)
 *
 * Every piece is bound to the head and to the name of the file, so that nothing can be put in the place of another.
 */
import { ciphers } from '../crypto/ciphers.ts'
import { headOf, openPieces, PIECE, sealPieces } from '../crypto/pieces.ts'
import { derive, makeKey, type SuiteName } from '../crypto/suite.ts'

/** After the name of what it holds. */
export const SEALED = '.sealed'

/** A key for one file, or for the journal until the next backup: open, and as it may lie anywhere. */
export interface SealingKey {
  readonly suite: SuiteName
  readonly key: Buffer
  readonly wrapped: Buffer
}

export interface Head {
  readonly suite: SuiteName
  readonly wrapped: string
  /** Of a segment of the journal: a keyed digest of what it says, by which it is known again. */
  readonly digest?: string
}

const MARK = Buffer.from('LIKABACK')
const LONGEST_HEAD = 4096
const FRONT = MARK.length + 2
// What a suite adds to a piece is less.
const LONGEST_PIECE = PIECE + 1024
const BOUND = Buffer.from('backup')

export function makeSealingKey(root: Buffer, suite: SuiteName): SealingKey {
  const key = makeKey()
  return { suite, key, wrapped: ciphers[suite].seal(wrappingKey(root, suite), key, BOUND) }
}

/** `name` is where it belongs; opening asks for the same. */
export async function* sealContent(
  content: AsyncIterable<Buffer>,
  { suite, key, wrapped }: SealingKey,
  name: string,
  digest?: string,
): AsyncGenerator<Buffer> {
  const head: Head = { suite, wrapped: wrapped.toString('base64'), ...(digest ? { digest } : {}) }
  const text = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(2)
  length.writeUInt16BE(text.length)
  yield Buffer.concat([MARK, length, text])
  yield* sealPieces(content, (piece, place) => ciphers[suite].seal(key, piece, boundTo(text, name, place)))
}

/** Throws a `NotOpened` when anything of it is another than what was sealed, or the end is missing. One of the keys opens it. */
export async function* openContent(
  content: AsyncIterable<Buffer>,
  roots: readonly Buffer[],
  name: string,
): AsyncGenerator<Buffer> {
  const { head, text, after } = await readHead(content)
  const { suite } = head
  const key = keyIn(head, roots)
  yield* openPieces(
    after,
    (piece, place) => {
      try {
        return ciphers[suite].open(key, piece, boundTo(text, name, place))
      } catch (cause) {
        throw changed(cause)
      }
    },
    () => new NotOpened('it is cut off, or was added to'),
    LONGEST_PIECE,
  )
}

/** After the key of the installation was replaced, the journal goes on under the old one until the next backup. */
function keyIn({ suite, wrapped }: Head, roots: readonly Buffer[]): Buffer {
  for (const root of roots) {
    try {
      return ciphers[suite].open(wrappingKey(root, suite), Buffer.from(wrapped, 'base64'), BOUND)
    } catch {
      // That of another time.
    }
  }
  throw changed()
}

const changed = (cause?: unknown) =>
  new NotOpened('it was changed, or belongs to another key or place', cause)

export async function readHead(
  content: AsyncIterable<Buffer>,
): Promise<{ readonly head: Head; readonly text: Buffer; readonly after: AsyncIterable<Buffer> }> {
  const front = await headOf(content, FRONT)
  const isSealed = front.head.length === FRONT && front.head.subarray(0, MARK.length).equals(MARK)
  const length = isSealed ? front.head.readUInt16BE(MARK.length) : 0
  if (length === 0 || length > LONGEST_HEAD) throw new NotOpened('it is no sealed file of a backup')
  const { head: text, after } = await headOf(front.after, length)
  const head = parse(text)
  if (!head) throw new NotOpened('its head cannot be read')
  return { head, text, after }
}

function parse(text: Buffer): Head | undefined {
  try {
    const head = JSON.parse(text.toString()) as Head
    return Object.hasOwn(ciphers, head.suite) && typeof head.wrapped === 'string' ? head : undefined
  } catch {
    return undefined
  }
}

/** Says that two texts are of the same installation and unchanged: the list of a backup's parts, a segment that came twice. */
export function digestOf(root: Buffer, suite: SuiteName, purpose: string, text: string | Buffer): string {
  return ciphers[suite].hmac(digestKey(root, suite, purpose), text).toString('hex')
}

export function digestKey(root: Buffer, suite: SuiteName, purpose: string): Buffer {
  return derive(ciphers[suite].hash, root, `backup ${purpose} ${suite}`)
}

export class NotOpened extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, { cause })
    this.name = 'NotOpened'
  }
}

/** Another than that of the keys in the database, so that it can be given away without those. */
function wrappingKey(root: Buffer, suite: SuiteName): Buffer {
  return derive(ciphers[suite].hash, root, `wrap backup ${suite}`)
}

function boundTo(head: Buffer, name: string, place: string): Buffer {
  return Buffer.concat([head, Buffer.from(`\0${name}\0${place}`)])
}
