import { expect, test } from 'vitest'
import { readText } from '../index.ts'

const titled = (body: string) => `某县2018年脱贫攻坚实施方案\n\n${body}`
const read = (body: string) =>
  readText(titled(body)).documents[0]!.targets.map(
    ({ subject, action, value, unit, region, period, bound }) => ({
      subject,
      action,
      value,
      unit,
      bound,
      region,
      until: period?.to ?? null,
    }),
  )
const one = (body: string) => read(body)[0]

test('what is counted stands behind the figure or before it, exactly as written', () => {
  expect(one('一、目标\n2018年底,全县46个贫困村退出。')).toMatchObject({
    subject: '贫困村',
    action: '退出',
    value: '46',
  })
  expect(one('一、目标\n实现4941户21076人的建档立卡贫困人口稳定脱贫。')).toMatchObject({
    subject: '建档立卡贫困人口',
    value: '4941',
    unit: '户',
  })
  expect(one('一、道路\n硬化通组道路650公里。')).toMatchObject({
    subject: '通组道路',
    action: '硬化',
    unit: '公里',
  })
  expect(one('一、饮水\n解决279户饮水困难问题。')).toMatchObject({ subject: '饮水困难', action: '解决' })
  expect(one('一、饮水\n到2020年自来水普及率超过90%。')).toMatchObject({
    subject: '自来水普及率',
    bound: 'moreThan',
    until: '2020-12-31',
  })
  expect(one('一、任务\n2018年脱贫1.2万人。')).toMatchObject({ subject: '脱贫', value: '1.2', unit: '万人' })
})

test('each district has its own, each year its own, and they are parts of one', () => {
  const { targets } = readText(
    titled(`一、区县任务
(一)东山区
到2018年,2.7万贫困人口全部脱贫。其中:
2016年脱贫1万人,2017年脱贫1万人,2018年脱贫0.7万人。
(二)西山县
到2018年,1.5万贫困人口全部脱贫。
(三)南湖县
到2018年,1万贫困人口全部脱贫。`).replace('2018年脱贫', '2016年脱贫'),
  ).documents[0]!
  expect(
    targets.map(({ region, value, period, partOf }) => [region, value, period!.to, partOf ?? null]),
  ).toEqual([
    ['东山区', '2.7', '2018-12-31', null],
    ['东山区', '1', '2016-12-31', 0],
    ['东山区', '1', '2017-12-31', 0],
    ['东山区', '0.7', '2018-12-31', 0],
    ['西山县', '1.5', '2018-12-31', null],
    ['南湖县', '1', '2018-12-31', null],
  ])
})

test('places in a bracket share what the whole counts', () => {
  const { targets } = readText(titled('一、旅游\n发展乡村旅游示范村17个(甲县15个、乙区1个、丙城区1个)。'))
    .documents[0]!
  expect(
    targets.map(({ subject, region, value, partOf }) => [subject, region, value, partOf ?? null]),
  ).toEqual([
    ['乡村旅游示范村', null, '17', null],
    ['乡村旅游示范村', '甲县', '15', 0],
    ['乡村旅游示范村', '乙区', '1', 0],
    ['乡村旅游示范村', '丙城区', '1', 0],
  ])
})

test('what is asked of each of them says so', () => {
  const { targets } = readText(titled('一、产业\n每个贫困村发展1个以上特色产业、培育1个以上合作社。'))
    .documents[0]!
  expect(targets.map(({ subject, per }) => [subject, per])).toEqual([
    ['特色产业', ['贫困村']],
    ['合作社', ['贫困村']],
  ])
})

test('the same aim in two clauses points to the first', () => {
  const { targets } = readText(
    titled('一、目标\n2018年全县1256户贫困户脱贫。\n二、措施\n围绕1256户贫困户脱贫,落实帮扶措施。'),
  ).documents[0]!
  expect(targets.map(({ sameAs }) => sameAs ?? null)).toEqual([null, 0])
})

test.each([
  ['money and what it is worked out from', '一、产业\n扶持4838户,按0.5万元/户计算,需资金2419万元。'],
  ['what was reached', '一、工作\n2017年已脱贫1200户,建成了扶贫车间12个。'],
  ['how a place is', '一、基本情况\n全县辖12个乡镇,现有贫困村32个,贫困人口5.6万人。'],
  ['how often', '一、走访\n帮扶干部每月走访贫困户不少于2次。'],
  ['a share of a budget', '一、投入\n专项资金每年增长不低于20%。'],
  ['a limit that something keeps', '一、贷款\n提供5万元以下、3年以内小额贷款。'],
  ['a saying', '一、要求\n围绕“四个全面”,落实“三个一批”。'],
  ['an article', '一、要求\n打造一个龙头,建立一套机制。'],
  ['a masked figure', '一、要求\n加强领导,压实责任。'],
])('%s is no target', (_, body) => {
  expect(read(body)).toEqual([])
})

test('a report tells what was done; its plans are aims', () => {
  const { targets } = readText(
    `某县2017年脱贫攻坚工作总结\n\n一、工作成效\n全年减贫3200人,改造危房412户。\n二、下一步工作打算\n2018年计划减贫2600人。`,
  ).documents[0]!
  expect(targets.map(({ value }) => value)).toEqual(['2600'])
})

test('ranges are those of the text', () => {
  const text = titled('一、任务\n２０１８年新建标准化卫生室１５所。')
  const [target] = readText(text).documents[0]!.targets
  expect(text.slice(...target!.range)).toBe('１５所')
  expect(text.slice(...target!.subjectRange)).toBe(target!.subject)
  expect(target!.subject).toBe('标准化卫生室')
  expect(text.slice(...target!.sentence)).toBe('２０１８年新建标准化卫生室１５所。')
})

test('a place that 其中 begins with is the place alone', () => {
  expect(read('一、目标\n全县46个贫困村退出,其中廉州镇12个贫困村。').map(({ region }) => region)).toContain(
    '廉州镇',
  )
})

test('households and persons of one aim are two', () => {
  expect(read('一、目标\n实现1200户4800人脱贫。').map(({ value, unit }) => value + unit)).toEqual([
    '1200户',
    '4800人',
  ])
})
