/** Whole documents, made up here in the styles in which offices write. Their sums are right but where a test says so. */
import { expect, test } from 'vitest'
import { type Rule, readText } from './index.ts'

const plan = `××县2018年脱贫攻坚工作方案

为确保完成年度减贫任务,结合我县实际,制定本方案。

一、目标任务
2018年,全县计划减贫1256户4321人,退出贫困村32个,贫困发生率由8.6%下降到3.1%,下降5.5个百分点。
二、工作重点
(一)产业扶贫。投入产业扶持资金1200万元,其中:中央资金500万元,省级资金300万元,市县配套400万元。按每户5000元的标准,扶持1256户发展产业,共需资金628万元。建设扶贫车间20个,每个补助10万元,共计200万元。(县农业农村局牵头,县扶贫办、县财政局配合)
(二)教育扶贫。对建档立卡贫困学生3200人按照人均1000元的标准给予资助,需资金320万元。责任单位:县教育局、县财政局。
(三)健康扶贫。落实“三个一批”行动(集中救治一批、签约管理一批、兜底保障一批),贫困人口住院自付比例控制在10%以内。由县卫健局牵头,县医保局、县民政局配合。
(四)危房改造。改造危房570户,其中C级320户、D级250户。2018年10月底前全部竣工。
(五)就业扶贫。转移就业由3000人增加到3600人,增长20%。
三、保障措施
1.加强组织领导。县脱贫攻坚领导小组每季度召开不少于1次会议。
2、强化督查。建立一月一调度、一季一通报制度,每月25日前报送进展情况。

××县人民政府办公室
2018年3月12日
`

const rules = (text: string): Rule[] =>
  readText(text)
    .documents.flatMap(({ findings }) => findings)
    .filter(({ grade }) => grade !== 'note')
    .map(({ rule }) => rule)

test('a plan becomes outline, targets, duties and fund lines, and nothing is said against right sums', () => {
  const { documents } = readText(plan)
  expect(documents).toHaveLength(1)
  const [document] = documents
  expect(document!.title).toBe('××县2018年脱贫攻坚工作方案')
  expect(document!.outline.map(({ clause }) => clause)).toEqual([
    '一',
    '二',
    '二/(一)',
    '二/(二)',
    '二/(三)',
    '二/(四)',
    '二/(五)',
    '三',
    '三/1',
    '三/2',
  ])
  expect(document!.fundLines.map(({ clause, total }) => [clause, total.text])).toEqual([
    ['二/(一)', '1200万元'],
    ['二/(一)', '628万元'],
    ['二/(一)', '200万元'],
    ['二/(二)', '320万元'],
  ])
  expect(document!.duties.map(({ clause, lead, responsible }) => [clause, ...lead, ...responsible])).toEqual([
    ['二/(一)', '县农业农村局'],
    ['二/(二)', '县教育局', '县财政局'],
    ['二/(三)', '县卫健局'],
  ])
  expect(rules(plan)).toEqual([])
})

test.each<[string, string, Rule]>([
  ['共需资金628万元', '共需资金682万元', 'product'],
  ['需资金320万元', '需资金330万元', 'product'],
  ['共计200万元', '共计210万元', 'product'],
  ['市县配套400万元', '市县配套450万元', 'parts'],
  ['D级250户', 'D级205户', 'parts'],
  ['增长20%', '增长25%', 'growth'],
  ['下降5.5个百分点', '下降6.5个百分点', 'growth'],
  ['签约管理一批、', '', 'listCount'],
  ['(三)健康', '(二)健康', 'numberTwice'],
  ['(四)危房', '(五)危房', 'numberLeftOut'],
  ['2018年10月底前', '2017年10月底前', 'deadlinePassed'],
  ['1256户4321人', '1256户43210人', 'personsPerHousehold'],
])('%s made %s is found', (right, wrong, rule) => {
  expect(plan).toContain(right)
  expect(rules(plan.replace(right, wrong))).toContain(rule)
})

test('a finding shows the working, and where its figures stand', () => {
  const text = plan.replace('共需资金628万元', '共需资金682万元')
  const [finding] = readText(text).documents[0]!.findings.filter(({ rule }) => rule === 'product')
  expect(finding).toMatchObject({ grade: 'error', stated: '682', computed: '628' })
  expect(finding!.message.zh).toContain('1256 × 0.5 = 628')
  expect(finding!.message.en).toContain('1256 × 0.5 = 628')
  expect(finding!.ranges.map(([from, to]) => text.slice(from, to)).sort()).toEqual([
    '1256户',
    '5000元',
    '682万元',
  ])
})

test('what a report tells of years that are over is not late', () => {
  const report = (title: string, said: string) =>
    `${title}\n\n一、工作\n${said}\n\n某县人民政府\n2018年12月20日\n`
  expect(rules(report('关于2018年脱贫攻坚工作总结', '由2017年底的6.21%下降到2.35%。'))).toEqual([])
  expect(
    rules(report('某县2018年工作方案', '截至2017年底,全县还有贫困村12个。在2016年工作的基础上,抓好落实。')),
  ).toEqual([])
  expect(rules(report('某县2018年工作方案', '2018年10月底前完成项目验收。'))).toEqual(['deadlinePassed'])
})

test('what is taken away is taken away', () => {
  const text =
    '1.全县已脱贫的22个贫困村和今年的46个贫困村,共68个贫困村,按每个村扶持10万元计算,并扣除已扶持的甲村10万元和乙村4万元,共需扶持资金'
  expect(rules(`${text}666万元。`)).toEqual([])
  expect(rules(`${text}656万元。`)).toEqual(['product'])
})

test('floors that do not add up to the floor of the whole are an error, and more than it is none', () => {
  const base = (total: number) =>
    `(一)产业。发展蔬菜,辐射带动贫困人口260人以上;发展花木,辐射带动贫困人口200人以上;发展油茶,辐射带动贫困人口100人以上。通过产业发展,实现产业扶贫辐射带动贫困人口${total}人以上。`
  expect(rules(base(560))).toEqual([])
  expect(rules(base(500))).toEqual([])
  expect(rules(base(600))).toEqual(['sum'])
})

test('measures that reach the same people are told once, and never as an error', () => {
  const district = (name: string, total: number) =>
    `(${name})某区\n到2018年,${total}万贫困人口全部脱贫。其中:\n2016年脱贫1万人,2017年脱贫${total - 1}万人;\n通过产业扶持1.5万人,移民搬迁0.9万人,医疗救助0.8万人。`
  const findings = readText(`一、区县任务\n${district('一', 2)}\n${district('二', 3)}`).documents[0]!.findings
  expect(findings.map(({ rule, grade }) => [rule, grade])).toEqual([['overlap', 'warning']])
})

test('uses and sources are both added up', () => {
  const lines = [1, 2, 3, 4]
    .map((n) => `${n}.项目${n}\n建设项目${n}个,共需投资${n}00万元。(牵头单位:县水利局)`)
    .join('\n')
  const text = `四、资金\n${lines}\n以上项目共需资金约0.1亿元。其中,中央专项资金500万元;省级专项资金300万元;县级配套资金190万元。`
  const [gap] = readText(text).documents[0]!.findings.filter(({ rule }) => rule === 'fundsGap')
  expect(gap).toMatchObject({ grade: 'warning', stated: '990', computed: '1000' })
})

test('articles and chapters, and a total above its items', () => {
  const text = `某镇扶贫资金管理细则

第一章 总则
第一条 为规范管理,制定本细则。
第二章 资金
第二条 安排专项资金三百二十万元,用于以下四个方面:
(1)产业发展一百二十万元;
(2)基础设施100万元;
(3)教育资助60万元;
(4)医疗救助四十万元。
第三条 本细则自2019年1月1日起施行。`
  const { documents } = readText(text)
  expect(documents[0]!.outline.filter(({ level }) => level === 2).map(({ number }) => number)).toEqual([
    '第一条',
    '第二条',
    '第三条',
  ])
  expect(rules(text)).toEqual([])
  expect(rules(text.replace('60万元', '80万元'))).toEqual(['parts'])
  expect(rules(text.replace('以下四个方面', '以下五个方面'))).toEqual(['listCount'])
})

test('a collection is taken apart, and its table of contents is compared', () => {
  const text = `材料汇编

目  录

某县关于打赢脱贫攻坚战的意见
(某发〔2016〕4号)……………1
某县关于发硬教育扶贫的通知
(某办字〔2016〕8号)……………9

某县县委文件
某发〔2016〕4号
某县关于打赢脱贫攻坚战的意见
(2016年3月8日)
一、总体要求
坚持精准扶贫,做到真扶贫、扶真贫。
某县县委办公室
某办字〔2016〕8号
某县关于打赢教育扶贫的通知
各乡镇党委、政府:
现将有关事项通知如下,请认真贯彻落实,确保完成任务。
一、任务
落实资助政策,不让一个学生失学。`
  const { documents } = readText(text)
  expect(documents.map(({ title, number }) => [title, number])).toEqual([
    ['某县关于打赢脱贫攻坚战的意见', '某发[2016]4号'],
    ['某县关于打赢教育扶贫的通知', '某办字[2016]8号'],
  ])
  expect(documents.flatMap(({ findings }) => findings.map(({ rule }) => rule))).toEqual(['titleDiffers'])
})

test('the page around the text is no part of the document', () => {
  const text = `当前位置:某网>方案\n时间:2023-06-17 来源:网友投稿\n\n${plan}\n上一篇:某某方案\n版权所有:某网 备案号:豫ICP备00000000号`
  const [document] = readText(text).documents
  expect(document!.title).toBe('××县2018年脱贫攻坚工作方案')
  expect(text.slice(...document!.range)).not.toMatch(/当前位置|版权所有|上一篇/)
})

test('no text, blanks and one word are read without a word against them', () => {
  for (const text of ['', '  \n\n', '通知', '一', '(', '、、、']) expect(rules(text)).toEqual([])
})
