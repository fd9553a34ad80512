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

test('below a total each item is a line, with what it is made of', () => {
  const { fundLines, fundTotals, findings } = read(
    '安排专项资金3660万元,用于以下项目:\n(一)到户产业项目2100万元,按每户1.5万元标准扶持1400户;\n(二)基础设施项目1200万元,硬化道路40公里,每公里30万元;\n(三)小额信贷贴息项目360万元。',
  )
  expect(fundTotals.map(({ total }) => total.text)).toEqual(['3660万元'])
  expect(fundLines.map(({ total, nature, operands }) => [total.text, nature, operands.length])).toEqual([
    ['2100万元', 'grant', 2],
    ['1200万元', 'grant', 2],
    ['360万元', 'interest', 0],
  ])
  expect(findings.filter(({ grade }) => grade !== 'note')).toEqual([])
})

test('each lamp, each ton: any measure word makes a rate', () => {
  const [line] = read('安装太阳能路灯60盏,每盏3500元,需资金21万元。').fundLines
  expect(line!.operands.map(({ quantity }) => quantity.text)).toEqual(['60盏', '3500元'])
})
