/** A million characters in seconds, and twice the text in twice the time: held against plain work of the same run. */
import { expect, test } from 'vitest'
import { readText } from '../read.ts'
import { documentOf, STYLES } from './documents.ts'
import { randomOf } from './random.ts'
import { KINDS } from './statements.ts'

/** So many times longer than writing every character of it anew, one by one, reading may take. */
const BAR = 60

function planOf(length: number): string {
  let text = ''
  for (let seed = 1; text.length < length; seed += 1)
    text += documentOf(randomOf(seed), STYLES[seed % STYLES.length]!, KINDS[seed % KINDS.length]!).right
  return text.slice(0, length)
}

/** Milliseconds of the processor, not of the clock: others on the machine make nothing longer. */
function fastest(times: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < times; run += 1) {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

test('a million characters are read within a bar of plain work, and twice as long takes at most a third more than twice', () => {
  const half = planOf(500_000)
  const whole = planOf(1_000_000)
  readText(half)
  const plain = fastest(3, () => whole.replaceAll(/[^\n]/g, (each) => `${each}`))
  const first = fastest(2, () => readText(half))
  const second = fastest(2, () => readText(whole))
  expect(second / plain, `${second.toFixed(0)} ms against ${plain.toFixed(0)} ms`).toBeLessThan(BAR)
  expect(second / first, `${first.toFixed(0)} ms, ${second.toFixed(0)} ms`).toBeLessThan(2.6)
})

test.each<[string, (length: number) => string]>([
  ['without a line break', (length) => planOf(length).replaceAll('\n', '')],
  ['of one character', (length) => '一'.repeat(length)],
  ['of one figure', (length) => '1'.repeat(length)],
  ['of brackets', (length) => '('.repeat(length)],
  ['of units', (length) => '市财政局、'.repeat(length / 5)],
  ['of duties in one line', (length) => '落实工作。(市财政局牵头,市农业局配合)'.repeat(length / 20)],
  ['of figures in one sentence', (length) => '新建卫生室12个,'.repeat(length / 9)],
  ['of cells', (length) => '1\t市财政局\t'.repeat(length / 7)],
  ['of places', (length) => '合浦县'.repeat(length / 3)],
  ['of cycles', (length) => '每年'.repeat(length / 2)],
])('a text %s takes no longer than its length says', (_, make) => {
  readText(make(10_000))
  const first = fastest(2, () => readText(make(40_000)))
  const second = fastest(2, () => readText(make(80_000)))
  // Small times shake: a few milliseconds are no growth.
  expect(second - 30, `${first.toFixed(1)} ms, ${second.toFixed(1)} ms`).toBeLessThan(first * 3)
})
