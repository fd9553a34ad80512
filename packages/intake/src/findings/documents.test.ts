import { expect, test } from 'vitest'
import { findDuties } from '../statements/duties.ts'
import { fold } from '../text/fold.ts'
import { attachmentFindings, unitFindings } from './documents.ts'

const missing = (text: string) =>
  attachmentFindings(fold(text), 0, text.length).map(({ stated, ranges }) => [
    stated,
    ...ranges.map(([from, to]) => text.slice(from, to)),
  ])

test('attachments that are named and not there are told once, with every place', () => {
  expect(missing('任务见附件1。\n资金详见附件1、资料详见附表2。\n')).toEqual([
    ['附件1', '见附件1', '详见附件1'],
    ['附表2', '详见附表2'],
  ])
  expect(missing('配套文件（详见附件）由各单位制定。\n\n附件：配套文件目录：\n\n某县')).toEqual([
    ['附件', '详见附件', '附件：配套文件目录：'],
  ])
})

test.each([
  '任务见附件1。\n附件1\n任务分解表\n一、甲',
  '任务见附件1。\n附件1：任务分解表\n一、甲',
  '详见附件。\n附件：\n任务分解表\n一、甲',
  '详见附件。\n附件：《任务分解表》\n某县\n任务分解表\n甲\t1',
  '附件：1.任务表\n2.资金表\n某县\n任务表\n甲\t1\n资金表\n乙\t2',
  '本办法的附件由县扶贫办印发。',
])('an attachment that is there is not missed: %j', (text) => {
  expect(missing(text)).toEqual([])
})

test('many blanks and many entries are read without going over them again and again', () => {
  expect(missing(`附件:${' '.repeat(300_000)}`)).toEqual([])
  expect(missing('附件:1.任务表\n2.资金表\n'.repeat(20_000))).toHaveLength(2)
})

test('units with duties that a list leaves out are told, also where a name in the list was cut short', () => {
  const names = [
    '市教育局',
    '市水利局',
    '市民政局',
    '市财政局',
    '市林业局',
    '市妇联',
    '市发展改革',
    '市农业局',
  ]
  const duties = [...names.map((name) => name.replace('改革', '改革委')), '市商务局']
    .map((name, at) => `(${at + 1})抓好工作。(${name})`)
    .join('\n')
  const text = `${duties}\n${names.join('、')}等牵头部门要制定方案。`
  const [finding, ...others] = unitFindings(fold(text), 0, text.length, findDuties(fold(text), text))
  expect(others).toEqual([])
  expect(finding).toMatchObject({ grade: 'warning', stated: '8', computed: '9' })
  expect(finding!.message.zh).toContain('此处未列的有：市商务局。')
  expect(text.slice(...finding!.ranges[0]!)).toBe(names.join('、'))
})
