import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { libraryCard, sha256 } from './library-card.fixture.ts'
import type { PackText } from './load.ts'
import { isTestFile, loadPacks, loadRead } from './load.ts'
import { readPack } from './read.ts'
import { runPackTests } from './test-run.ts'

const packs = libraryCard.filter((each) => !isTestFile(each.path))
const sound = new Map(packs.map((each) => [each, readPack(each.path, each.text)]))
/** Mostly a short pack with its catalogue, now and then everything. */
const small = packs.filter((each) => /2020|catalogue/.test(each.path))

/** One slip of the pen, or of the disk, in a text. */
type Slip = (text: string, a: number, b: number) => string
const lineAt = (text: string, part: number) => Math.floor(part * text.split('\n').length)
const slips: readonly Slip[] = [
  // a line is lost
  (text, a) => text.split('\n').toSpliced(lineAt(text, a), 1).join('\n'),
  // two lines are swapped
  (text, a, b) => {
    const lines = text.split('\n')
    const [i, j] = [lineAt(text, a), lineAt(text, b)]
    return lines
      .with(i, lines[j] ?? '')
      .with(j, lines[i] ?? '')
      .join('\n')
  },
  // two words are swapped
  (text, a, b) => {
    const words = text.split(/(\b)/)
    const [i, j] = [Math.floor(a * words.length), Math.floor(b * words.length)]
    return words
      .with(i, words[j] ?? '')
      .with(j, words[i] ?? '')
      .join('')
  },
  // a byte is damaged
  (text, a, b) => {
    const at = Math.floor(a * text.length)
    return text.slice(0, at) + String.fromCharCode(Math.floor(b * 300)) + text.slice(at + 1)
  },
  // a piece is cut out, or written twice
  (text, a, b) => text.slice(0, Math.floor(a * text.length)) + text.slice(Math.floor(b * text.length)),
  // something is nested absurdly deep
  (text, a, b) => {
    const at = Math.floor(a * text.length)
    const depth = Math.floor(b * 150)
    return `${text.slice(0, at)}${['[', '{a: ', '(', 'not ', '- ', '-'][Math.floor(b * 6)]!.repeat(depth)}${text.slice(at)}`
  },
  // an indent slips
  (text, a, b) => {
    const lines = text.split('\n')
    const at = lineAt(text, a)
    return lines.with(at, `${' '.repeat(Math.floor(b * 6))}${(lines[at] ?? '').trim()}`).join('\n')
  },
  // a figure changes
  (text, a, b) => {
    const numbers = [...text.matchAll(/\d+/g)]
    const one = numbers[Math.floor(a * numbers.length)]
    if (!one) return text
    return text.slice(0, one.index) + String(Math.floor(b * 1e15)) + text.slice(one.index + one[0].length)
  },
]

const slip = fc.record({
  file: fc.double({ min: 0, max: 0.999, noNaN: true }),
  kind: fc.nat(slips.length - 1),
  a: fc.double({ min: 0, max: 0.999, noNaN: true }),
  b: fc.double({ min: 0, max: 0.999, noNaN: true }),
})

function damaged(
  files: readonly PackText[],
  list: readonly { file: number; kind: number; a: number; b: number }[],
) {
  const result = [...files]
  for (const { file, kind, a, b } of list) {
    // The shorter packs come first, and are damaged most.
    const index = Math.floor(file ** 4 * files.length)
    const one = result[index]!
    result[index] = { path: one.path, text: slips[kind]!(one.text, a, b) }
  }
  return result
}

describe('malformed packs', () => {
  test('10,000 damaged packs are loaded or refused with places, and never crash or hang', () => {
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 2 }), fc.nat(99), (list, size) => {
        const began = performance.now()
        // Only what was damaged is read again: reading the others ten thousand times shows nothing.
        const files = damaged(size === 0 ? packs : small, list)
        const reads = files.map((file) => sound.get(file) ?? readPack(file.path, file.text))
        const result = loadRead(reads, { sha256 })
        if ('problems' in result) {
          expect(result.problems.length).toBeGreaterThan(0)
          for (const each of result.problems) {
            expect(each.file).not.toBe('')
            expect(each.line).toBeGreaterThan(0)
            expect(each.message.zh && each.message.en).toBeTruthy()
          }
        }
        expect(performance.now() - began).toBeLessThan(5000)
      }),
      { numRuns: 10_000 },
    )
  }, 900_000)

  test.each(['[', '{a: ', '- ', '? ', 'a: ', '!!a ', '&a ', '*a ', '"', "'", 'a:\n', '\n ', '#', '('])(
    'a long file of nothing but %j is refused',
    (piece) => {
      const text = piece.repeat(30_000 / piece.length)
      expect(readPack('a.yaml', text).problems.length).toBeGreaterThan(0)
      expect(readPack('a.yaml', `pack: ${text}`).problems.length).toBeGreaterThan(0)
    },
  )

  test('damaged test files are refused or run, and never crash', () => {
    const loaded = loadPacks(packs, { sha256 })
    if ('problems' in loaded) throw new Error('the fixture does not load')
    const tests = libraryCard.filter((each) => isTestFile(each.path))
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), (list) => {
        runPackTests(loaded.packs, damaged(tests, list))
      }),
      { numRuns: 200 },
    )
  }, 300_000)
})
