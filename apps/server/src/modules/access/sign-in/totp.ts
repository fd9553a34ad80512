/**
 * Codes of an authenticator (RFC 6238): six digits for half a minute, by the server's clock alone. A code is taken
 * once: the step that it belongs to is stored, and neither it nor an earlier one is taken again.
 */
import { Secret, TOTP } from 'otpauth'

const PERIOD_S = 30
const SECRET_BYTES = 20
/** A phone's clock may be one step off, and people type slowly. */
const WINDOW = 1

export interface NewTotp {
  readonly secret: Buffer
  /** As people type it where no camera is at hand. */
  readonly text: string
  /** What a QR code shows. */
  readonly uri: string
}

export function newTotp(accountName: string, issuer = '立卡 Lika'): NewTotp {
  const secret = new Secret({ size: SECRET_BYTES })
  const totp = generator(Buffer.from(secret.bytes), accountName, issuer)
  return { secret: Buffer.from(secret.bytes), text: secret.base32, uri: totp.toString() }
}

/** The step of the code when it is right, now, and later than the last that was taken; undefined otherwise. */
export function stepOfCode(
  secret: Buffer,
  code: string,
  now: Date,
  lastStep: number | undefined,
): number | undefined {
  const timestamp = now.getTime()
  const delta = generator(secret).validate({ token: code, timestamp, window: WINDOW })
  if (delta === null) return undefined
  const step = Math.floor(timestamp / 1000 / PERIOD_S) + delta
  return lastStep !== undefined && step <= lastStep ? undefined : step
}

/** The code that an authenticator shows at an instant. */
export function codeAt(secret: Buffer, at: Date): string {
  return generator(secret).generate({ timestamp: at.getTime() })
}

function generator(secret: Buffer, label = 'lika', issuer = ''): TOTP {
  // SHA-1 and six digits are what every authenticator understands; HMAC-SHA-1 is not broken by collisions.
  return new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  })
}
