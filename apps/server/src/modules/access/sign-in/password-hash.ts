/** Passwords at rest: argon2id, as a PHC string that says with what it was made, so that the cost can be raised. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '../../../platform/errors.ts'

/** OWASP's least: 19 MiB, two passes, one lane. About 75 ms on a small machine. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const SALT_BYTES = 16
const HASH_BYTES = 32

/** Each at work holds 19 MiB and one of the four threads that also read files. */
const MOST_AT_ONCE = 2
const MOST_WAITING = 64

interface Hashed {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly salt: Buffer
  readonly hash: Buffer
}

/** A PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password, { ...COST, salt }, HASH_BYTES)
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`
}

/** Whether the password is the one that was hashed. Without a hash the same work is done, and the answer is no. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const hashed = readPhc(stored ?? NOBODYS)
  const given = await derive(password, hashed, hashed.hash.length)
  return timingSafeEqual(given, hashed.hash) && stored !== undefined
}

/** Whether it was made with less than is asked for today. */
export function isOutdated(stored: string): boolean {
  const { memory, passes } = readPhc(stored)
  return memory < COST.memory || passes < COST.passes
}

/** NFC, so that the same characters typed on another keyboard are the same password. Nothing is cut off. */
export function normalized(password: string): string {
  return password.normalize('NFC')
}

const NOBODYS = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(Buffer.alloc(SALT_BYTES))}$${unpadded(Buffer.alloc(HASH_BYTES))}`

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function readPhc(stored: string): Hashed {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(stored) ?? []
  if (!salt || !hash) throw new Error('a stored password is no argon2id PHC string')
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

const argon2Async = promisify(argon2)

async function derive(password: string, cost: Omit<Hashed, 'hash'>, tagLength: number): Promise<Buffer> {
  const { memory, passes, parallelism, salt } = cost
  return inTurn(() =>
    argon2Async('argon2id', {
      message: normalized(password),
      nonce: salt,
      memory,
      passes,
      parallelism,
      tagLength,
    }),
  )
}

let atWork = 0
const waiting: (() => void)[] = []

/** A flood of sign-ins waits in a line of bounded length, and takes no more memory than two of them. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (atWork >= MOST_AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw tooMany()
    await new Promise<void>((go) => waiting.push(go))
  } else atWork += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else atWork -= 1
  }
}

function tooMany(): AppError {
  return new AppError('session.busy', 503, {
    zh: '登录的人太多，请稍后重试。',
    en: 'Too many people are signing in; try again in a moment.',
  })
}
