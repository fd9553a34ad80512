/** Hundreds of plans: what is right is not reported, and one wrong figure is, alone, with what it should be. */
import { expect, test } from 'vitest'
import { readText } from '../read.ts'
import { documentOf, STYLES } from './documents.ts'
import { randomOf } from './random.ts'
import { KINDS } from './statements.ts'

const EACH = 6

const told = (text: string) =>
  readText(text)
    .documents.flatMap(({ findings }) => findings)
    .filter(({ grade }) => grade !== 'note')

test.each(STYLES.flatMap((style) => KINDS.map((kind) => [kind, style] as const)))(
  '%s in a plan of style %s: silent when right, found when wrong',
  (kind, style) => {
    for (let seed = 1; seed <= EACH; seed += 1) {
      const { right, wrong, planted } = documentOf(
        randomOf(seed * 31 + KINDS.indexOf(kind) * 7 + STYLES.indexOf(style)),
        style,
        kind,
      )
      expect(
        told(right).map(({ rule, message }) => `${rule} ${message.zh}`),
        right,
      ).toEqual([])
      const found = told(wrong)
      expect(
        found.map(({ rule }) => rule),
        `${wrong}\n${found.map(({ message }) => message.zh).join('\n')}`,
      ).toEqual([planted.rules[0]])
      if (planted.stated)
        expect([found[0]!.stated, found[0]!.computed], wrong).toEqual([planted.stated, planted.computed])
    }
  },
)
