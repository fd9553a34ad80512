import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findCycles } from './cycles.ts'

const read = (text: string) => findCycles(fold(text), text).map(({ range, ...cycle }) => cycle)

test.each([
  ['每年进村入户不少于4次', 'year', 4],
  ['每季度至少1次', 'quarter', 1],
  ['每半年开展一次督查', 'halfYear', 1],
  ['一月一调度', 'month', 1],
  ['一季一监测', 'quarter', 1],
  ['半年一督查', 'halfYear', 1],
  ['每周一报', 'week', 1],
  ['每年至少召开两次领导小组会', 'year', 2],
  ['每月到村不少于2天', 'month', 2],
  ['每户每月走访2次', 'month', 2],
  ['按季拨付', 'quarter', null],
  ['逐月登记收入', 'month', null],
  ['每学期走访一次', 'halfYear', 1],
])('%s', (text, every, least) => {
  expect(read(text)).toMatchObject([{ every, least }])
})

test('short forms side by side', () => {
  expect(read('实行月推进、季通报、半年点评、年终考核工作制度').map(({ every }) => every)).toEqual([
    'month',
    'quarter',
    'halfYear',
    'year',
  ])
})

test('the day by which it is due each time', () => {
  expect(read('每月25日前报送进展')).toMatchObject([{ every: 'month', by: { month: null, day: 25 } }])
  expect(read('每年11月底前上报')).toMatchObject([{ every: 'year', by: { month: 11, day: null } }])
})

test('again and again, and nobody said how often', () => {
  expect(read('定期研究脱贫攻坚工作')).toMatchObject([{ every: null, least: null }])
})

test.each([
  '每生每年补助1000元',
  '人均每年增收',
  '每年增长20%',
  '不定期抽查',
  '每月补助155元',
  '依法按年度标准执行',
])('%s is no appointment', (text) => {
  expect(read(text)).toEqual([])
})
