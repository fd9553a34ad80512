/** Papers as offices of several provinces write them, made up here: what must be found in each, and that nothing is said against right figures. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openFile } from './index.ts'
import { readText } from './read.ts'

interface Expected {
  readonly title: string
  /** Value and subject of targets that must be among those found. */
  readonly targets: readonly string[]
  readonly tasks: readonly string[]
  readonly fundLines: readonly string[]
  readonly cycles: readonly (string | null)[]
}

const papers: Readonly<Record<string, Expected>> = {
  'guizhou-village': {
    title: '云岭村2019年脱贫攻坚巩固提升实施方案',
    targets: [
      '17 脱贫',
      '59 脱贫',
      '8 村集体经济收入',
      '10 农村居民人均可支配收入',
      '1 冷库',
      '11 危房',
      '7 C级',
      '4 D级',
    ],
    tasks: [],
    fundLines: ['59万元'],
    cycles: ['month', 'month', 'quarter'],
  },
  'gansu-county': {
    title: '陇源县人民政府办公室关于印发《陇源县2017年精准脱贫攻坚工作要点》的通知',
    targets: [
      '3.6 减贫',
      '61 贫困村',
      '6.9 贫困发生率',
      '6980 农民人均可支配收入',
      '4.5 果园',
      '28 养殖场',
      '320 村组道路',
      '92 自来水普及率',
      '1120 搬迁',
    ],
    tasks: [
      '二/1 县农牧局、县林业局',
      '二/2 县交通局、县水务局、县供电公司',
      '二/3 县发改局',
      '二/4 县金融办',
    ],
    fundLines: ['1.2亿元', '600万元'],
    cycles: ['month', 'quarter', 'halfYear', 'quarter'],
  },
  'henan-fund': {
    title: '中平县财政局中平县扶贫开发办公室关于下达2018年第二批财政专项扶贫资金的通知',
    targets: [],
    tasks: [],
    fundLines: ['960万元', '1125万元', '300万元'],
    cycles: [],
  },
  'yunnan-school': {
    title: '勐山中心小学教育扶贫工作计划',
    targets: ['0.5 辍学率'],
    tasks: [],
    fundLines: ['37.44万元', '21万元', '1.5万元'],
    cycles: ['halfYear'],
  },
  'hebei-forestry': {
    title: '燕山县林业局2020年生态扶贫实施意见',
    targets: [
      '8.5 造林绿化',
      '2.3 贫困人口',
      '1860 生态护林员',
      '3200 务工',
      '2000 林果技术人员',
      '5 春季造林',
    ],
    tasks: [],
    fundLines: ['1116万元', '240万元'],
    cycles: [],
  },
  'xizang-minutes': {
    title: '县脱贫攻坚指挥部专题会议纪要（第8期）',
    targets: ['25 住房', '14 饮水', '1250 群众'],
    tasks: [],
    fundLines: ['150万元'],
    cycles: ['month', 'week'],
  },
  'year-end-summary': {
    title: '青山县2018年脱贫攻坚工作总结',
    targets: ['2100 减贫', '7200 减贫', '18 贫困村', '1 贫困发生率'],
    tasks: [],
    fundLines: ['3.25亿元', '3.6亿元'],
    cycles: [],
  },
  'responsibility-letter': {
    title: '2018年脱贫攻坚目标责任书',
    targets: [
      '312 减贫',
      '1089 减贫',
      '3 贫困村',
      '2600 特色种植',
      '1 产业基地',
      '6 合作社',
      '99 城乡居民医保参保率',
    ],
    tasks: [],
    fundLines: [],
    cycles: ['month', 'halfYear'],
  },
  'pasted-table': {
    title: '',
    targets: [],
    tasks: ['附件2 县卫健局', '附件2 县住建局', '附件2 县交通局', '附件2 县人社局'],
    fundLines: [],
    cycles: [],
  },
  'no-headings': {
    title: '',
    targets: ['260 减贫任务', '890 减贫任务', '45 危房'],
    tasks: [' 镇村建办'],
    fundLines: ['98万元'],
    cycles: ['month'],
  },
}

const paper = (name: string) => readFileSync(new URL(`../styles/${name}.txt`, import.meta.url))
const telling = (text: string) =>
  readText(text)
    .documents.flatMap(({ findings }) => findings)
    .filter(({ grade }) => grade !== 'note')
    .map(({ rule, message }) => `${rule} ${message.zh}`)

test.each(Object.entries(papers))('%s', async (name, expected) => {
  const { text } = await openFile(paper(name), `${name}.txt`)
  const { documents } = readText(text)
  expect(documents).toHaveLength(1)
  const [document] = documents
  expect(telling(text)).toEqual([])
  expect(document!.title).toBe(expected.title)
  const targets = document!.targets.map(({ value, subject }) => `${value} ${subject}`)
  for (const target of expected.targets) expect(targets).toContain(target)
  if (expected.targets.length === 0) expect(targets).toEqual([])
  const tasks = document!.tasks.map(
    ({ clause, lead, responsible }) =>
      `${clause} ${[...lead, ...(lead.length > 0 ? [] : responsible)].join('、')}`,
  )
  for (const task of expected.tasks) expect(tasks).toContain(task)
  expect(document!.fundLines.map(({ total }) => total.text)).toEqual(expected.fundLines)
  expect(document!.cycles.map(({ every }) => every)).toEqual(expected.cycles)
})

test('what was there before the plan is no target of it', () => {
  const targets = readText(paper('guizhou-village').toString()).documents[0]!.targets.map(
    ({ value }) => value,
  )
  for (const stated of ['426', '1763', '138', '562', '121', '503', '2180'])
    expect(targets).not.toContain(stated)
  const reached = readText(paper('year-end-summary').toString()).documents[0]!.targets.map(
    ({ value }) => value,
  )
  for (const stated of ['4230', '1.5', '42', '2.4', '10780']) expect(reached).not.toContain(stated)
})

test('masked figures stay unknown, and nothing is worked out of them', () => {
  const text = paper('masked-figures').toString()
  const [document] = readText(text).documents
  expect(telling(text)).toEqual([])
  expect(
    document!.quantities.filter(({ text }) => /[×x]/.test(text)).every(({ value }) => value === null),
  ).toBe(true)
  expect(document!.targets.every(({ value, period }) => value === null && period === null)).toBe(true)
})

test('line ends of every kind, blanks in figures, and signs that are no words', () => {
  const text = paper('odd-marks').toString()
  const [document] = readText(text).documents
  expect(telling(text)).toEqual([])
  expect(document!.title).toBe('某镇2019年扶贫工作方案')
  // Thousands may be apart by a blank; a blank elsewhere in a figure leaves it unknown.
  expect(document!.quantities.map(({ text, value }) => [text, value])).toEqual([
    ['120户', '120'],
    ['400人', '400'],
    ['1 200万元', '1200'],
    ['800万元', '800'],
    ['400万元', '400'],
    ['0户', null],
  ])
})

test('a whole plan in one line', () => {
  const text = paper('one-line').toString()
  const [document] = readText(text).documents
  expect(telling(text)).toEqual([])
  expect(document!.fundLines.map(({ total }) => total.value)).toEqual(['100', '35'])
  expect(document!.targets.map(({ value }) => value)).toEqual(expect.arrayContaining(['1200', '4100']))
})

test('nothing, one character two million times, and pictures for words', () => {
  for (const text of ['', '\ufeff', '啊'.repeat(2_000_000), '😀'.repeat(1000), '\u0000\u0001'])
    expect(telling(text)).toEqual([])
})
