/** Random sets over random incomplete subjects: closures, generated code and the naive evaluator agree. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDay } from '../expression/calendar.ts'
import { walk } from '../expression/nodes.ts'
import type { Criterion, Subject } from '../model.ts'
import { judgeReference } from '../reference/judge.ts'
import { randomFrom } from '../reference/random.ts'
import { randomSet } from '../reference/random-sets.ts'
import { JUDGED_DAYS, randomSubject } from '../reference/random-subjects.ts'
import { SAMPLE_KINDS, sampleWorld } from '../reference/sample-world.ts'
import { codesToOutcomes, codesToTruths, outcomeOf, overall, testNode, truthsToCodes } from './codes.ts'
import { generateSet } from './generate.ts'
import { compileSet } from './set.ts'

const world = sampleWorld()

describe('a set judged by closures, by generated code and naively', () => {
  test('has the same outcome for each criterion and over all', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = randomFrom(seed)
        const kind = random.pick(SAMPLE_KINDS)
        const set = randomSet(random, world, kind)
        const judge = compileSet(set)
        const generated = generateSet(set)
        const subjects = Array.from({ length: 6 }, () => randomSubject(random, kind))
        const day = random.pick(JUDGED_DAYS)
        const codes = new BigInt64Array(subjects.length)
        const overalls = new Uint8Array(subjects.length)
        generated.fill(subjects, day, codes, overalls)
        for (const [i, subject] of subjects.entries()) {
          const right = judgeReference(set, world, subject, parseDay(day)!)
          const verdict = judge(subject, day)
          expect(verdict.codes).toBe(truthsToCodes(right.criteria))
          expect(verdict.criteria.map(({ outcome }) => outcome)).toEqual(right.criteria.map(outcomeOf))
          expect(verdict.outcome).toBe(outcomeOf(right.overall))
          expect(codes[i]).toBe(verdict.codes)
          expect(overalls[i]).toBe(right.overall)
          expect(generated.codes(subject, day)).toBe(verdict.codes)
          expect(overall(set, verdict.codes)).toBe(right.overall)
          expect(codesToTruths(verdict.codes, set.criteria.length)).toEqual(right.criteria)
          expect(codesToOutcomes(verdict.codes, set.criteria.length)).toEqual(
            verdict.criteria.map((c) => c.outcome),
          )
        }
      }),
      { numRuns: 250 },
    )
  })
})

function asksWhetherKnown({ test }: Criterion): boolean {
  let asks = false
  walk(testNode(test), (node) => {
    if (node.op === 'known') asks = true
  })
  return asks
}

describe('what is missing', () => {
  test('is named only where the outcome is open, and facts that are not named cannot settle it', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = randomFrom(seed)
        const kind = random.pick(SAMPLE_KINDS)
        const set = randomSet(random, world, kind)
        const judge = compileSet(set)
        const subject = randomSubject(random, kind)
        const before = judge(subject, '2017-12-31')
        if (before.outcome !== 'undetermined') expect(before.missing).toEqual([])
        for (const [i, { outcome, missing }] of before.criteria.entries()) {
          if (outcome !== 'undetermined') expect(missing).toEqual([])
          const criterion = set.criteria[i]!
          // A fact that is assumed is not missing; and what asks whether a fact is known changes by learning it.
          if (criterion.assume.length > 0 || asksWhetherKnown(criterion)) continue
          const filled = fillOthers(subject, new Set(missing), '', kind)
          if (outcome === 'undetermined')
            expect(judge(filled, '2017-12-31').criteria[i]?.outcome, `${missing}`).toBe('undetermined')
        }

        function fillOthers(
          subject: Subject,
          missing: ReadonlySet<string>,
          path: string,
          of: string,
        ): Subject {
          const fresh = randomSubject(randomFrom(seed), of).facts
          const facts = Object.fromEntries(
            Object.keys(world.facts[of]!).map((id) => {
              const keep = subject.facts[id] != null || missing.has(path + id)
              return [id, keep ? subject.facts[id] : fresh[id]]
            }),
          )
          const lists = Object.fromEntries(
            Object.entries(subject.lists ?? {}).map(([list, elements]) => [
              list,
              elements.map((element) =>
                fillOthers(element, missing, `${path}${list}.`, world.subjects[of]!.lists[list]!.of),
              ),
            ]),
          )
          return { ...subject, facts, lists }
        }
      }),
      { numRuns: 250 },
    )
  })
})
