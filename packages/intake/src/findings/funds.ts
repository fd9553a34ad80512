/** What is planned against what is stated as the whole, and against where the money comes from. */
import BigNumber from 'bignumber.js'
import type { Quantity } from '../model.ts'
import { agrees, inUnitOf, type Relation, scaleOf, sumOf } from '../relations/relation.ts'
import type { FundLine, FundTotal } from '../statements/funds.ts'
import type { Finding } from './finding.ts'

export function fundFindings(
  lines: readonly FundLine[],
  totals: readonly FundTotal[],
  relations: readonly Relation[],
): Finding[] {
  const findings: Finding[] = []
  const uses = lines.map(({ total }) => total)
  const withSources = totals.find(({ sources }) => sources.length > 0)
  // A total that was added up from the items below it is told there.
  const added = new Set(relations.map(({ result }) => result))
  const stated = totals.find(({ total }) => !added.has(total))
  if (stated && uses.length >= 3) findings.push(...totalFinding(uses, stated))
  if (withSources && uses.length >= 3) {
    findings.push(...gapFinding(uses, withSources))
    findings.push(...loanFindings(lines, withSources))
  }
  return findings
}

/** Amounts in the unit in which most of the lines are stated: 万元 as a rule. */
function likeMost(uses: readonly Quantity[]): Quantity {
  const byUnit = Map.groupBy(uses, ({ unit }) => unit)
  return [...byUnit.values()].sort((a, b) => b.length - a.length)[0]![0]!
}

function totalFinding(uses: readonly Quantity[], { total }: FundTotal): Finding[] {
  const sum = sumOf(uses)
  if (agrees(sum, total)) return []
  return [
    {
      grade: total.bound === 'about' ? 'warning' : 'error',
      rule: 'fundsTotal',
      stated: total.value!,
      computed: inUnitOf(sum, total).toFixed(),
      message: {
        zh: `各项资金合计 ${inUnitOf(sum, total).toFixed()}${total.unit}，文中总额为 ${total.value}${total.unit}。`,
        en: `The lines add up to ${inUnitOf(sum, total).toFixed()} ${total.unit}; the total is stated as ${total.value} ${total.unit}.`,
      },
      ranges: [total.range, ...uses.map(({ range }) => range)],
    },
  ]
}

function gapFinding(uses: readonly Quantity[], { sources }: FundTotal): Finding[] {
  const unit = likeMost(uses)
  const [used, given] = [sumOf(uses), sumOf(sources.map(({ amount }) => amount))]
  if (used.eq(given)) return []
  const write = (value: BigNumber) => value.div(scaleOf(unit)).toFixed()
  const rounding = sources.reduce((sum, { amount }) => sum.plus(amount.tolerance), new BigNumber(0))
  const isWithin = used.minus(given).abs().lte(rounding)
  return [
    {
      grade: 'warning',
      rule: 'fundsGap',
      stated: write(given),
      computed: write(used),
      message: {
        zh: `用途合计 ${write(used)}${unit.unit}，来源合计 ${write(given)}${unit.unit}，相差 ${write(used.minus(given))}${unit.unit}${isWithin ? '（在来源数字的舍入范围内）' : ''}。`,
        en: `Uses add up to ${write(used)} ${unit.unit}, sources to ${write(given)} ${unit.unit}: a gap of ${write(used.minus(given))}${isWithin ? ', within the rounding of the sources' : ''}.`,
      },
      ranges: [...uses.map(({ range }) => range), ...sources.map(({ amount }) => amount.range)],
    },
  ]
}

/** The principal of loans is repaid: counted as need and as source, it says nothing about what is spent. */
function loanFindings(lines: readonly FundLine[], { sources }: FundTotal): Finding[] {
  return sources
    .filter(({ label }) => /贷/.test(label))
    .flatMap(({ label, amount }) =>
      lines
        .flatMap(({ operands, total }) => [total, ...operands.map(({ quantity }) => quantity)])
        .filter(({ exact, range }) => exact === amount.exact && range[0] !== amount.range[0])
        .slice(0, 1)
        .map((use) => ({
          grade: 'warning' as const,
          rule: 'loanOnBothSides' as const,
          stated: amount.value!,
          computed: use.value!,
          message: {
            zh: `${label}${amount.text}既计入资金需求，又计入资金来源；贷款本金需偿还，与补助性质不同。`,
            en: `${amount.text} of loans is counted as a need and as a source; principal is repaid and is no grant.`,
          },
          ranges: [use.range, amount.range],
        })),
    )
}

/** A total without the rate it comes from cannot be checked. */
export function rateNotes(lines: readonly FundLine[]): Finding[] {
  return lines
    .flatMap((line) => line.unstated.map((amount) => ({ ...line, amount })))
    .map(({ clause, title, amount }) => ({
      grade: 'note',
      rule: 'rateNotStated',
      stated: amount.value!,
      computed: '',
      message: {
        zh: `${clause} ${title}：${amount.text}未说明测算标准，无法复核。`,
        en: `${clause} ${title}: ${amount.text} stands without the rate it was worked out from and cannot be checked.`,
      },
      ranges: [amount.range],
    }))
}
