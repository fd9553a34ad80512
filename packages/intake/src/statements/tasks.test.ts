import { expect, test } from 'vitest'
import { readText } from '../index.ts'

const head = '某市2018年工作任务分工方案\n\n'
const read = (body: string) => {
  const text = head + body
  return readText(text).documents[0]!.tasks.map((task) => ({
    ...task,
    words: text.slice(...task.text),
    until: task.due?.to ?? null,
  }))
}

test('an item with a bracket of units is a task, and its words end before the bracket', () => {
  const [first, second, ...others] = read(
    '一、产业\n1.制定产业规划。(市农业局牵头,市林业局、市财政局等单位配合)\n2.2018年上半年完成摸底。(市民政局)',
  )
  expect(others).toEqual([])
  expect(first).toMatchObject({
    clause: '一/1',
    words: '制定产业规划。',
    lead: ['市农业局'],
    cooperating: ['市林业局', '市财政局'],
    until: null,
  })
  expect(second).toMatchObject({
    words: '2018年上半年完成摸底。',
    responsible: ['市民政局'],
    until: '2018-06-30',
  })
  expect(second!.due).toMatchObject({ from: '2018-01-01', isDay: false })
})

test('several tasks in one item each have their own words and units', () => {
  const tasks = read('一、健康\n建立健康卡。(市卫计局)落实大病救治。(市医保局)')
  expect(tasks.map(({ words, responsible }) => [words, ...responsible])).toEqual([
    ['建立健康卡。', '市卫计局'],
    ['落实大病救治。', '市医保局'],
  ])
})

test('lines of labels name units and the deadline', () => {
  const [task] = read('一、道路\n1.新建通村道路32公里。\n责任单位：市交通局\n完成时限：10月底前')
  expect(task).toMatchObject({
    words: '新建通村道路32公里。',
    responsible: ['市交通局'],
    until: '2018-10-31',
  })
  expect(task!.due).toMatchObject({ isDay: true, yearFrom: 'title', from: null })
})

test('a sentence that only says who belongs to the words before it', () => {
  const [task] = read('一、健康\n住院自付比例控制在10%以内。由市卫健局牵头,市医保局配合。')
  expect(task).toMatchObject({
    words: '住院自付比例控制在10%以内。',
    lead: ['市卫健局'],
    cooperating: ['市医保局'],
  })
})

test('how often stands with the task', () => {
  const [task] = read('一、督查\n建立督查制度,每季度通报一次,每年11月底前总结。(市审计局)')
  expect(task).toMatchObject({ every: 'quarter', until: null })
  expect(task!.cycles.map(({ every }) => every)).toEqual(['quarter', 'year'])
})

test('who answers for it without a bracket, and a list of districts with their tasks', () => {
  const tasks = read(
    '一、责任\n各区县党委、政府对辖区脱贫攻坚负主体责任。\n二、区县任务\n(一)甲区\n到2018年,2万贫困人口脱贫。\n(二)乙县\n到2019年,1万贫困人口脱贫。\n(三)丙县\n巩固脱贫成果。',
  )
  expect(tasks.map(({ clause, responsible, until }) => [clause, responsible.join(), until])).toEqual([
    ['一', '各区县党委、政府', null],
    ['二/(一)', '甲区', '2018-12-31'],
    ['二/(二)', '乙县', '2019-12-31'],
    ['二/(三)', '丙县', null],
  ])
})

test('a row of a table is a task, with the time that stands in a cell of its own', () => {
  const tasks = read(
    '附表\n序号\t工作任务\t牵头单位\t责任单位\t完成时限\n1\t新建通组道路12公里\t市交通局\t各区县政府\t10月底\n2\t改造农村电网线路\t市供电局\t\t2018年6月\n',
  )
  expect(
    tasks.map(({ words, lead, responsible, until }) => [words, lead.join(), responsible.join(), until]),
  ).toEqual([
    ['新建通组道路12公里', '市交通局', '各区县政府', '2018-10-31'],
    ['改造农村电网线路', '市供电局', '', '2018-06-30'],
  ])
})

test('units in square brackets', () => {
  const [task] = read('一、产业\n制定产业规划。〔责任单位：市农业局〕')
  expect(task).toMatchObject({ words: '制定产业规划。', responsible: ['市农业局'] })
})

test('what began or was over is no deadline', () => {
  const tasks = read(
    '一、低保\n1.从2018年起实行两线合一。(市民政局)\n2.对2016年底建档立卡的贫困户核查。(市扶贫办)\n3.10月底前完成20xx年任务。(市财政局)',
  )
  expect(tasks.map(({ until }) => until)).toEqual([null, null, '2018-10-31'])
})
