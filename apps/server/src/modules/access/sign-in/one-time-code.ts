/** Codes that people carry on paper or by telephone from one screen to another, once. */
import { createHash, randomInt } from 'node:crypto'

/** No letter that is read as another, no vowel that makes a word. */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ23456789'
const GROUPS = 5
const GROUP_LENGTH = 4

/** Twenty characters of 28 kinds, 96 bits: nobody guesses it in its hour. Written as BCDF-GHJK-… */
export function newCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** What is stored of it. So much chance needs no slow hash. Spaces, strokes and small letters do not matter. */
export function hashOfCode(code: string): Buffer {
  const bare = code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
  return createHash('sha256').update(`lika one-time code ${bare}`).digest()
}
