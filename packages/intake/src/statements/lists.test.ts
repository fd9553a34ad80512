import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findAnnouncedLists } from './lists.ts'

const read = (text: string) =>
  findAnnouncedLists(fold(text)).map(({ announced, counted, holds }) => ({ announced, counted, holds }))

test.each([
  '做到“六清”(即：村情清、户情清、原因清、规划清、措施清和效果清)',
  '“七改三网”(即：改路、改水、改厕、改房、改沟、改塘、改环境，建设电力、广电、通信网络)',
  '“8+4”项目(即：服务平台、卫生室、超市、书屋、文体场所、垃圾处理、污水处理、公厕，小学、幼儿园、金融网点、公交站)',
  '“三个一”(一个领导、一个部门、一个企业)帮扶平台',
  '发展蔬菜、花木、油茶、脐橙等四大主导产业',
  '完善新农合、大病保险、商业保险以及医疗救助等健康扶贫“四道保障线”',
  '6个贫困村(甲村、乙村、丙村、丁村、戊村、己村)',
])('%s is as long as it says', (text) => {
  expect(read(text)).toMatchObject([{ holds: true }])
})

test.each([
  ['做到“五清”(即：村情清、户情清、原因清、规划清)', 5, 4],
  ['发展蔬菜、花木、油茶等四大主导产业', 4, 3],
  ['“三个一批”行动(救治一批、签约一批)', 3, 2],
])('%s is not', (text, announced, counted) => {
  expect(read(text)).toEqual([{ announced, counted, holds: false }])
})

test.each([
  '村级电站18座(县发改局牵头，县扶贫办、县供电公司参与)',
  '村级电站4座(县发改局、县扶贫办)',
  '“三支一扶”(支农支教支医和扶贫)',
  '17个(甲县15个、乙区1个、丙区1个)',
  '2.2万元/户(按指标、标准执行)',
])('%s is no list that was announced', (text) => {
  expect(read(text)).toEqual([])
})
