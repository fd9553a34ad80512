/** Random sets of criteria over the sample world: nested sub-tests, assumptions, verdicts of every form. */
import { checkExpression } from '../expression/check.ts'
import { parseExpression } from '../expression/parser.ts'
import type { CriteriaSet, Criterion, Test, VerdictNode } from '../model.ts'
import type { Random } from './random.ts'
import { randomRule } from './random-rules.ts'
import type { SampleWorld } from './sample-world.ts'

const place = { file: 'rule', line: 1, column: 1, item: 'test' }
const label = { zh: '指标', en: 'criterion' }
const source = { id: 'S1', title: 'sample', confirmed: true }
const origin = { pack: 'sample', version: '1', digest: 'sha256:0' }

export function randomSet(random: Random, world: SampleWorld, kind: string): CriteriaSet {
  const count = random.pick([1, 2, 3, 9, 17, 31])
  const criteria = Array.from({ length: count }, (_, i): Criterion => {
    const assume = random.chance(25)
      ? [{ fact: random.pick(ASSUMED), value: random.chance(50), source, reason: label }]
      : []
    if (random.chance(10)) assume.push({ fact: 'person.poor', value: true, source, reason: label })
    const test = randomTest(random, world, kind, count > 9 ? 1 : 2)
    return {
      id: `c${i}`,
      label,
      source,
      confirmed: true,
      origin,
      test,
      severity: 'error',
      legalReview: false,
      assume,
    }
  })
  const all: VerdictNode = {
    fold: random.pick(['all', 'any']),
    parts: criteria.map((_, i) => ({ criterion: i })),
  }
  return {
    id: 'sample',
    pack: 'sample',
    title: label,
    subject: kind,
    criteria,
    verdict: random.chance(50) ? all : randomVerdict(random, count, 3),
    origin,
    chain: [origin],
    untranslated: [],
  }
}

const ASSUMED: readonly string[] = ['poor', 'safe', 'listed']

function randomTest(random: Random, world: SampleWorld, kind: string, depth: number): Test {
  if (random.chance(25)) {
    const parts = Array.from({ length: 1 + random.below(3) }, () =>
      randomTest(random, world, kind, depth - 1),
    )
    return { label, fold: random.pick(['all', 'any']), parts }
  }
  for (;;) {
    const text = randomRule(random, kind, 'boolean', Math.max(depth, 0))
    const expression = parseExpression(text, place)
    const node = Array.isArray(expression) ? expression : checkExpression(expression, world.scope(kind))
    if (!Array.isArray(node)) return { text, node, place }
  }
}

function randomVerdict(random: Random, count: number, depth: number): VerdictNode {
  if (depth === 0 || random.chance(30)) return { criterion: random.below(count) }
  if (random.chance(25)) return { not: randomVerdict(random, count, depth - 1) }
  const parts = Array.from({ length: 1 + random.below(3) }, () => randomVerdict(random, count, depth - 1))
  return { fold: random.pick(['all', 'any']), parts }
}
