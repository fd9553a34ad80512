/** One test of a pack: made ready, run, and what it found. */
import { formatDay, formatDecimal, parseDay } from '../expression/index.ts'
import type { Outcome, Type } from '../ir.ts'
import { compileSet, compileValue } from '../judge/index.ts'
import type { CriteriaSet, EffectivePolicy, FactValue, Place, Problem, Subject, Verdict } from '../model.ts'
import { effectivePolicy } from './effective.ts'
import type { EntitlementResult } from './entitlements.ts'
import { computeEntitlements } from './entitlements.ts'
import { nearestName } from './nearest.ts'
import type { LoadedPack, Packs } from './packs.ts'
import { startReading } from './reading.ts'
import { readSubject } from './subject.ts'
import type { Expectation, PackCase } from './test-file.ts'
import { constantOf } from './values.ts'
import type { Raw } from './words.ts'

export interface Failure {
  /** A criterion, `overall`, `missing`, `derived.perCapitaNetIncome`, `entitlements.houseRepair`. */
  readonly what: string
  readonly expected: string
  readonly actual: string
}
export interface CaseResult {
  readonly pack: string
  readonly name: string
  readonly place: Place
  readonly passed: boolean
  readonly failures: readonly Failure[]
}
/** A case made ready: its policy, its subject, the set that it is about. */
export interface ReadyCase {
  readonly spec: PackCase
  readonly pack: string
  readonly policy: EffectivePolicy
  /** The version of the pack that is in force on the case's date. */
  readonly version: LoadedPack
  readonly set: CriteriaSet | undefined
  readonly subject: Subject
  readonly expect: Expectation
}

/** Finds the policy of a case and reads its facts by it. */
export function prepare(
  packs: Packs,
  name: string,
  spec: PackCase,
): (Omit<ReadyCase, 'expect'> & { expect: Expectation | undefined }) | { problems: readonly Problem[] } {
  const versions = packs.list.filter((each) => each.content.pack === name)
  const wrong = (code: string, zh: string, en: string, nearest?: string) => ({
    problems: [{ ...spec.place, code, message: { zh, en }, ...(nearest ? { nearest } : {}) }],
  })
  if (versions.length === 0) {
    const known = packs.list.map((each) => each.content.pack)
    return wrong('test.pack', `没有政策包 ${name}`, `there is no pack ${name}`, nearestName(name, known))
  }
  const region = spec.region ?? versions[0]!.content.region
  const policy = effectivePolicy(packs, {
    region,
    asOf: spec.date,
    ...(spec.knownAt === undefined ? {} : { knownAt: spec.knownAt }),
    ...(spec.caseOpened === undefined ? {} : { caseOpened: spec.caseOpened }),
  })
  if ('problems' in policy) {
    const first = policy.problems[0]!
    return wrong('test.policy', first.message.zh, first.message.en)
  }
  const version = versions.find((each) => policy.packs.includes(each.ref))
  if (!version) {
    return wrong(
      'test.date',
      `${name} 在 ${spec.date} 没有生效的版本`,
      `no version of ${name} is in force on ${spec.date}`,
    )
  }
  const kind = spec.subject
  if (!Object.hasOwn(policy.subjects, kind)) {
    const nearest = nearestName(kind, Object.keys(policy.subjects))
    return wrong('unknown.subject', `没有对象 ${kind}`, `there is no subject ${kind}`, nearest)
  }
  const to = startReading(spec.place.file)
  const subject = readSubject(spec.facts, kind, policy, to, `${spec.place.item}.${kind}`)
  const found = policy.sets[version.topic]
  const set = found?.subject === kind ? found : undefined
  const ids = set ? [...set.criteria.map((each) => each.id), 'overall'] : []
  for (const [id, { place }] of Object.entries(spec.expect?.outcomes ?? {})) {
    if (ids.includes(id)) continue
    const message = {
      zh: `${version.topic} 没有标准 ${id}`,
      en: `there is no criterion ${id} in ${version.topic}`,
    }
    to.report(place, place.item, 'unknown.criterion', message, nearestName(id, ids))
  }
  if (to.problems.length > 0) return { problems: to.problems }
  return { spec, pack: name, policy, version, set, subject, expect: spec.expect }
}

export function runCase(ready: ReadyCase): CaseResult {
  const verdict = ready.set && compileSet(ready.set)(ready.subject, ready.spec.date)
  const failures = [
    ...verdictFailures(ready, verdict),
    ...derivedFailures(ready),
    ...entitlementFailures(ready),
  ]
  const { pack, spec } = ready
  return { pack, name: spec.name, place: spec.place, passed: failures.length === 0, failures }
}

/** What the verdict of a case has that the case does not expect. */
export function verdictFailures(
  { expect }: Pick<ReadyCase, 'expect'>,
  verdict: Verdict | undefined,
): Failure[] {
  const failures: Failure[] = []
  for (const [id, { outcome }] of Object.entries(expect.outcomes)) {
    const actual: Outcome | undefined =
      id === 'overall' ? verdict?.outcome : verdict?.criteria.find((each) => each.id === id)?.outcome
    if (actual !== outcome) failures.push({ what: id, expected: outcome, actual: actual ?? 'none' })
  }
  if (expect.missing) {
    const expected = expect.missing.toSorted().join(', ')
    const actual = (verdict?.missing ?? []).toSorted().join(', ')
    if (actual !== expected) failures.push({ what: 'missing', expected, actual })
  }
  return failures
}

function derivedFailures({ expect, policy, spec, subject }: ReadyCase): Failure[] {
  return Object.entries(expect.derived).flatMap(([id, { value }]) => {
    const what = `derived.${id}`
    const formula = policy.derived[spec.subject]?.[id]
    if (!formula) return [{ what, expected: shown(value), actual: 'there is no such formula' }]
    const { type } = formula.node
    const actual = valueText(type, compileValue(formula.node)(subject, parseDay(spec.date)!))
    const expected = expectedText(type, value)
    return actual === expected ? [] : [{ what, expected, actual }]
  })
}

function entitlementFailures({ expect, policy, spec, subject }: ReadyCase): Failure[] {
  if (Object.keys(expect.entitlements).length === 0) return []
  const results = computeEntitlements(policy, spec.subject, subject, spec.date)
  const money: Type = { kind: 'number', scale: 2, unit: {}, min: 0n, max: 0n }
  return Object.entries(expect.entitlements).flatMap(([id, { value }]) => {
    const what = `entitlements.${id}`
    const result = results.find((each) => each.id === id)
    const actual = result ? entitlementText(result) : 'there is no such entitlement'
    const expected = shown(value) === 'none' ? 'none' : expectedText(money, value)
    return actual === expected ? [] : [{ what, expected, actual }]
  })
}

function entitlementText(result: EntitlementResult): string {
  return result.outcome === 'due' ? result.amount : result.outcome
}

function shown(raw: Raw): string {
  return 'text' in raw ? raw.text : raw.map((each) => each.text).join(', ')
}

/** Both sides are compared in the words that a failure shows. */
function expectedText(type: Type, raw: Raw): string {
  if ('text' in raw && raw.plain && ['unknown', 'null', '~'].includes(raw.text)) return 'unknown'
  const constant = constantOf(raw, { kind: type.kind, scale: type.kind === 'number' ? type.scale : 0 })
  return 'problem' in constant ? shown(raw) : valueText(type, constant.value)
}

function valueText(type: Type, value: FactValue | bigint): string {
  if (value === null || value === undefined) return 'unknown'
  if (type.kind === 'number' && typeof value !== 'boolean' && !Array.isArray(value)) {
    return formatDecimal(BigInt(value as number), type.scale)
  }
  if (type.kind === 'date') return formatDay(Number(value))
  return Array.isArray(value) ? value.join(', ') : String(value)
}
