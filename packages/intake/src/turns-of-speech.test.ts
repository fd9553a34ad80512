/** Turns of speech that were once read wrongly, each in the smallest plan that holds it. */
import { expect, test } from 'vitest'
import { readText } from './index.ts'

const read = (body: string) => readText(`某县2017年脱贫攻坚实施方案\n\n${body}`).documents[0]!
const rules = (body: string) => read(body).findings.map(({ grade, rule }) => `${grade} ${rule}`)

test('what 46 villages lack is no list of 46', () => {
  expect(rules('一、贫困村。46个贫困村要补齐以下短板:\n1.道路。\n2.饮水。\n3.电网。')).toEqual([])
  expect(rules('一、措施。抓好以下四项工作:\n1.道路。\n2.饮水。\n3.电网。')).toEqual(['error listCount'])
})

test('the last deadline is not the day of the document', () => {
  const body = '一、安排。2017年3月底前完成核实。\n二、认定。2017年12月15日前完成认定。'
  expect(rules(body)).toEqual([])
  expect(rules(`${body}\n某县人民政府\n2017年6月1日`)).toEqual(['warning deadlinePassed'])
})

test('all lines together once more are no line', () => {
  const lines = '一、资金\n1.产业扶持到户,需资金2419万元。\n2.危房改造,需资金1000万元。\n'
  for (const closing of ['综合以上,需资金3419万元。', '以上两项合计需资金3419万元。', '合计3419万元。'])
    expect(
      read(lines + closing).fundLines.map(({ total }) => total.value),
      closing,
    ).toEqual(['2419', '1000'])
})

test('whoever leads is not the name of a unit', () => {
  expect(read('一、汇总。进展由牵头单位于每年11月底前报省扶贫办。').duties).toEqual([])
})

test('the dot behind a number of an item is no part of what is counted', () => {
  expect(read('一、道路\n1.道路硬化20公里。').targets.map(({ subject }) => subject)).toEqual(['道路硬化'])
})
