// Logs hold no bodies, no query strings and no identity data. Redaction by path once leaked an id number out of an
// error's text, so a last filter runs over the finished line.

import type { Writable } from 'node:stream'
import { type Logger, pino } from 'pino'

const PATTERNS: readonly RegExp[] = [
  // Id numbers of 18 digits, the old ones of 15, and bank cards of 16 to 19.
  /(?<!\d)\d{17}[\dXx](?!\d)/g,
  /(?<!\d)(?:\d{15,16}|\d{19})(?!\d)/g,
  /(?<!\d)\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g,
  // Mobile phones, written together or in groups.
  /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g,
]

/** The line without anything that looks like an id number, a phone or a bank card. */
export function withoutIdentityData(line: string): string {
  return PATTERNS.reduce((text, pattern) => text.replace(pattern, '[removed]'), line)
}

export function createLogger(options: { level: string; output?: Writable }): Logger {
  const output = options.output ?? process.stdout
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        req: (request: { method: string; url: string; id: string }) => ({
          method: request.method,
          path: request.url.split('?')[0],
        }),
        res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
      },
    },
    { write: (line) => output.write(withoutIdentityData(line)) },
  )
}
