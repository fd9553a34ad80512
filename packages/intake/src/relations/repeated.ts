/** The same thing stated piece by piece and then as a whole: 带动贫困人口2600人, … 带动贫困人口9500人; districts and their city. */
import type { Item } from '../outline/outline.ts'
import { type Block, LOOK_BACK, type Mention } from './blocks.ts'
import { type Relation, sumOf, sumRelation } from './relation.ts'

const gathers = /(?:通过|实现|共|累计|总计|合计|总共|力争|确保)/

/** Words right before a figure, back to the last mark, without what bounds it. */
function predicateOf({ ahead }: Mention): string {
  const said = /[^,。;:、()\d]*$/.exec(ahead)?.[0] ?? ''
  return said.replace(/(?:约|达到|达|不少于|不低于|至少|超过)$/, '').trim()
}

/** Three or more figures behind the same words, and one more behind these words in a later sentence that gathers them. */
export function findRepeatedSums(block: Block): Relation[] {
  const found: Relation[] = []
  for (const [at, whole] of block.mentions.entries()) {
    const predicate = predicateOf(whole)
    if (predicate.length < 5 || whole.quantity.exact === null || whole.quantity.per.length > 0) continue
    if (!gathers.test(predicate)) continue
    // 实现产业扶贫辐射带动贫困人口 ends in 辐射带动贫困人口: the parts say less around the same words.
    const before = block.mentions
      .slice(Math.max(0, at - LOOK_BACK), at)
      .filter((each) => isPart(each, predicate, whole))
    const parts = before.map(({ quantity }) => quantity)
    if (parts.length < 3 || predicateOf(before[0]!) === predicate) continue
    found.push(sumRelation('sum', parts, whole.quantity))
  }
  return found
}

function isPart(each: Mention, predicate: string, whole: Mention): boolean {
  const own = predicateOf(each)
  return (
    each.sentence < whole.sentence &&
    own.length >= 4 &&
    predicate.endsWith(own) &&
    each.quantity.measure === whole.quantity.measure &&
    each.quantity.exact !== null
  )
}

const isRegion = /(?:区|县|市|镇|乡|街道|村|旗|州|盟)$/
const isWhole = /(?:全市|全县|全省|全区|全镇|全乡|我市|我县|我省|我区|全州|全旗)/

/** Targets of the regions below, each its own item, and the target of the whole in the same document or the one before. */
export function findRegionalSums(
  items: readonly Item[],
  blocks: readonly Block[],
  wholes: readonly Mention[],
): Relation[] {
  const found: Relation[] = []
  for (const siblings of siblingRegions(items)) {
    const firsts = siblings.flatMap((item) => firstTarget(items, blocks, item))
    if (firsts.length < 3) continue
    const measure = firsts[0]!.quantity.measure
    const parts = firsts
      .filter(({ quantity }) => quantity.measure === measure)
      .map(({ quantity }) => quantity)
    const seen = new Set<string>()
    for (const { quantity: whole } of wholes) {
      if (whole.measure !== measure || whole.exact === null || seen.has(whole.exact)) continue
      // A figure of another order is about something else.
      const ratio = sumOf(parts).div(whole.exact).toNumber()
      if (ratio < 0.8 || ratio > 1.25) continue
      seen.add(whole.exact)
      found.push(sumRelation('sum', parts, whole))
    }
  }
  return found
}

/** Figures that speak of the whole region and of getting out of poverty. */
export function wholesIn(blocks: readonly Block[]): Mention[] {
  return blocks.flatMap(({ mentions }) =>
    mentions.filter(
      ({ quantity, ahead, behind }) =>
        ['persons', 'households', 'villages'].includes(quantity.measure) &&
        isWhole.test(ahead) &&
        /(?:脱贫|摘帽|退出)/.test(behind),
    ),
  )
}

function siblingRegions(items: readonly Item[]): Item[][] {
  const groups = Map.groupBy(
    items.filter(({ title }) => title.length <= 12 && isRegion.test(title)),
    ({ parent, level }) => `${parent} ${level}`,
  )
  return [...groups.values()].filter((group) => group.length >= 3)
}

function firstTarget(items: readonly Item[], blocks: readonly Block[], item: Item): Mention[] {
  const index = items.indexOf(item)
  const own = blocks.filter((block) => block.item === index)
  const mention = own
    .flatMap(({ mentions }) => mentions)
    .find(({ quantity, behind }) => quantity.exact !== null && /(?:脱贫|摘帽|退出)/.test(behind))
  return mention ? [mention] : []
}
