import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findDuties } from './duties.ts'

const read = (text: string) => findDuties(fold(text), text).map(({ range, ...roles }) => roles)
const duty = (roles: object) => ({ lead: [], cooperating: [], responsible: [], ...roles })

test('labels in brackets', () => {
  expect(
    read(
      '共需资金500万元。（牵头单位：市水利局；配合单位：市发改委、财政局，各有关定点帮扶单位；主体责任落实单位：各县区党委、政府，某某度假区党工委、管委会）',
    ),
  ).toEqual([
    duty({
      lead: ['市水利局'],
      cooperating: ['市发改委', '财政局', '各有关定点帮扶单位'],
      responsible: ['各县区党委、政府', '某某度假区党工委、管委会'],
    }),
  ])
})

test('verbs in brackets', () => {
  expect(
    read('建立平台。(省国资委、省工商联牵头,省人力资源和社会保障厅、省扶贫办等单位和各市政府配合)'),
  ).toEqual([
    duty({
      lead: ['省国资委', '省工商联'],
      cooperating: ['省人力资源和社会保障厅', '省扶贫办', '各市政府'],
    }),
  ])
  expect(read('认真施行。(省人大农工委、省扶贫办负责)')).toEqual([
    duty({ responsible: ['省人大农工委', '省扶贫办'] }),
  ])
})

test('units alone at the end of a sentence', () => {
  expect(read('促进特色产业发展。(市农业局)')).toEqual([duty({ responsible: ['市农业局'] })])
})

test('a sentence that gives it to somebody', () => {
  expect(read('由县卫健局牵头,县医保局、县民政局配合。')).toEqual([
    duty({ lead: ['县卫健局'], cooperating: ['县医保局', '县民政局'] }),
  ])
  expect(read('镇财政所负责资金管理。')).toEqual([duty({ responsible: ['镇财政所'] })])
})

test('a line of its own', () => {
  expect(read('1.新建道路。\n责任单位：县交通局、县财政局，各乡（镇）人民政府\n完成时限：10月底')).toEqual([
    duty({ responsible: ['县交通局', '县财政局', '各乡（镇）人民政府'] }),
  ])
})

test('the halves of one name stay together', () => {
  expect(read('(省卫生和计划生育委员会、省住房和城乡建设厅牵头,省工业和信息化厅配合)')).toEqual([
    duty({
      lead: ['省卫生和计划生育委员会', '省住房和城乡建设厅'],
      cooperating: ['省工业和信息化厅'],
    }),
  ])
})

test.each([
  '“三靠近”(城镇、园区、中心村)',
  '(按教育部门、扶贫部门确定的年度标准执行)',
  '6个贫困村(甲镇田村、乙镇树村)',
  '县财政局的同志参加了会议。',
  '(以下简称贫困县)',
])('%s gives nobody a duty', (text) => {
  expect(read(text)).toEqual([])
})
