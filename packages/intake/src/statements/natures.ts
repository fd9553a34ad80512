/** What kind of money an amount is, by the words around it: a loan is repaid, a grant is not, interest and cover are paid for a loan. */
import type { Quantity } from '../model.ts'
import type { Block, Mention } from '../relations/blocks.ts'

export type Nature = 'grant' | 'loan' | 'interest' | 'guarantee' | 'insurance' | 'mixed'

/** 小额信贷贴息资金 is interest and 贷款风险补偿金 a guarantee, though both say 贷: the narrower word first. */
const natures: readonly (readonly [Exclude<Nature, 'grant' | 'mixed'>, RegExp])[] = [
  ['interest', /贴息|利息/],
  ['guarantee', /风险(?:补偿|准备|基金|保证)|担保(?!贷款)|保证金/],
  ['insurance', /保险|保费|参保|参合|投保|承保/],
  ['loan', /信贷|贷款|放贷|借款|授信|信用贷|[\u4e00-\u9fff]贷[”"]/],
]

function named(words: string): Nature | undefined {
  return natures.find(([, pattern]) => pattern.test(words))?.[0]
}

/** Amounts by their place among the words of their paragraph. */
export function naturesOf(blocks: readonly Block[]): (quantity: Quantity) => Nature {
  const mentions = new Map<Quantity, Mention>()
  for (const block of blocks) for (const mention of block.mentions) mentions.set(mention.quantity, mention)
  return (quantity) => {
    const mention = mentions.get(quantity)
    return mention ? natureOf(mention) : 'grant'
  }
}

function natureOf({ ahead, behind }: Mention): Nature {
  // The own clause first: 放贷4377户,…,需贴息资金1039.5万元. Then what the clauses since the figure before it speak of.
  const clause = /[^,。;:、()]*$/.exec(ahead)![0]
  const after = /^[^,。;:、()]{0,10}/.exec(behind)![0]
  const sentence = /[^。;]*$/.exec(ahead)![0]
  return (
    named(clause + after) ??
    (/贷款|信贷/.test(sentence) &&
    /(?:需|安排|发放|投放)[^,。;]{0,6}$/.test(clause) &&
    !/贴息|保险|担保/.test(sentence)
      ? 'loan'
      : 'grant')
  )
}

/** One for a whole: that of its parts where they are of one kind, mixed where they are not. */
export function natureTogether(natures: readonly Nature[]): Nature {
  const kinds = new Set(natures)
  return kinds.size > 1 ? 'mixed' : (natures[0] ?? 'grant')
}
