import { expect, test } from 'vitest'
import { readText } from '../index.ts'

const outline = (text: string) =>
  readText(text).documents.flatMap((document) =>
    document.outline.map(({ level, number, title }) => `${'  '.repeat(level - 1)}${number || '-'} ${title}`),
  )
const rules = (text: string) =>
  readText(text).documents.flatMap(({ findings }) => findings.map(({ rule, stated }) => `${rule} ${stated}`))

test('numbers that are one character with their mark are numbers', () => {
  expect(outline('某镇工作要点\n㈠产业。\n⑴建基地。\n⑵育主体。\n㈡就业。\n⒈培训。\n⒉输出。')).toEqual([
    '㈠ 产业',
    '  ⑴ 建基地',
    '  ⑵ 育主体',
    '㈡ 就业',
    '  ⒈ 培训',
    '  ⒉ 输出',
  ])
})

test('decimal numbers make a tree, and a figure at the beginning of a line is no number', () => {
  const text = `某县救灾预案

1 总则
1.1 编制目的
为做好救灾工作,保障群众基本生活,制定本预案。
1.2 适用范围
本县行政区域。
2 组织体系
2.1 领导小组
2.1.1 职责
研究决定重大事项,全年安排资金
1.5万元用于培训。`
  expect(outline(text)).toEqual([
    '1 总则',
    '  1.1 编制目的',
    '  1.2 适用范围',
    '2 组织体系',
    '  2.1 领导小组',
    '    2.1.1 职责',
  ])
  expect(rules(text)).toEqual([])
})

test('a few words between paragraphs head what stands below them', () => {
  const text = `某村2019年帮扶计划

基本情况
全村共有120户480人,耕地面积1200亩,群众生活逐年改善。
主要措施
1.发展茶叶100亩,带动贫困户30户。
2.组织技能培训两期,培训60人次以上。
资金来源
上级资金、村集体自筹、群众投工投劳三个渠道筹措,具体数额另行确定。

某村村民委员会
2019年2月1日`
  expect(outline(text)).toEqual([
    '- 基本情况',
    '- 主要措施',
    '  1 发展茶叶100亩,带动贫困户30户',
    '  2 组织技能培训两期,培训60人次以上',
    '- 资金来源',
  ])
})

test('lines within a numbered item and signatures are no headings', () => {
  const text = `某县方案

一、产业
发展茶叶,带动贫困户三十户稳定增收,逐步壮大集体经济。
茶叶基地
今年新建两处,由合作社统一经营,收益按股分红给贫困户。
二、就业
开展培训。

某县人民政府办公室
2018年3月1日`
  expect(outline(text)).toEqual(['一 产业', '二 就业'])
})

test('what is attached is no item, and its numbers are not counted on', () => {
  const text = `某县通知

一、目标
退出贫困村。
二、措施
抓好落实,按附件要求上报进度。

附件:1.任务分解表
     2.资金计划表
     3.上报格式

某县人民政府`
  expect(outline(text)).toEqual(['一 目标', '二 措施'])
  expect(rules(text)).toEqual([
    'attachmentMissing 附件1',
    'attachmentMissing 附件2',
    'attachmentMissing 附件3',
  ])
})

test('an attachment is named by the line below it, and holds what follows', () => {
  expect(
    outline(
      '某镇通知\n一、总则\n做好工作。\n附件1\n任务清单\n一、产业\n二、就业\n附件2\n责任清单\n一、镇政府',
    ),
  ).toEqual(['一 总则', '附件1 任务清单', '  一 产业', '  二 就业', '附件2 责任清单', '  一 镇政府'])
})

test('a text without line breaks has the outline that it would have with them', () => {
  const lines = [
    '某镇帮扶方案',
    '一、目标。今年脱贫20户。',
    '二、措施。',
    '(一)产业。发展茶叶,由①合作社;②大户带动。',
    '(二)就业。培训30人。',
    '三、资金。共需30万元,其中:',
    '(1)产业10万元;',
    '(2)就业15万元;',
    '(3)其他5万元。',
  ]
  const expected = ['一 目标', '二 措施', '  (一) 产业', '  (二) 就业', '三 资金']
  expect(outline(lines.join('\n')).filter((each) => !/\(\d\)/.test(each))).toEqual(expected)
  for (const between of ['', ' ', '　　']) {
    expect(outline(lines.join(between || '').replace('方案', '方案 ')).slice(0, 3)).toEqual(
      expected.slice(0, 3),
    )
    expect(rules(lines.join(between).replace('方案', '方案 '))).toEqual(rules(lines.join('\n')))
  }
  expect(readText(lines.join(' ')).documents[0]!.title).toBe('某镇帮扶方案')
})

test('numbers within one paragraph do not part it', () => {
  const text =
    '某县方案\n一、产业。做好三项工作:(1)建基地;(2)育主体;(3)拓市场。(县农业局)\n二、就业。1.培训。2.输出。(县人社局)'
  expect(outline(text)).toEqual(['一 产业', '二 就业'])
  expect(readText(text).documents[0]!.duties.map(({ clause }) => clause)).toEqual(['一', '二'])
})

test('a line that begins with the first item of a list holds the list', () => {
  expect(outline('某村计划\n年度目标\n1、退出3户;2、建成基地2处;3、培训20人。')).toEqual([
    '- 年度目标',
    '  1 退出3户',
    '  2 建成基地2处',
    '  3 培训20人',
  ])
})

test('a file that is the second attachment alone', () => {
  const text = '附件2\n\n某县重点任务分解表\n\n一、道路\n1.新建道路。\n二、饮水\n2.建水厂。'
  expect(readText(text).documents[0]!.title).toBe('某县重点任务分解表')
  expect(outline(text)).toEqual(['一 道路', '  1 新建道路', '二 饮水', '  2 建水厂'])
  expect(rules(text)).toEqual([])
})

test('a part of a paper begins with its number, and what is left out behind it is told', () => {
  expect(rules('四、保障\n(一)责任。\n(二)经费。\n五、考核')).toEqual([])
  expect(rules('四、保障\n(二)经费。\n六、考核')).toEqual(['numberLeftOut 六', 'numberLeftOut (二)'])
})
