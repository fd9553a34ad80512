/** A million households in memory: generated JavaScript, closures, the same written by hand, and three rule engines. */
import { compileSet, generateSet } from '@lika/policy'
import {
  atLeast,
  atMost,
  count,
  type Measurement,
  type Options,
  rate,
  type Section,
  times,
} from '../measurement.ts'
import { flatten } from '../rules/flat.ts'
import { buildJsonLogic } from '../rules/json-logic.ts'
import { buildRulesEngine } from '../rules/rules-engine.ts'
import { judgeWritten } from '../rules/written.ts'
import { buildZen } from '../rules/zen.ts'
import { medians } from '../stopwatch.ts'
import { ASKED_ON, type Household, makeHouseholds } from './households.ts'
import { CRITERIA, exitStandard } from './standard.ts'

export const judgeMany: Section = async (options, say) => {
  const { households: n } = options
  say(`making ${count(n)} households`)
  const households = makeHouseholds({ count: n, unknown: 0.01 })
  const ours = await judgeInMemory(households, say)
  households.length = 0
  const complete = makeHouseholds({ count: options.isQuick ? 20_000 : 200_000, unknown: 0, seed: 7 })
  return [...ours, ...(await judgeWithEngines(complete, options, say))]
}

async function judgeInMemory(
  households: readonly Household[],
  say: (text: string) => void,
): Promise<Measurement[]> {
  const { set } = exitStandard()
  const generated = generateSet(set)
  const closures = compileSet(set)
  const n = households.length
  const generatedCodes = new BigInt64Array(n)
  const generatedOverall = new Uint8Array(n)
  const writtenCodes = new Int32Array(n)
  const writtenOverall = new Uint8Array(n)
  const few = Math.min(n, 100_000)
  const closureCodes = new BigInt64Array(few)
  say('generated, closures and by hand, in turns')
  const ms = await medians(
    {
      generated: () => generated.fill(households, ASKED_ON, generatedCodes, generatedOverall),
      written: () => judgeWritten(households, writtenCodes, writtenOverall),
      closures: () => {
        for (let i = 0; i < few; i++) closureCodes[i] = closures(households[i]!, ASKED_ON).codes
      },
    },
    5,
    // Large functions are compiled late, after some hundred thousand calls; until then either may be several times slower.
    Math.max(1, Math.ceil(400_000 / n)),
  )
  const outcomes = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    if (Number(generatedCodes[i]) !== writtenCodes[i] || generatedOverall[i] !== writtenOverall[i])
      throw new Error(`household ${i}: generated and hand-written JavaScript differ`)
    if (i < few && generatedCodes[i] !== closureCodes[i])
      throw new Error(`household ${i}: the closures differ`)
    outcomes[generatedOverall[i]!]!++
  }
  const perSecond = (took: number) => (n / took) * 1000
  const [unmet, undetermined, met] = outcomes.map((each) => `${Math.round((each / n) * 100)} %`)
  return [
    {
      work: `judge ${count(n)} households in memory, nine codes and the outcome: generated JavaScript`,
      result: rate(perSecond(ms.generated)),
      against: `written by hand: ${rate(perSecond(ms.written))}`,
      ...atMost(ms.generated / ms.written, 1.3),
      bar: 'at most 1.3× the time',
      note: `all results equal; ${met} met, ${unmet} unmet, ${undetermined} undetermined`,
    },
    {
      work: 'the same by closures, with what is missing (the phone, one change)',
      result: rate((few * 1000) / ms.closures),
      against: `generated: ${rate(perSecond(ms.generated))}`,
      ratio: times(ms.closures / few / (ms.generated / n)),
      note: `no bar; they need no new Function; on ${count(few)} of them`,
    },
  ]
}

/**
 * The engines on households about whom everything is known, where all must agree. json-logic-engine and ours judge all
 * of them in turns; the two slow ones a few thousand, again in turns with ours.
 */
async function judgeWithEngines(
  complete: readonly Household[],
  { isQuick }: Options,
  say: (text: string) => void,
): Promise<Measurement[]> {
  const expected = truthsOf(complete)
  const jsonLogic = buildJsonLogic()
  const rulesEngine = buildRulesEngine()
  const zen = buildZen()
  const flat = flatten(complete)
  const few = flat.slice(0, isQuick ? 500 : 3_000)
  const generated = generateSet(exitStandard().set)
  const codes = new BigInt64Array(complete.length)
  const overall = new Uint8Array(complete.length)
  say('json-logic-engine, json-rules-engine, zen')
  for (const [i, household] of few.entries()) {
    const met = expected[i]!
    const isMet = met.size === CRITERIA.length
    if (jsonLogic(household) !== isMet) throw new Error(`household ${i}: json-logic-engine differs`)
    mustEqual('json-rules-engine', i, await rulesEngine(household), met)
    mustEqual('zen', i, await zen.judge(household), met)
  }
  const ms = await medians(
    {
      generated: () => generated.fill(complete, ASKED_ON, codes, overall),
      jsonLogic: () => {
        for (const household of flat) jsonLogic(household)
      },
      rulesEngine: async () => {
        for (const household of few) await rulesEngine(household)
      },
      zen: () => inTurns(few, zen.judge),
    },
    isQuick ? 3 : 5,
    isQuick ? 2 : 3,
  )
  const wrong = await wrongAnswers({ jsonLogic, rulesEngine, zen: zen.judge }, isQuick ? 500 : 2_000)
  zen.dispose()
  const speeds = {
    jsonLogic: (flat.length * 1000) / ms.jsonLogic,
    rulesEngine: (few.length * 1000) / ms.rulesEngine,
    zen: (few.length * 1000) / ms.zen,
  }
  const ours = (complete.length * 1000) / ms.generated
  const line = (name: string, key: keyof typeof speeds, bar: number, sample: number): Measurement => ({
    work: `generated JavaScript against ${name}`,
    result: rate(ours),
    against: `${rate(speeds[key])} on ${count(sample)} complete households`,
    ...atLeast(ours / speeds[key], bar),
    bar: `at least ${bar}×`,
    note: `of households with a fact missing: ${wrong[key]}`,
  })
  return [
    line('json-logic-engine compiled, overall verdict only', 'jsonLogic', 5, flat.length),
    line('json-rules-engine', 'rulesEngine', 300, few.length),
    line('GoRules zen', 'zen', 300, few.length),
  ]
}

function truthsOf(households: readonly Household[]): Set<string>[] {
  const judge = compileSet(exitStandard().set)
  return households.map(
    (household) =>
      new Set(
        judge(household, ASKED_ON).criteria.flatMap(({ id, outcome }) => (outcome === 'met' ? [id] : [])),
      ),
  )
}

function mustEqual(engine: string, i: number, found: Set<string> | undefined, expected: Set<string>): void {
  const differs = CRITERIA.filter((id) => found === undefined || found.has(id) !== expected.has(id))
  if (differs.length > 0) throw new Error(`household ${i}: ${engine} differs in ${differs.join(', ')}`)
}

/** A few dozen at a time, so that its own threads are busy. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < items.length; i += 50) await Promise.all(items.slice(i, i + 50).map(work))
}

/** Per cent of households with a missing fact for which an engine says something else about the standard as a whole. */
async function wrongAnswers(
  engines: {
    jsonLogic: ReturnType<typeof buildJsonLogic>
    rulesEngine: ReturnType<typeof buildRulesEngine>
    zen: ReturnType<typeof buildZen>['judge']
  },
  sample: number,
) {
  const households = makeHouseholds({ count: sample * 4, unknown: 0.02, seed: 11 })
  const judge = compileSet(exitStandard().set)
  const judged = households
    .map((household) => ({ household, outcome: judge(household, ASKED_ON).outcome }))
    .filter(({ household: { facts, lists } }) =>
      [facts, ...lists.members.map((member) => member.facts)].some((each) =>
        Object.values(each).includes(null),
      ),
    )
    .slice(0, sample)
  const wrong = { jsonLogic: 0, rulesEngine: 0, zen: 0 }
  let refused = 0
  for (const [i, flat] of flatten(judged.map(({ household }) => household)).entries()) {
    const { outcome } = judged[i]!
    // They cannot say "undetermined": "not met" is then as wrong as "met", and an error counts as an honest refusal.
    const says = (isMet: boolean) => (isMet ? 'met' : 'unmet')
    if (says(engines.jsonLogic(flat)) !== outcome) wrong.jsonLogic++
    if (says((await engines.rulesEngine(flat)).size === CRITERIA.length) !== outcome) wrong.rulesEngine++
    const zen = await engines.zen(flat)
    if (zen === undefined) refused++
    else if (says(zen.size === CRITERIA.length) !== outcome) wrong.zen++
  }
  const percent = (value: number) => `${Math.round((value / judged.length) * 100)} % wrong`
  return {
    jsonLogic: percent(wrong.jsonLogic),
    rulesEngine: percent(wrong.rulesEngine),
    zen: `${percent(wrong.zen)} and ${Math.round((refused / judged.length) * 100)} % errors`,
  }
}
