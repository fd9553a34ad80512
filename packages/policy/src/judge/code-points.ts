import { sealedLength } from '@lika/codes'

/** Characters as databases count them, not UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** The length of a text, or of what lies encrypted behind it. */
export function textLength(text: string): number {
  return sealedLength(text) ?? codePoints(text)
}
