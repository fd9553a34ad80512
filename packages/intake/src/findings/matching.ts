/** A share that one level has to add to what another hands down, where the document does not say how much that is. */
import BigNumber from 'bignumber.js'
import type { Block } from '../relations/blocks.ts'
import { scaleOf } from '../relations/relation.ts'
import type { FundSource, FundTotal } from '../statements/funds.ts'
import type { Finding } from './finding.ts'

/** 按照市级下拨资金50%的比例增加投入. A floor (不低于…2%的比例) is another thing. */
const ahead = /按(?:照)?[^,。;:]{0,24}(?:下拨|下达|拨付|安排)[^,。;:]{0,16}(?:资金|经费)(?:的|总额的?)?$/
const behind = /^(?:的)?(?:比例|标准)?,?[^。;]{0,12}(?:配套|匹配|安排|增加|投入)/

export function matchingNotes(blocks: readonly Block[], totals: readonly FundTotal[]): Finding[] {
  const matched = totals.flatMap(({ sources }) => sources).filter(({ label }) => /配套|匹配/.test(label))
  const [source, ...others] = matched
  if (!source || others.length > 0) return []
  return blocks
    .flatMap(({ mentions }) => mentions)
    .filter(
      ({ quantity, ahead: before, behind: after }) =>
        quantity.unit === '%' &&
        quantity.bound === 'exact' &&
        quantity.value !== null &&
        ahead.test(before) &&
        behind.test(after),
    )
    .slice(0, 1)
    .map(({ quantity }) => noteOf(quantity, source))
}

function noteOf(
  share: { value: string | null; text: string; range: readonly [number, number] },
  source: FundSource,
): Finding {
  const { label, amount } = source
  const base = new BigNumber(amount.exact!).div(share.value!).times(100).div(scaleOf(amount)).dp(2)
  return {
    grade: 'note',
    rule: 'matchingNotChecked',
    stated: amount.value!,
    computed: base.toFixed(),
    message: {
      zh: `${label}${amount.text}，按 ${share.text} 配套反推，上级下拨应为 ${base.toFixed()}；文中未说明下拨数额，无法复核。`,
      en: `${amount.text} at ${share.text} would match ${base.toFixed()} handed down; how much that is the document does not say, so it cannot be checked.`,
    },
    ranges: [share.range, amount.range],
  }
}
