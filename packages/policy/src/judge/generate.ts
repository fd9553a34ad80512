/**
 * A set as generated JavaScript, for servers that judge whole provinces: plain property reads, plain loops, and
 * nothing allocated for a household. Phones use the closures, which need no `new Function`.
 */
import { addMonths, civilDate, wholeMonths, wholeYears } from '../expression/calendar.ts'
import { parts } from '../expression/nodes.ts'
import type { Node, Truth } from '../ir.ts'
import type { CriteriaSet, Day, FactValue, Subject, VerdictNode } from '../model.ts'
import { textLength } from './code-points.ts'
import { testNode } from './codes.ts'
import { writeNumber } from './generate/numbers.ts'
import { writeCodes, writeText, writeTruth } from './generate/truths.ts'
import { held, type Names, type Writer } from './generate/writer.ts'
import { quotient } from './quotient.ts'
import { assumptions, packed, rememberDay } from './set.ts'

export interface GeneratedSet {
  /** Two bits per criterion, as in `Verdict.codes`. */
  readonly codes: (subject: Subject, asOf: Day) => bigint
  /** Judges many without allocating: `codes[i]` and, when given, `overall[i]` belong to `subjects[i]`. */
  readonly fill: (subjects: readonly Subject[], asOf: Day, codes: BigInt64Array, overall?: Uint8Array) => void
  /** The generated source, for whoever wants to read it. */
  readonly source: string
}

const LIBRARY = { addMonths, wholeYears, wholeMonths, civilDate, textLength, quotient }

interface Generated {
  readonly setDay: (asOf: number) => void
  /** Writes the two words of subject `i` into `words` and gives the overall truth. */
  readonly judge: (subject: Subject, words: Int32Array, i: number) => Truth
  readonly judgeAll: (
    subjects: readonly Subject[],
    words: Int32Array,
    overall: Uint8Array | undefined,
  ) => void
}

/** The same set as `compileSet`, by `new Function`. */
export function generateSet(set: CriteriaSet): GeneratedSet {
  const page = newPage()
  const { w } = page
  hoist(w, set)
  const truths = set.criteria.map((criterion) => {
    const names: Names = {
      subjects: ['s0'],
      kinds: [set.subject],
      assumed: assumptions(criterion, set.subject),
    }
    return held(w, w.truth(testNode(criterion.test), names), 't')
  })
  const outcome = writeVerdict(w, set.verdict, truths)
  const word = (from: number) =>
    truths
      .slice(from, from + 16)
      .map((truth, i) => (i === 0 ? truth : `${truth} << ${2 * i}`))
      .join(' | ') || '0'
  w.lines.push(`words[2 * i] = ${word(0)}`, `words[2 * i + 1] = ${word(16)}`, `return ${outcome}`)
  const source = page.source(`function judge(s0, words, i) {
${w.lines.join('\n')}
}
function judgeAll(subjects, words, overall) {
  for (let i = 0; i < subjects.length; i++) {
    const outcome = judge(subjects[i], words, i)
    if (overall !== undefined) overall[i] = outcome
  }
}
return { setDay, judge, judgeAll }`)
  return wrap(build(source) as Generated, source)
}

/** One node as generated code, to hold it against the other back ends; null is unknown. */
export function generateValue(node: Node): (subject: Subject, asOf: number) => Exclude<FactValue, undefined> {
  const page = newPage()
  const { w } = page
  const names: Names = { subjects: ['s0'], kinds: [''], assumed: new Map() }
  const { kind } = node.type
  const value =
    kind === 'boolean'
      ? `[false, null, true][${w.truth(node, names)}]`
      : kind === 'codes'
        ? `${w.codes(node, names)} ?? null`
        : kind === 'number' || kind === 'date'
          ? `known(${w.number(node, names)})`
          : `${w.text(node, names)} ?? null`
  const source = page.source(`const known = (n) => Number.isNaN(n) ? null : n + 0
function value(s0) {
${w.lines.join('\n')}
return ${value}
}
return { setDay, value }`)
  const generated = build(source) as Pick<Generated, 'setDay'> & {
    value: (subject: Subject) => Exclude<FactValue, undefined>
  }
  return (subject, asOf) => {
    generated.setDay(asOf)
    return generated.value(subject)
  }
}

function wrap(generated: Generated, source: string): GeneratedSet {
  const day = rememberDay()
  const words = new Int32Array(2)
  return {
    source,
    codes: (subject, asOf) => {
      generated.setDay(day(asOf))
      generated.judge(subject, words, 0)
      return packed(words[0]!, words[1]!)
    },
    fill: (subjects, asOf, codes, overall) => {
      generated.setDay(day(asOf))
      // Two words of 32 bits, low one first, are one 64-bit code on every machine that runs Node.
      generated.judgeAll(subjects, new Int32Array(codes.buffer, codes.byteOffset, codes.length * 2), overall)
    },
  }
}

function build(source: string): unknown {
  return new Function(...Object.keys(LIBRARY), source)(...Object.values(LIBRARY))
}

function newPage(): { w: Writer; source: (body: string) => string } {
  const constants: string[] = []
  const days = new Map<string, string>()
  let count = 0
  const fresh = (prefix: string) => `${prefix}${++count}`
  const w: Writer = {
    lines: [],
    fresh,
    hoisted: new Map(),
    perDay: (expression) => {
      const known = days.get(expression)
      if (known) return known
      const name = fresh('d')
      days.set(expression, name)
      return name
    },
    constant: (expression) => {
      const name = fresh('k')
      constants.push(`const ${name} = ${expression}`)
      return name
    },
    truth: (node, names) => writeTruth(w, node, names),
    number: (node, names) => writeNumber(w, node, names),
    text: (node, names) => writeText(w, node, names),
    codes: (node, names) => writeCodes(w, node, names),
  }
  const source = (body: string) =>
    [
      "'use strict'",
      ...constants,
      ...[...days.values()].map((name) => `let ${name} = 0`),
      'function setDay(asOf) {',
      ...[...days].map(([expression, name]) => `${name} = ${expression}`),
      '}',
      body,
    ].join('\n')
  return { w, source }
}

/** Formulas of the subject that stand in more than one place are worked out once, at the top, inner ones first. */
function hoist(w: Writer, set: CriteriaSet): void {
  const uses = new Map<string, { count: number; node: Extract<Node, { op: 'derived' }> }>()
  const visit = (node: Node): void => {
    if (node.op === 'derived' && node.owner.at === 'subject') {
      const use = uses.get(node.id)
      if (use) {
        use.count++
        return
      }
      visit(node.body)
      uses.set(node.id, { count: 1, node })
    } else if (node.op !== 'derived') for (const part of parts(node)) visit(part)
  }
  for (const criterion of set.criteria) if (criterion.assume.length === 0) visit(testNode(criterion.test))
  const names: Names = { subjects: ['s0'], kinds: [set.subject], assumed: new Map() }
  for (const { count, node } of uses.values()) {
    if (count < 2) continue
    const { kind } = node.type
    const write =
      kind === 'boolean'
        ? w.truth
        : kind === 'codes'
          ? w.codes
          : kind === 'code' || kind === 'text'
            ? w.text
            : w.number
    w.hoisted.set(node.id, held(w, write(node.body, names), 'h'))
  }
}

function writeVerdict(w: Writer, verdict: VerdictNode, truths: readonly string[]): string {
  if ('criterion' in verdict) return truths[verdict.criterion] ?? '1'
  if ('not' in verdict) return `(2 - ${writeVerdict(w, verdict.not, truths)})`
  const [neutral, better] = verdict.fold === 'all' ? ['2', '<'] : ['0', '>']
  const result = w.fresh('o')
  w.lines.push(`let ${result} = ${neutral}`)
  for (const part of verdict.parts) {
    const truth = held(w, writeVerdict(w, part, truths), 'o')
    w.lines.push(`if (${truth} ${better} ${result}) ${result} = ${truth}`)
  }
  return result
}
