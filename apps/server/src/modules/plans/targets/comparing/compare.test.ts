// Plans against the one above them: what is left out, laxer, stricter, later, earlier, and what is no difference.
import { readText } from '@lika/intake'
import { describe, expect, test } from 'vitest'
import { partOf } from '../../reading/read-part.ts'
import { compareWithAbove } from './compare.ts'
import type { ComparedPart } from './document.ts'

/** What the reader makes of a text, as the module plans keeps it; `code` is that of the regions that it names. */
function readAs(text: string, code: string | null = null): ComparedPart {
  const { range, read } = partOf(readText(text).documents[0]!, text)
  const targets = read.targets.map((target) => ({
    ...target,
    regionCode: target.region === null ? null : code,
    indicator: null,
  }))
  return { part: 0, text: text.slice(...range), range, outline: read.outline, times: read.times, targets }
}

const region = '450521'
const compare = (above: string, here: string, code: string | null = null) =>
  compareWithAbove([readAs(above, code)], { region, parts: [readAs(here, code)] })
const told = (compared: ReturnType<typeof compare>) =>
  compared.differences.map(({ kind, grade }) => `${kind} ${grade}`)
const title = (name: string) => `${name}脱贫攻坚实施意见\n一、目标任务\n`

describe('a plan beside the one above', () => {
  test('that asks the same leaves nothing to say', () => {
    const text = '到2020年，农村自来水普及率达到90%以上。2018年底前所有行政村通村道路全部硬化。'
    const compared = compare(title('全市') + text, title('全县') + text)
    expect(compared.differences).toEqual([])
    expect(compared.matched).toBe(compared.asked)
    expect(compared.asked).toBeGreaterThan(0)
  })

  test('how things stood before the year of the plan above is no deadline', () => {
    const above =
      '全市2017年脱贫攻坚实施方案\n一、资金\n2015年底建档立卡贫困户10236户，按每户0.2万元安排帮扶补助。'
    const here = '全县2017年脱贫攻坚实施方案\n一、目标\n2017年底全县建档立卡贫困户3690户达到标准。'
    expect(compare(above, here).differences.filter(({ kind }) => kind === 'later')).toEqual([])
  })

  test('sets a share lower than asked: laxer, with both sentences', () => {
    const above = `${title('全市')}到2020年，农村自来水普及率达到90%以上。`
    const here = `${title('全县')}到2020年，农村自来水普及率达到85%以上。`
    const compared = compare(above, here)
    expect(told(compared)).toEqual(['laxer warning'])
    const [difference] = compared.differences
    expect(above.slice(...difference!.above.range)).toContain('90%')
    expect(here.slice(...difference!.here!.range)).toContain('85%')
    expect(difference!.message.zh).toContain('90%')
    expect(difference!.message.zh).toContain('85%')
    expect(difference!.message.en).toContain('laxer')
  })

  test('sets a share higher than asked: stricter, which is a note', () => {
    expect(
      told(
        compare(
          `${title('全市')}到2020年，农村自来水普及率达到90%以上。`,
          `${title('全县')}到2020年，农村自来水普及率达到95%以上。`,
        ),
      ),
    ).toEqual(['stricter note'])
  })

  test('says about where not less was asked: loosened', () => {
    expect(
      told(
        compare(
          `${title('全市')}到2020年，农村自来水普及率不低于90%。`,
          `${title('全县')}到2020年，农村自来水普及率约90%。`,
        ),
      ),
    ).toEqual(['loosened warning'])
  })

  test('does its work later or earlier than asked', () => {
    const above = `${title('全市')}2018年底前所有行政村通村道路全部硬化。`
    expect(told(compare(above, `${title('全县')}2019年底前所有行政村通村道路全部硬化。`))).toEqual([
      'later warning',
    ])
    expect(told(compare(above, `${title('全县')}2017年底前所有行政村通村道路全部硬化。`))).toEqual([
      'earlier note',
    ])
  })

  test('under a heading of the same matter has another deadline for it: a note', () => {
    const above =
      '全市实施意见\n一、推进易地搬迁\n加快工程进度，2019年完成搬迁户建房任务。\n二、发展产业\n抓好种养。'
    const here =
      '全县实施意见\n一、抓好易地搬迁安置\n2017年全部解决困难群众住房问题。\n二、产业增收\n抓好种养。'
    const compared = compare(above, here)
    expect(told(compared)).toEqual(['earlier note'])
    expect(compared.differences[0]!.message.zh).toContain('2019-12-31')
  })

  test('leaves out what was asked of everybody', () => {
    const compared = compare(
      `${title('全市')}2018年底前所有行政村通村道路全部硬化。2017年所有自然村通宽带网络。`,
      `${title('全县')}2018年底前所有行政村通村道路全部硬化。`,
    )
    expect(told(compared)).toEqual(['leftOut note'])
    expect(compared.differences[0]).toMatchObject({ here: null })
    expect(compared.differences[0]!.above.text).toContain('宽带')
  })

  test('takes a share of a total: that is not laxer than the whole', () => {
    expect(
      told(
        compare(
          `${title('全市')}2017年全市脱贫21076人，新建电商服务点500个。`,
          `${title('全县')}2017年全县脱贫8000人，新建电商服务点60个。`,
        ),
      ),
    ).toEqual([])
  })

  test('sets less than the total that names this very region', () => {
    const above = `${title('全市')}2017年合浦县脱贫贫困人口8000人。`
    const here = `${title('全县')}2017年合浦县脱贫贫困人口7500人。`
    expect(told(compare(above, here, region))).toEqual(['laxer warning'])
    expect(told(compare(above, here, '450512'))).toEqual([])
  })

  test('is not compared in what begins with a year, nor with the day under a signature', () => {
    expect(
      told(
        compare(
          `${title('全市')}从2016年起对所有贫困家庭幼儿发放生活补贴。\n中共某市委\n2015年12月30日`,
          `${title('全县')}从2017年起对所有贫困家庭幼儿发放生活补贴。\n中共某县委\n2016年3月1日`,
        ),
      ),
    ).toEqual([])
  })

  test('of 4,000 deadlines and 4,000 shares is compared in seconds', () => {
    const lines = Array.from(
      { length: 4000 },
      (_, index) =>
        `（${index}）第${index}片区2018年底前所有行政村道路全部硬化，自来水普及率达到${60 + (index % 30)}%以上，其余工作照旧。`,
    )
    const text = lines.join('\n')
    const [above, here] = [readAs(title('全市') + text), readAs(title('全县') + text)]
    const started = performance.now()
    const compared = compareWithAbove([above], { region, parts: [here] })
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(compared.differences.filter(({ kind }) => kind === 'leftOut')).toEqual([])
  })
})
