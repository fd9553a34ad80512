/** Plans of several styles around planted sentences. */
import type { Random } from './random.ts'
import { KINDS, type Planted, plant } from './statements.ts'

export const STYLES = ['chinese', 'brackets', 'arabic', 'circled', 'articles', 'inline', 'bare'] as const
export type DocumentStyle = (typeof STYLES)[number]
export const WIDTHS = ['half', 'full', 'mixed'] as const

export interface Made {
  readonly right: string
  readonly wrong: string
  readonly planted: Planted
}

const CN = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const TOPICS = [
  '产业扶贫',
  '教育扶贫',
  '健康扶贫',
  '住房安全',
  '饮水安全',
  '就业扶贫',
  '兜底保障',
  '基础设施',
  '生态扶贫',
]
const FILLERS = [
  '坚持精准方略,压实各级责任。',
  '各乡镇要加强组织领导,密切配合。',
  '严格资金监管,及时公告公示。',
  '充分发挥基层党组织作用。',
  '',
]

/** One document, right and with exactly one figure wrong. */
export function documentOf(random: Random, style: DocumentStyle, kind: string): Made {
  const width = random.pick(WIDTHS)
  const others = random
    .some(
      KINDS.filter((each) => each !== kind),
      random.whole(2, 5),
    )
    .map((each) => plant(each, random))
  const one = plant(kind, random)
  const at = random.whole(0, others.length)
  const all = [...others.slice(0, at), one, ...others.slice(at)]
  const topics = random.some(TOPICS, all.length)
  const fillers = all.map(() => random.pick(FILLERS))
  const write = (sentences: readonly string[]) =>
    widened(
      laidOut(
        style,
        topics,
        sentences.map((each, index) => each + fillers[index]!),
      ),
      width,
    )
  return {
    right: write(all.map(({ right }) => right)),
    wrong: write(all.map((each) => (each === one ? each.wrong : each.right))),
    planted: one,
  }
}

function laidOut(style: DocumentStyle, topics: readonly string[], sentences: readonly string[]): string {
  const title = '某某县2018年脱贫攻坚工作方案'
  const lines = {
    chinese: sentences.map((each, at) => `${CN[at]}、${topics[at]}\n${each}`),
    brackets: ['一、工作任务', ...sentences.map((each, at) => `(${CN[at]})${topics[at]}。${each}`)],
    arabic: ['一、工作任务', ...sentences.map((each, at) => `${at + 1}.${topics[at]}\n    ${each}`)],
    circled: [
      '一、工作任务',
      '(一)具体措施',
      ...sentences.map((each, at) => `${'①②③④⑤⑥⑦⑧⑨⑩'[at]}${topics[at]}。${each}`),
    ],
    articles: sentences.map((each, at) => `第${CN[at]}条 ${topics[at]}。${each}`),
    inline: [
      `主要做好以下工作。${sentences.map((each, at) => `${CN[at]}是抓好${topics[at]}。${each}`).join('')}`,
    ],
    bare: sentences.map((each, at) => `${topics[at]}\n${each}`),
  }[style]
  return `${title}\n\n${lines.join('\n')}\n\n某某县人民政府\n2018年1月15日\n`
}

function widened(text: string, width: (typeof WIDTHS)[number]): string {
  if (width === 'half') return text
  const marks: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '(': '（', ')': '）' }
  const full = text.replaceAll(/[,;:()]/g, (mark) => marks[mark]!)
  return width === 'mixed'
    ? full
    : full.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}
