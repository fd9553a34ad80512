import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findQuantities } from './quantities.ts'

const read = (text: string) => findQuantities(fold(text), text, () => false)
const one = (text: string) => {
  const found = read(text)
  expect(
    found.map((each) => each.text),
    text,
  ).toHaveLength(1)
  return found[0]!
}

test.each([
  ['4941户', '4941', '户', 'households'],
  ['２１０７６人', '21076', '人', 'persons'],
  ['约4500万元', '4500', '万元', 'money'],
  ['1,250万元', '1250', '万元', 'money'],
  ['3.2亿元', '3.2', '亿元', 'money'],
  ['5.9万贫困人口', '5.9', '万人', 'persons'],
  ['1700贫困人口', '1700', '人', 'persons'],
  ['46个贫困村', '46', '个贫困村', 'villages'],
  ['4110人次', '4110', '人次', 'personTimes'],
  ['230.06公里', '230.06', '公里', 'length'],
  ['5100亩', '5100', '亩', 'area'],
  ['增长12.5%', '12.5', '%', 'percent'],
  ['百分之十', '10', '%', 'percent'],
  ['两个月', '2', '个月', 'duration'],
  ['十一个项目', '11', '个', 'count'],
  ['三点五公里', '3.5', '公里', 'length'],
  ['一千二百米', '1200', '米', 'length'],
  ['十二座', '12', '座', 'count'],
  ['三百二十万元', '320', '万元', 'money'],
])('%s', (text, value, unit, measure) => {
  expect(one(text)).toMatchObject({ value, unit, measure })
})

test.each([
  ['不少于4次', 'atLeast'],
  ['2600人以上', 'atLeast'],
  ['至少1个', 'atLeast'],
  ['不超过5户', 'atMost'],
  ['降低到10%以下', 'atMost'],
  ['控制在3万元以内', 'atMost'],
  ['高于4737元', 'moreThan'],
  ['低于1.2%', 'lessThan'],
  ['投资约5513.1万元', 'about'],
  ['300人左右', 'about'],
  ['100余户', 'moreThan'],
  ['160-300平方米', 'between'],
  ['三到五户', 'between'],
  ['一至两户', 'between'],
  ['不低于一般预算收入的2%', 'atLeast'],
  ['至少召开两次', 'atLeast'],
  ['在城镇工作一年以上', 'atLeast'],
  ['3至5户', 'between'],
  ['4941户', 'exact'],
  ['家庭医生签约率100%', 'exact'],
])('%s is bounded as it says', (text, bound) => {
  expect(one(text).bound).toBe(bound)
})

test('a masked figure is unknown, and no number', () => {
  for (const text of ['××万元', 'xx户', '2xx户', 'XX人'])
    expect(one(text), text).toMatchObject({ value: null, exact: null })
})

test.each([
  ['按产业补助资金0.5万元/户计算', ['户']],
  ['平均每人每月补助155元', ['人', '月']],
  ['人均资助5000元', ['人']],
  ['每个约50万元', ['个']],
  ['每人培训后取得证书,需补助资金3000元', ['人']],
  ['共需资金682万元', []],
])('%s says for whom and how often', (text, per) => {
  expect(one(text).per).toEqual(per)
})

test('a scale is kept as it is written, and taken away for comparing', () => {
  expect(one('0.2419亿元').exact).toBe(one('2419万元').exact)
  expect(one('5.9万人').tolerance).toBe('500')
})

test.each([
  '第一书记',
  '“五个一批”',
  '一户一策',
  '十三五规划',
  '统一规划',
  '三农工作',
  '12317举报电话',
  '铜发〔2016〕4号',
  '打造一个龙头',
  '脱贫攻坚三年行动计划',
  '二月十五日',
  '“四道保障线”',
  '县四套班子',
  '十八届三中全会',
  '二级医院',
  '三次产业',
  '一次性补助',
  '五级书记一起抓',
])('%s is no quantity', (text) => {
  expect(read(text)).toEqual([])
})

test('ranges are those of the text that was read, whatever its width', () => {
  const text = '全市　４９４１户，２１０７６人。'
  expect(read(text).map(({ range: [from, to] }) => text.slice(from, to))).toEqual([
    '４９４１户',
    '２１０７６人',
  ])
})
