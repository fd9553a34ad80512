/** What the head of a batch is made of, and the text that a checkpoint signs: both as lines that a person can read. */
import { HASH_BYTES, sha256 } from './merkle.ts'

export interface BatchHead {
  readonly number: number
  readonly journal: string
  readonly form: number
  readonly rowCount: number
  readonly upto: number
  readonly lastOrder: number
  readonly lastId: string
  readonly root: Buffer
  readonly previous: Buffer
  readonly sealedAt: string
}

/** Before the first batch. */
export const BEGINNING = Buffer.alloc(HASH_BYTES)

export function headOf(batch: BatchHead): Buffer {
  const lines = [
    'lika batch 1',
    `number ${batch.number}`,
    `journal ${batch.journal}`,
    `form ${batch.form}`,
    `rows ${batch.rowCount}`,
    `upto ${batch.upto}`,
    `last ${batch.lastOrder} ${batch.lastId}`,
    `root ${batch.root.toString('hex')}`,
    `previous ${batch.previous.toString('hex')}`,
    `sealed ${instantOf(batch.sealedAt)}`,
  ]
  return sha256(Buffer.from(`${lines.join('\n')}\n`))
}

export interface Checkpoint {
  readonly installation: string
  readonly number: number
  readonly madeAt: string
  /** The last batch covered, and its head. */
  readonly batch: number
  readonly head: Buffer
  /** Rows sealed so far, by journal. */
  readonly rows: Readonly<Record<string, number>>
  /** After a restore: checkpoints of a future that was given up, and why. */
  readonly givenUp?: GivenUp
}

export interface GivenUp {
  readonly from: number
  readonly to: number
  readonly reason: string
}

export interface SignedCheckpoint {
  readonly body: string
  readonly suite: string
  readonly keyId: string
  readonly signature: Buffer
}

export function checkpointBody(checkpoint: Checkpoint): string {
  const { givenUp } = checkpoint
  const lines = [
    'lika checkpoint 1',
    `installation ${checkpoint.installation}`,
    `number ${checkpoint.number}`,
    `made ${instantOf(checkpoint.madeAt)}`,
    `batches ${checkpoint.batch}`,
    `head ${checkpoint.head.toString('hex')}`,
    ...Object.entries(checkpoint.rows).map(([journal, count]) => `rows ${journal} ${count}`),
    ...(givenUp ? [`givenUp ${givenUp.from} ${givenUp.to} ${givenUp.reason}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** Undefined for a text that is no checkpoint. */
export function readBody(body: string): Checkpoint | undefined {
  const lines = body.split('\n').map((line) => line.split(' '))
  const value = (name: string) => lines.find(([first]) => first === name)?.[1]
  const [number, batch] = [Number(value('number')), Number(value('batches'))]
  const [installation, madeAt, head] = [value('installation'), value('made'), value('head')]
  if (!body.startsWith('lika checkpoint 1\n') || !installation || !madeAt) return undefined
  if (!Number.isSafeInteger(number) || !Number.isSafeInteger(batch)) return undefined
  if (!/^[0-9a-f]{64}$/.test(head ?? '')) return undefined
  const rows = lines
    .filter(([first]) => first === 'rows')
    .map(([, journal, count]) => [journal, Number(count)])
  const [, from, to, ...reason] = lines.find(([first]) => first === 'givenUp') ?? []
  return {
    installation,
    number,
    madeAt,
    batch,
    head: Buffer.from(head!, 'hex'),
    rows: Object.fromEntries(rows),
    ...(from && to ? { givenUp: { from: Number(from), to: Number(to), reason: reason.join(' ') } } : {}),
  }
}

/** 128 bits of the text's digest in groups of four, short enough to be compared with a print by eye. */
export function fingerprintOf(body: string): string {
  const hex = sha256(Buffer.from(body)).toString('hex', 0, 16)
  return hex.match(/.{4}/g)!.join(' ')
}

/** To the millisecond, in one spelling: the database adds what digits it keeps. */
function instantOf(instant: string): string {
  return new Date(instant).toISOString()
}
