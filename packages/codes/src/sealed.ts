/**
 * What stands in place of a value that lies encrypted: `sealed:kin:own:length`. Equal values have equal stand-ins, so
 * they can be compared, counted and joined without being opened; nothing can be read out of one but the length.
 */

/** The forms of one certificate number have the first 17 digits in common: of them `kin` is made. */
export interface SealedParts {
  readonly kin: string
  readonly own: string
  /** In characters, for rules about how long a number is. */
  readonly length: number
}

const pattern = /^sealed:([\w-]{12}):([\w-]{16}):(\d{1,5})$/
const prefix = 'sealed:'

export const sealedText = ({ kin, own, length }: SealedParts): string => `${prefix}${kin}:${own}:${length}`

export const isSealed = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith(prefix) && pattern.test(value)

/** Nobody may write a text that could be taken for a stand-in. */
export const looksSealed = (text: string): boolean => text.startsWith(prefix)

/** How long the hidden value is; undefined for a text that is no stand-in. */
export function sealedLength(text: string): number | undefined {
  if (!text.startsWith(prefix)) return undefined
  const length = pattern.exec(text)?.[3]
  return length === undefined ? undefined : Number(length)
}

/** All stand-ins in a longer text. */
export function findSealed(text: string): string[] {
  if (!text.includes(prefix)) return []
  return [...new Set(text.match(/sealed:[\w-]{12}:[\w-]{16}:\d{1,5}/g))]
}

/** What the written forms of one value have in common: 15, 18, 20 or 22 digits of one person's number. */
export function kinOf(text: string): string {
  if (/^\d{15}$/.test(text)) return `${text.slice(0, 6)}19${text.slice(6)}`
  return /^\d{17}[\dXx](?:\d{2}|\d{2}[\dA-Za-z]{2})?$/.test(text) ? text.slice(0, 17) : text
}
