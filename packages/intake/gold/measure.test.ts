import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readText } from '../src/index.ts'
import { faultsOf, type Gold, type GoldDocument } from './format.ts'
import { KINDS, measure, precision, recall, together } from './measure.ts'

const annotations = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(`${import.meta.dirname}/${name}`, 'utf8')) as Gold)

const text = `某县2019年助学方案

一、目标
2019年资助学生500人,其中高中320人、职校180人。
二、资金
补助寄宿生200人,按每人0.2万元计算,共需资金40万元。(县教育局牵头,县财政局配合)
`

const place = (words: string): [number, number] => {
  const from = text.indexOf(words)
  expect(from, words).toBeGreaterThanOrEqual(0)
  return [from, from + words.length]
}
const quantity = (words: string, value: string, unit: string) =>
  ({ value, unit, bound: 'exact', range: place(words) }) as const

const annotated: GoldDocument = {
  number: null,
  title: place('某县2019年助学方案'),
  range: [0, text.trimEnd().length],
  outline: [
    { number: '一', level: 1, at: place('一、目标')[0] },
    { number: '二', level: 1, at: place('二、资金')[0] },
  ],
  quantities: [
    quantity('500人', '500', '人'),
    quantity('320人', '320', '人'),
    quantity('180人', '180', '人'),
    quantity('200人', '200', '人'),
    quantity('0.2万元', '0.2', '万元'),
    quantity('40万元', '40', '万元'),
  ],
  duties: [
    {
      item: place('二、资金')[0],
      lead: ['县教育局'],
      cooperating: ['县财政局'],
      responsible: [],
      range: place('县教育局牵头,县财政局'),
    },
  ],
  fundLines: [{ item: place('二、资金')[0], amount: '40', unit: '万元', range: place('40万元') }],
  fundSources: [],
  findings: [],
}

const goldOf = (change: Partial<GoldDocument>): Gold => ({
  name: 'a plan of our own',
  sha256: '0'.repeat(64),
  characters: text.length,
  documents: [{ ...annotated, ...change }],
})

const read = readText(text)
const scoresOf = (change: Partial<GoldDocument>) => measure(goldOf(change), read)

test('a document that is read as annotated has precision and recall of one throughout', () => {
  const scores = scoresOf({})
  for (const kind of KINDS) {
    expect([kind, precision(scores[kind]), recall(scores[kind])]).toEqual([kind, 1, 1])
    expect(scores[kind].missed).toEqual([])
    expect(scores[kind].wrong).toEqual([])
  }
  expect(scores.quantities).toMatchObject({ wanted: 6, read: 6, right: 6 })
  expect(scores.duties).toMatchObject({ wanted: 2, read: 2, right: 2 })
})

test.each<[string, Partial<GoldDocument>]>([
  ['value', { quantities: [quantity('500人', '501', '人'), ...annotated.quantities.slice(1)] }],
  ['unit', { quantities: [quantity('500人', '500', '户'), ...annotated.quantities.slice(1)] }],
  ['end', { quantities: [quantity('500', '500', '人'), ...annotated.quantities.slice(1)] }],
  [
    'bound',
    { quantities: [{ ...annotated.quantities[0]!, bound: 'atLeast' }, ...annotated.quantities.slice(1)] },
  ],
])('a quantity with another %s is missed once and read wrongly once', (_, change) => {
  const { quantities } = scoresOf(change)
  expect(quantities).toMatchObject({ wanted: 6, read: 6, right: 5 })
  expect(quantities.missed).toHaveLength(1)
  expect(quantities.wrong).toHaveLength(1)
})

test('an item of another level, a unit of another role and an amount of another item are not right', () => {
  const [first, second] = annotated.outline
  expect(scoresOf({ outline: [first!, { ...second!, level: 2 }] }).outline.right).toBe(1)
  const [duty] = annotated.duties
  const swapped = { ...duty!, lead: ['县财政局'], cooperating: ['县教育局'] }
  expect(scoresOf({ duties: [swapped] }).duties.right).toBe(0)
  expect(scoresOf({ duties: [{ ...duty!, item: first!.at }] }).duties.right).toBe(0)
  const [line] = annotated.fundLines
  expect(scoresOf({ fundLines: [{ ...line!, item: first!.at }] }).fundLines.right).toBe(0)
})

test('what is read and was not annotated lowers precision, what is not read lowers recall', () => {
  const { quantities } = scoresOf({ quantities: annotated.quantities.slice(1) })
  expect([precision(quantities), recall(quantities)]).toEqual([5 / 6, 1])
  const more = scoresOf({ quantities: [...annotated.quantities, quantity('2019年', '2019', '年')] })
  expect([precision(more.quantities), recall(more.quantities)]).toEqual([1, 6 / 7])
  expect(more.quantities.missed.map(({ what }) => what)).toContain('exact 2019 年')
})

test('a noun behind 个 may belong to the range', () => {
  const own = '一、目标\n退出46个贫困村。'
  const { quantities } = measure(
    {
      name: 'villages',
      sha256: '0'.repeat(64),
      characters: own.length,
      documents: [
        {
          ...annotated,
          quantities: [{ value: '46', unit: '个', bound: 'exact', range: [7, 10], nounTo: 13 }],
        },
      ],
    },
    readText(own),
  )
  expect(quantities).toMatchObject({ wanted: 1, read: 1, right: 1 })
})

test('a finding is right by its rule and by at least half of its places', () => {
  const wrong = text.replace('职校180人', '职校190人')
  const wholes = (ranges: [number, number][]) =>
    measure(
      goldOf({ findings: [{ what: 'parts above the whole', grade: 'error', rule: 'parts', ranges }] }),
      readText(wrong),
    ).errorsAndWarnings
  expect(wholes([place('500人'), place('320人'), place('180人')])).toMatchObject({ wanted: 1, right: 1 })
  expect(wholes([place('500人'), place('某县'), place('一、')]).right).toBe(0)
})

test('scores of several documents add up', () => {
  const both = together([scoresOf({}).outline, scoresOf({ outline: [] }).outline])
  expect(both).toMatchObject({ wanted: 2, read: 4, right: 2 })
  expect(precision(both)).toBe(0.5)
})

test('a text of another length is not measured', () => {
  expect(() => measure(goldOf({}), readText(`${text}。`))).toThrow(/characters were annotated/)
})

test('the annotations that are checked in are sound', () => {
  expect(annotations).toHaveLength(3)
  for (const gold of annotations) expect([gold.name, faultsOf(gold)]).toEqual([gold.name, []])
  const documents = annotations.flatMap((gold) => gold.documents)
  const count = (of: (document: GoldDocument) => number) => documents.reduce((sum, each) => sum + of(each), 0)
  expect(count(({ quantities }) => quantities.length)).toBe(309)
  expect(count(({ duties }) => duties.length)).toBe(153)
  expect(count(({ outline }) => outline.length)).toBe(296)
})

test('the annotations hold no sentence of a document: no words but numbers, units and names of offices', () => {
  const long = /[\u4e00-\u9fff，。；：]{18,}/
  for (const gold of annotations) expect(JSON.stringify(gold)).not.toMatch(long)
})

test.each<[string, Partial<GoldDocument>, string]>([
  ['a range that ends before it begins', { range: [9, 3] }, 'no range'],
  ['a range beyond the text', { range: [0, 9999] }, 'lies outside 0-'],
  ['a level that is skipped', { outline: [{ number: '1', level: 2, at: 12 }] }, 'level 2 below level 0'],
  ['a value with words', { quantities: [quantity('200人', '二百', '人')] }, '二百 is no decimal number'],
  [
    'an unknown bound',
    { quantities: [{ ...annotated.quantities[0]!, bound: 'some' }] },
    'some is none of exact',
  ],
  ['a duty of no item', { duties: [{ ...annotated.duties[0]!, item: 3 }] }, 'no item begins at 3'],
  ['a duty without a unit', { duties: [{ ...annotated.duties[0]!, lead: [], cooperating: [] }] }, 'no unit'],
])('%s is told as a fault of the annotation', (_, change, fault) => {
  expect(faultsOf(goldOf(change)).join('\n')).toContain(fault)
})
