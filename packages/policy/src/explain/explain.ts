/** Why a verdict is what it is: per criterion its lines, each with rule, facts, thresholds and outcome. */
import { parts, walk } from '../expression/nodes.ts'
import type { Node, Outcome, Text } from '../ir.ts'
import { compileTruth } from '../judge/closures.ts'
import { outcomeOf, testNode } from '../judge/codes.ts'
import { mustBeDay, valueCompiler } from '../judge/evaluate.ts'
import { derivedFrame, type Frame, factReader, type Run } from '../judge/frame.ts'
import { criterionFrame } from '../judge/set.ts'
import type { Citation, CriteriaSet, Criterion, Day, Subject, Test } from '../model.ts'
import { both, joined, type Labels, text } from './labels.ts'
import { ruleText } from './rule-text.ts'
import { compileUses, type FactUse, type ParameterUse, parameterUses } from './uses.ts'
import { formatValue } from './values.ts'

export interface ExplanationLine {
  readonly label?: Text
  readonly outcome: Outcome
  readonly text: Text
  readonly facts: readonly FactUse[]
  readonly parameters: readonly ParameterUse[]
}

export interface AssumedFact {
  readonly fact: string
  readonly value: Text
  readonly source: Citation
  readonly reason: Text
}

export interface CriterionExplanation {
  readonly id: string
  readonly label: Text
  readonly outcome: Outcome
  readonly source: Citation
  readonly confirmed: boolean
  readonly lines: readonly ExplanationLine[]
  /** The whole in one paragraph. */
  readonly text: Text
  /** Assumptions that were used because the fact is unknown. */
  readonly assumed: readonly AssumedFact[]
  /** Division by zero, unconfirmed text, law that has changed. */
  readonly notes: readonly Text[]
}

type ExplainCriterion = (run: Run) => CriterionExplanation

/** Compiled once for a set and the labels it is explained with. */
const compiled = new WeakMap<CriteriaSet, { labels: Labels; explain: readonly ExplainCriterion[] }>()

/** Explains every criterion for one subject on a day. The facts are taken as given, as in `compileSet`. */
export function explainSet(
  set: CriteriaSet,
  subject: Subject,
  asOf: Day,
  labels: Labels,
): CriterionExplanation[] {
  let known = compiled.get(set)
  if (!known || known.labels !== labels) {
    known = {
      labels,
      explain: set.criteria.map((criterion) => compileCriterion(criterion, set.subject, labels)),
    }
    compiled.set(set, known)
  }
  const run: Run = { slots: [subject], asOf: mustBeDay(asOf) }
  return known.explain.map((explain) => explain(run))
}

function compileCriterion(criterion: Criterion, kind: string, labels: Labels): ExplainCriterion {
  const frame = criterionFrame(criterion, kind)
  const whole = testNode(criterion.test)
  const truth = compileTruth(whole, frame)
  const lines = leaves(criterion.test).map((leaf) => compileLine(unlabelled(leaf, criterion), frame, labels))
  const assumptions = compileAssumed(criterion, whole, kind, labels)
  const zeroDivisions = compileZeroDivisions(whole, frame)
  const standing = standingNotes(criterion)
  const { id, label, source } = criterion
  return (run) => {
    const outcome = outcomeOf(truth(run))
    const explained = lines.map((line) => line(run))
    const assumed = assumptions.filter(({ unknown }) => unknown(run)).map(({ use }) => use)
    const notes = zeroDivisions.some((divided) => divided(run)) ? [BY_ZERO, ...standing] : standing
    const { picked } = deciding(criterion.test, explained)
    const paragraph = {
      zh: `${label.zh}：${OUTCOMES[outcome].zh}。${picked.map((line) => line.text.zh).join('')}`,
      en: `${capital(label.en)}: ${OUTCOMES[outcome].en}. ${picked.map((line) => capital(line.text.en)).join(' ')}`,
    }
    return {
      id,
      label,
      outcome,
      source,
      confirmed: criterion.confirmed,
      lines: explained,
      text: paragraph,
      assumed,
      notes,
    }
  }
}

const OUTCOMES: Readonly<Record<Outcome, Text>> = {
  met: text('达标', 'met'),
  unmet: text('未达标', 'not met'),
  undetermined: text('无法判定', 'cannot be decided yet'),
}

type Leaf = Extract<Test, { node: Node }>

/** The single tests of a criterion, in their order. */
function leaves(test: Test): readonly Leaf[] {
  return 'node' in test ? [test] : test.parts.flatMap(leaves)
}

/**
 * The lines that decide: of alternatives the one that is met, of requirements those that are not. The others are
 * in `lines`, and would bury the reason here.
 */
function deciding(
  test: Test,
  lines: readonly ExplanationLine[],
  from = 0,
): { picked: ExplanationLine[]; outcome: Outcome; next: number } {
  if ('node' in test) {
    const line = lines[from]!
    return { picked: [line], outcome: line.outcome, next: from + 1 }
  }
  let next = from
  const parts = test.parts.map((part) => {
    const decided = deciding(part, lines, next)
    next = decided.next
    return decided
  })
  const order: readonly Outcome[] =
    test.fold === 'all' ? ['unmet', 'undetermined', 'met'] : ['met', 'undetermined', 'unmet']
  const outcome = order.find((each) => parts.some((part) => part.outcome === each)) ?? order[2]!
  return {
    picked: parts.filter((part) => part.outcome === outcome).flatMap(({ picked }) => picked),
    outcome,
    next,
  }
}

/** A single test has the label of its criterion already. */
function unlabelled(leaf: Leaf, { label }: Criterion): Leaf {
  if (leaf.label?.zh !== label.zh) return leaf
  const { label: _, ...rest } = leaf
  return rest
}

function compileLine(leaf: Leaf, frame: Frame, labels: Labels): (run: Run) => ExplanationLine {
  const truth = compileTruth(leaf.node, frame)
  const uses = compileUses(leaf.node, frame, labels)
  const parameters = parameterUses(leaf.node, labels)
  const head = lineHead(leaf, parameters, labels)
  return (run) => {
    const facts: FactUse[] = []
    uses(run, facts, undefined)
    const outcome = outcomeOf(truth(run))
    const line = { outcome, text: lineText(head, facts, outcome), facts, parameters }
    return leaf.label ? { label: leaf.label, ...line } : line
  }
}

/** What does not depend on the subject: label, rule, clauses. A single yes-or-no fact says its rule itself. */
function lineHead(leaf: Leaf, parameters: readonly ParameterUse[], labels: Labels): Text {
  const label = leaf.label ? both('{0}：', '{0}:', leaf.label) : text('', '')
  if (leaf.node.op === 'fact') return label
  const rule = both('要求{0}。', ' required: {0}.', ruleText(leaf.node, labels))
  const clauses = joined(parameters.map(clauseText), '；', '; ')
  const basis = parameters.length === 0 ? text('', '') : both('依据：{0}。', ' Basis: {0}.', clauses)
  return { zh: label.zh + rule.zh + basis.zh, en: (label.en + rule.en + basis.en).trim() }
}

function clauseText({ label, value, source }: ParameterUse): Text {
  const clause = source.clause === undefined ? '' : ` ${source.clause}`
  return both('{0}{1}：{2}', '{0} {1}: {2}', label, value, text(source.title + clause, source.title + clause))
}

/** What is put together for every household is concatenated, since it must be quick on a phone. */
function lineText(head: Text, facts: readonly FactUse[], outcome: Outcome): Text {
  const result = OUTCOMES[outcome]
  let zh = head.zh
  let en = head.en
  for (const [i, { label, value, element }] of facts.entries()) {
    zh += `${i === 0 ? '实际：' : '，'}${element === undefined ? '' : `${element}的`}${label.zh}：${value.zh}`
    en += `${i === 0 ? (en === '' ? 'Found: ' : ' Found: ') : ', '}${element === undefined ? '' : `${element}: `}${label.en} ${value.en}`
  }
  const stop = facts.length === 0 ? '' : '。'
  return { zh: `${zh}${stop}${result.zh}。`, en: `${en}${stop === '' ? '' : '.'} ${capital(result.en)}.` }
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)

const BY_ZERO = text('除数为零，算不出结果。', 'A divisor is zero, so there is no result.')

function standingNotes(criterion: Criterion): Text[] {
  const notes: Text[] = []
  if (!criterion.confirmed || !criterion.source.confirmed)
    notes.push(text('条文未经核实。', 'The wording has not been confirmed.'))
  if (criterion.legalReview)
    notes.push(
      text('所依据的法规已有变化，须复核。', 'The law that this rests on has changed; it needs review.'),
    )
  return notes
}

/** Assumptions about facts that the test looks at; used when the fact is unknown. */
function compileAssumed(
  criterion: Criterion,
  whole: Node,
  kind: string,
  labels: Labels,
): { unknown: (run: Run) => boolean; use: AssumedFact }[] {
  const bare = criterionFrame({ assume: [] }, kind)
  return criterion.assume.flatMap(({ fact, value, source, reason }) => {
    let type: Node['type'] | undefined
    walk(whole, (node) => {
      if (node.op === 'fact' && (node.fact === fact || `${node.subject}.${node.fact}` === fact))
        type = node.type
    })
    if (!type) return []
    const read = fact.includes('.') ? undefined : factReader(bare, { at: 'subject' }, fact)
    // What is assumed of the elements of a list is listed whenever the rule may need it.
    const unknown = (run: Run) => read === undefined || read(run) == null
    return [{ unknown, use: { fact, value: formatValue(type, value, labels), source, reason } }]
  })
}

/** Divisions of the subject's own numbers that have a zero below the line. */
function compileZeroDivisions(node: Node, frame: Frame): ((run: Run) => boolean)[] {
  const found: ((run: Run) => boolean)[] = []
  const visit = (part: Node, at: Frame): void => {
    if (part.op === 'divide') {
      const divisor = valueCompiler(part.right, at)
      found.push((run) => divisor(run) === 0)
    }
    if (part.op === 'derived') visit(part.body, derivedFrame(at, part.owner))
    else if (!('list' in part)) for (const inner of parts(part)) visit(inner, at)
  }
  visit(node, frame)
  return found
}
