/** Totals and counts that are announced above a list of items: 安排320万元,用于以下四个方面: (1)… (2)…. */

import type { Quantity } from '../model.ts'
import { CHINESE_DIGITS, readNumber } from '../numerals/chinese.ts'
import type { Item } from '../outline/outline.ts'
import type { AnnouncedList } from '../statements/lists.ts'
import type { Block } from './blocks.ts'
import { type Relation, sumRelation } from './relation.ts'
import { isNear } from './sums.ts'

const announces = /(?:以下|下列|如下|分别|其中|包括|具体)[^。;]{0,16}:$/
const count = new RegExp(
  `(?<words>(?:以下|下列)?(?<number>[${CHINESE_DIGITS}]{1,3}|\\d{1,2})(?:个方面|项|条|点|个|类|大)[^。;,:]{0,10})[:]$`,
)

/** 46个贫困村要补齐以下短板: what is below is not what the number counts. */
const leadsOn = /.(?:以下|下列|如下|要|须|应|将|需|实现|完成|达到|做到|解决)/

/** Items by the item above them. */
function byParent(items: readonly Item[]): ReadonlyMap<number | undefined, number[]> {
  return Map.groupBy(items.keys(), (index) => items[index]!.parent)
}

/** Items right below the item of a block, where its text leads to them. */
function itemsBelow(
  block: Block,
  items: readonly Item[],
  children: ReturnType<typeof byParent>,
): readonly number[] {
  if (!/:$/.test(block.text)) return []
  const below = children.get(block.item) ?? []
  // Nothing else may stand between the colon and the first of them.
  const first = below[0]
  return first !== undefined && items[first]!.heading[0] > block.from ? below : []
}

/** A sum for each block that announces one, with the block that states its total. */
export function findSumsBelow(
  blocks: readonly Block[],
  items: readonly Item[],
): { readonly block: Block; readonly relation: Relation }[] {
  const children = byParent(items)
  const byItem = Map.groupBy(blocks, ({ item }) => item)
  return blocks.flatMap((block) => {
    const below = itemsBelow(block, items, children)
    const totals = block.mentions.filter(({ quantity }) => isAmount(quantity))
    const total = totals[0]?.quantity
    if (below.length < 2 || !total || total.exact === null) return []
    if (!announces.test(block.text)) return []
    const parts = below.map((index) => firstAmount(byItem.get(index) ?? []))
    const known = parts.filter((part) => part !== undefined)
    if (known.length !== parts.length) return []
    const relation = sumRelation('parts', known, total)
    // Above the first item, and beside other amounts, what is far from the total was not meant as its parts.
    const isOwn = block.item !== undefined && totals.length === 1
    return isOwn || isNear(relation) ? [{ block, relation }] : []
  })
}

function isAmount({ measure, per }: Quantity): boolean {
  return measure === 'money' && per.length === 0
}

function firstAmount(blocks: readonly Block[]): Quantity | undefined {
  return blocks
    .flatMap(({ mentions }) => mentions)
    .find(({ quantity }) => isAmount(quantity) && quantity.exact !== null)?.quantity
}

/** 用于以下四个方面: with the number of items below it. */
export function findCountsBelow(blocks: readonly Block[], items: readonly Item[]): AnnouncedList[] {
  const children = byParent(items)
  return blocks.flatMap((block) => {
    const match = count.exec(block.text)
    const below = itemsBelow(block, items, children)
    if (!match || below.length === 0) return []
    const announced = readNumber(match.groups!.number!)
    if (announced === undefined || announced < 2 || leadsOn.test(match.groups!.words!)) return []
    return [
      {
        text: match.groups!.words!,
        announced,
        counted: below.length,
        holds: below.length === announced,
        isInBrackets: true,
        range: [block.from + match.index, block.to] as const,
      },
    ]
  })
}
