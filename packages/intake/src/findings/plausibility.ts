/** Figures that can hardly be meant. */

import type { Range } from '../model.ts'
import type { Block } from '../relations/blocks.ts'
import type { NamedTime } from '../statements/days.ts'
import type { Finding } from './finding.ts'

/** Households of a whole place have between one and eight members on average. */
const FEWEST = 1
const MOST = 8
const share = /(?:率|覆盖|比例|占|占比|比重|完成)[^,。;]{0,10}$/
const grows = /(?:增长|增加|提高|增幅|上升|翻|超额|同比)/

export function plausibilityFindings(blocks: readonly Block[]): Finding[] {
  return blocks.flatMap(({ mentions }) => [
    ...mentions.flatMap(({ quantity, ahead }, at) => {
      const before = mentions[at - 1]?.quantity
      if (quantity.measure !== 'persons' || before?.measure !== 'households') return []
      // 2898户10611人, 1300户,2900人: side by side they speak of the same.
      if (!/^[,、(]?$/.test(ahead.trim()) || quantity.exact === null || before.exact === null) return []
      const ratio = Number(quantity.exact) / Number(before.exact)
      return ratio >= FEWEST && ratio <= MOST ? [] : [personsFinding(before, quantity, ratio)]
    }),
    ...mentions
      .filter(
        ({ quantity, ahead }) =>
          quantity.unit === '%' && Number(quantity.value) > 100 && share.test(ahead) && !grows.test(ahead),
      )
      .map(({ quantity }) => ({
        grade: 'error' as const,
        rule: 'percentAbove100' as const,
        stated: quantity.value!,
        computed: '100',
        message: {
          zh: `比率 ${quantity.text} 超过 100%。`,
          en: `A share of ${quantity.text} is more than all.`,
        },
        ranges: [quantity.range],
      })),
  ])
}

function personsFinding(
  households: { readonly text: string; readonly range: Range },
  persons: { readonly text: string; readonly range: Range },
  ratio: number,
): Finding {
  return {
    grade: 'warning',
    rule: 'personsPerHousehold',
    stated: `${households.text}${persons.text}`,
    computed: ratio.toFixed(2),
    message: {
      zh: `${households.text}、${persons.text}，户均 ${ratio.toFixed(2)} 人，请核对。`,
      en: `${households.text} with ${persons.text} makes ${ratio.toFixed(2)} persons a household: please check.`,
    },
    ranges: [households.range, persons.range],
  }
}

/** `day` is that of the document; deadlines before it were over when it was issued. */
export function timeFindings(
  folded: string,
  times: readonly NamedTime[],
  day: NamedTime | undefined,
  isReport: boolean,
): Finding[] {
  return times.flatMap((time): Finding[] => {
    const until = time.until
    if (until && isAfter([time.year, time.month, time.day], [until.year, until.month, until.day])) {
      return [
        {
          grade: 'error' as const,
          rule: 'datesReversed' as const,
          stated: time.text,
          computed: '',
          message: {
            zh: `起止时间颠倒：${time.text}。`,
            en: `It ends before it begins: ${time.text}.`,
          },
          ranges: [time.range],
        },
      ]
    }
    if (!day || time.year === null || day.year === null || time === day || isReport) return []
    if (!isStillToCome(folded, time)) return []
    if (!isAfter([day.year, day.month, day.day], [time.year, time.month ?? 12, time.day ?? 31])) return []
    return [
      {
        grade: 'warning' as const,
        rule: 'deadlinePassed' as const,
        stated: time.text,
        computed: day.text,
        message: {
          zh: `期限 ${time.text} 早于文件日期 ${day.text}。`,
          en: `The deadline ${time.text} was over when the document was issued on ${day.text}.`,
        },
        ranges: [time.range, day.range],
      },
    ]
  })
}

/** 10月底前完成: 前 says that it is to come, where the words behind do not say that it is done. 2016年完成… may be told of the past. */
function isStillToCome(folded: string, { range: [, to], text }: NamedTime): boolean {
  const behind = folded.slice(to, to + 24)
  return (/前$/.test(text) || /^(?:之前|以前|前)/.test(behind)) && !/^[^。;]{0,20}(?:已|了|过)/.test(behind)
}

/** Whether the first of two times is later, as far as both say. */
function isAfter(a: readonly (number | null)[], b: readonly (number | null)[]): boolean {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? null
    if (value === null || other === null) return false
    if (value !== other) return value > other
  }
  return false
}
