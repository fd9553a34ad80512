import { expect, test } from 'vitest'
import { readText } from '../index.ts'

const read = (body: string) => readText(`某县2018年资金方案\n\n一、资金\n${body}`).documents[0]!
const lines = (body: string) => read(body).fundLines.map(({ total, nature }) => [total.text, nature])

test.each([
  ['需产业补助资金120万元。', 'grant'],
  ['安排奖补资金80万元。', 'grant'],
  ['发放小额信贷资金5000万元。', 'loan'],
  ['安排创业担保贷款200万元。', 'loan'],
  ['需小额信贷贴息资金237.5万元。', 'interest'],
  ['落实小额信贷风险补偿金500万元。', 'guarantee'],
  ['投入政策性农业保险保费补贴60万元。', 'insurance'],
])('%s is %s', (body, nature) => {
  expect(lines(body).map(([, kind]) => kind)).toEqual([nature])
})

test('a line of several kinds is mixed, and each of its terms says its own', () => {
  const [line] = read(
    '目标放贷100户,按每户信贷额5万元计算,需小额信贷资金500万元、小额信贷贴息资金21.75万元,落实小额信贷风险补偿金50万元。综合以上,共需资金571.75万元。',
  ).fundLines
  expect(line).toMatchObject({ nature: 'mixed', side: 'use' })
  expect(
    line!.operands
      .filter(({ role }) => role === 'part')
      .map(({ quantity, nature }) => [quantity.text, nature]),
  ).toEqual([
    ['500万元', 'loan'],
    ['21.75万元', 'interest'],
    ['50万元', 'guarantee'],
  ])
})

test.each([
  '提供5万元以下、3年以内小额贷款。',
  '贷款额度不超过5万元。',
  '补助资金最高3万元。',
  '每户补助2万元以内。',
  '贫困户人均收入达到3500元。',
])('%s is a limit or a result, and no fund line', (body) => {
  expect(lines(body)).toEqual([])
})

test('sources say what kind of money they are', () => {
  const [total] = read(
    '建设项目共需资金约1000万元。其中,中央专项资金500万元;小额信贷资金300万元;县级配套资金200万元。',
  ).fundTotals
  expect(total!.sources.map(({ nature, side }) => [nature, side])).toEqual([
    ['grant', 'source'],
    ['loan', 'source'],
    ['grant', 'source'],
  ])
})
