/** The effective policy as a list that people read: every item with its value or rule, its source and its origin. */
import { groupDigits, ruleText, testText } from '../explain/index.ts'
import { formatDay, formatDecimal, unitLabel } from '../expression/index.ts'
import type { ConstantValue, Text } from '../ir.ts'
import type { Citation, EffectivePolicy, Item, PackRef, Parameter, Test } from '../model.ts'

export interface ExplainedItem {
  /** `parameters`, `facts`, `derived`, `criteria`, `entitlements`, `codeLists`, `quotas`… */
  readonly part: string
  /** Of criteria the set, of facts, formulas and entitlements the kind of subject. */
  readonly of?: string
  readonly id: string
  readonly label: Text
  /** A figure with its unit, a type, a number of codes. */
  readonly value?: Text
  /** The rule in words; of a criterion one line for each part. */
  readonly rules: readonly { readonly label?: Text; readonly depth: number; readonly text: Text }[]
  readonly source: Citation
  readonly confirmed: boolean
  readonly legalReview: boolean
  readonly origin: PackRef
}

export interface ExplainedPolicy {
  readonly region: string
  readonly asOf: string
  readonly packs: readonly PackRef[]
  readonly items: readonly ExplainedItem[]
  /** What the texts say but nobody can measure. */
  readonly untranslated: readonly {
    readonly set: string
    readonly source: Citation
    readonly text: string
    readonly reason: string
    readonly judgedBy: string
  }[]
}

/** What holds in a region on a day, and which pack says it: data for `lika policy explain REGION DATE`. */
export function explainPolicy(policy: EffectivePolicy): ExplainedPolicy {
  const items: ExplainedItem[] = [
    ...Object.values(policy.parameters).map((each) => ({
      ...base('parameters', each),
      value: parameterText(each, policy),
    })),
    ...Object.values(policy.sets).flatMap((set) =>
      set.criteria.map((each) => ({
        ...base('criteria', each),
        of: set.id,
        rules: linesOf(each.test, policy, 0),
      })),
    ),
    ...Object.entries(policy.derived).flatMap(([subject, formulas]) =>
      Object.values(formulas).map((each) => ({
        ...base('derived', each),
        of: subject,
        rules: [{ depth: 0, text: ruleText(each.node, policy) }],
      })),
    ),
    ...policy.entitlements.map((each) => ({
      ...base('entitlements', each),
      of: each.subject,
      rules: [
        ...(each.when
          ? [{ label: { zh: '条件', en: 'when' }, depth: 0, text: ruleText(each.when, policy) }]
          : []),
        { label: { zh: '金额', en: 'amount' }, depth: 0, text: ruleText(each.amount, policy) },
        ...(each.cap
          ? [{ label: { zh: '上限', en: 'at most' }, depth: 0, text: ruleText(each.cap, policy) }]
          : []),
      ],
    })),
    ...policy.indicators.map((each) => ({
      ...base('indicators', each),
      of: each.subject,
      rules: [
        ...(each.where
          ? [{ label: { zh: '条件', en: 'where' }, depth: 0, text: ruleText(each.where, policy) }]
          : []),
        ...(each.sum
          ? [{ label: { zh: '合计', en: 'sum of' }, depth: 0, text: ruleText(each.sum, policy) }]
          : []),
      ],
    })),
    ...Object.entries(policy.items).flatMap(([part, list]) => list.map((each) => base(part, each))),
    ...Object.entries(policy.facts).flatMap(([subject, facts]) =>
      Object.values(facts).map((each) => ({
        ...base('facts', each),
        of: subject,
        value: {
          zh: [each.type, each.unitText].join(' ').trim(),
          en: [each.type, each.unitText].join(' ').trim(),
        },
      })),
    ),
    ...Object.values(policy.codeLists).map((each) => ({
      ...base('codeLists', each),
      value: { zh: `${each.values.length} 个代码`, en: `${each.values.length} codes` },
    })),
  ]
  const untranslated = Object.values(policy.sets).flatMap((set) =>
    set.untranslated.map((each) => ({ set: set.id, ...each })),
  )
  return { region: policy.region, asOf: policy.asOf, packs: policy.packs, items, untranslated }
}

function base(part: string, item: Item & { readonly legalReview?: unknown }): ExplainedItem {
  const { id, label, source, confirmed, origin } = item
  return { part, id, label, rules: [], source, confirmed, legalReview: item.legalReview === true, origin }
}

function linesOf(test: Test, policy: EffectivePolicy, depth: number): ExplainedItem['rules'] {
  const label = test.label ? { label: test.label } : {}
  if ('node' in test) return [{ ...label, depth, text: testText(test, policy) }]
  const text =
    test.fold === 'all'
      ? { zh: '以下各项都满足', en: 'all of these' }
      : { zh: '以下任一项满足', en: 'any of these' }
  return [{ ...label, depth, text }, ...test.parts.flatMap((part) => linesOf(part, policy, depth + 1))]
}

/** A parameter's value with its unit: 3,100 yuan/person is `3,100.00 元/人`. */
export function parameterText(parameter: Parameter, policy: Pick<EffectivePolicy, 'codeLists'>): Text {
  const { value, type, by, otherwise } = parameter
  const one = (each: ConstantValue): Text => {
    if (type.kind === 'number' && typeof each === 'bigint') {
      const number = groupDigits(formatDecimal(each, type.scale))
      const unit = unitLabel(type.unit, number === '1')
      return { zh: `${number} ${unit.zh}`.trim(), en: `${number} ${unit.en}`.trim() }
    }
    if (type.kind === 'date' && typeof each === 'number') return both(formatDay(each))
    if (type.kind === 'code' || type.kind === 'codes') {
      const codes = Array.isArray(each) ? each : [each]
      const labels = codes.map((code) => codeLabel(policy, type.list, code))
      return {
        zh: labels.map((label) => label.zh).join('、'),
        en: labels.map((label) => label.en).join(', '),
      }
    }
    if (typeof each === 'boolean') return each ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
    return both(String(each))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return one(value as ConstantValue)
  const range =
    by === undefined ? rangeText(value as Readonly<Record<string, ConstantValue>>, one) : undefined
  if (range) return range
  const rows = Object.entries(value).map(([key, each]) => {
    const [label, text] = [by === undefined ? both(key) : codeLabel(policy, by, key), one(each)]
    return { zh: `${label.zh}：${text.zh}`, en: `${label.en}: ${text.en}` }
  })
  if (otherwise !== undefined) {
    const text = one(otherwise)
    rows.push({ zh: `其他：${text.zh}`, en: `otherwise: ${text.en}` })
  }
  return { zh: rows.map((each) => each.zh).join('；'), en: rows.map((each) => each.en).join('; ') }
}

/** Two fields that are the ends of something are said as such: from 300 to 300,000 yuan. */
function rangeText(
  fields: Readonly<Record<string, ConstantValue>>,
  one: (each: ConstantValue) => Text,
): Text | undefined {
  const keys = Object.keys(fields).toSorted().join()
  const low = fields.min ?? fields.from
  const high = fields.max ?? fields.to ?? fields.below
  if (!['max,min', 'from,to', 'below,from'].includes(keys) || low == null || high == null) return undefined
  const [from, to] = [one(low), one(high)]
  return 'below' in fields
    ? { zh: `${from.zh}起，不满${to.zh}`, en: `from ${from.en} to below ${to.en}` }
    : { zh: `${from.zh}至${to.zh}`, en: `${from.en} to ${to.en}` }
}

function codeLabel(policy: Pick<EffectivePolicy, 'codeLists'>, list: string, code: unknown): Text {
  return policy.codeLists[list]?.values.find((each) => each.code === code)?.label ?? both(String(code))
}

const both = (text: string): Text => ({ zh: text, en: text })
