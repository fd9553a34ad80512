/** Totals and counts that are announced above a list of items: 安排320万元,用于以下四个方面: (1)… (2)…. */

import { CHINESE_DIGITS, parseChineseNumber } from '../numerals/chinese.ts'
import type { Item } from '../outline/outline.ts'
import type { AnnouncedList } from '../statements/lists.ts'
import type { Block } from './blocks.ts'
import { agrees, inUnitOf, type Relation, sumOf, written } from './relation.ts'

const announces = /(?:以下|下列|如下|分别|其中|包括|具体)[^。;]{0,16}:$/
const count = new RegExp(
  `(?<words>(?:以下|下列)?(?<number>[${CHINESE_DIGITS}]{1,3}|\\d{1,2})(?:个方面|项|条|点|个|类|大)[^。;,:]{0,10})[:]$`,
)

/** Items right below the item of a block, where its text leads to them. */
function itemsBelow(block: Block, items: readonly Item[]): number[] {
  if (block.item === undefined || !/:$/.test(block.text)) return []
  const below = items.flatMap(({ parent }, index) => (parent === block.item ? [index] : []))
  // Nothing else may stand between the colon and the first of them.
  const first = below[0]
  return first !== undefined && items[first]!.heading[0] > block.from ? below : []
}

export function findSumsBelow(blocks: readonly Block[], items: readonly Item[]): Relation[] {
  return blocks.flatMap((block) => {
    const below = itemsBelow(block, items)
    const totals = block.mentions.filter(
      ({ quantity }) => quantity.measure === 'money' && quantity.per.length === 0,
    )
    const total = totals[0]?.quantity
    if (
      below.length < 2 ||
      totals.length !== 1 ||
      !total ||
      total.exact === null ||
      !announces.test(block.text)
    )
      return []
    const parts = below.map((index) => firstAmount(blocks, index))
    const known = parts.filter((part) => part !== undefined)
    if (known.length !== parts.length) return []
    const computed = sumOf(known)
    return [
      {
        kind: 'parts' as const,
        operands: known.map((quantity) => ({ quantity, role: 'part' as const })),
        result: total,
        computed: inUnitOf(computed, total),
        working: known.map((part) => written(part, total)).join(' + '),
        holds: agrees(computed, total),
      },
    ]
  })
}

function firstAmount(blocks: readonly Block[], item: number) {
  const own = blocks.filter((block) => block.item === item).flatMap(({ mentions }) => mentions)
  return own.find(
    ({ quantity }) => quantity.measure === 'money' && quantity.per.length === 0 && quantity.exact !== null,
  )?.quantity
}

/** 用于以下四个方面: with the number of items below it. */
export function findCountsBelow(blocks: readonly Block[], items: readonly Item[]): AnnouncedList[] {
  return blocks.flatMap((block) => {
    const match = count.exec(block.text)
    const below = itemsBelow(block, items)
    if (!match || below.length === 0) return []
    const written = match.groups!.number!
    const announced = /^\d/.test(written) ? Number(written) : parseChineseNumber(written)
    if (announced === undefined || announced < 2) return []
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
