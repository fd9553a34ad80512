/** The same thing stated twice with two figures: 全县32个贫困村 and, further down, 全县贫困村35个. */
import type { Quantity } from '../model.ts'
import type { Block, Mention } from '../relations/blocks.ts'
import type { Finding } from './finding.ts'

const scope = /(?<where>全[省市县区州旗镇乡村]|[我本][省市县区州旗镇乡])(?<which>[^,。;:、()\d]{0,10})$/
const things = ['贫困村', '行政村', '贫困户', '贫困人口', '农业人口', '乡镇', '第一书记', '驻村工作队']

export function sameQuantityFindings(blocks: readonly Block[]): Finding[] {
  const first = new Map<string, Quantity>()
  const findings: Finding[] = []
  for (const mention of blocks.flatMap(({ mentions }) => mentions)) {
    const key = keyOf(mention)
    if (key === undefined) continue
    const known = first.get(key)
    if (!known) first.set(key, mention.quantity)
    else if (known.exact !== mention.quantity.exact && !isRounding(known, mention.quantity))
      findings.push(findingOf(known, mention.quantity, key))
  }
  return findings
}

/** What is counted, where, and which of them; undefined where that is not said outright. */
function keyOf({ quantity, ahead, behind }: Mention): string | undefined {
  const match = scope.exec(ahead)
  if (!match || quantity.exact === null || quantity.bound !== 'exact' || quantity.per.length > 0)
    return undefined
  const { where, which } = match.groups!
  const said = which! + quantity.unit + quantity.text + behind.slice(0, 12)
  const thing = things.find((each) => said.includes(each))
  if (thing === undefined) return undefined
  // What else is said of them makes others of them: 剩余, 已脱贫, 有劳动能力的.
  const more = `${which} ${behind.slice(0, 12)}`.replaceAll(/[^\u4e00-\u9fff]/g, '').replace(thing, '')
  return [where!.slice(1), thing, quantity.measure, more.slice(0, 6)].join(' ')
}

/** 5.9万 and 59,012 are one figure, told with different care. */
function isRounding(a: Quantity, b: Quantity): boolean {
  const apart = Math.abs(Number(a.exact) - Number(b.exact))
  return apart <= Math.max(Number(a.tolerance), Number(b.tolerance))
}

function findingOf(a: Quantity, b: Quantity, key: string): Finding {
  const thing = key.split(' ')[1]!
  return {
    grade: 'warning',
    rule: 'sameQuantity',
    stated: b.value!,
    computed: a.value!,
    message: {
      zh: `“${thing}”前文为 ${a.text}，此处为 ${b.text}，前后不一致。`,
      en: `${thing}: ${a.text} above, ${b.text} here.`,
    },
    ranges: [a.range, b.range],
  }
}
