import { expect, test } from 'vitest'
import { readText } from '../index.ts'

const papers = (text: string) =>
  readText(text).documents.map(({ title, number, range }) => [
    title,
    number,
    text.slice(range[0], range[0] + 6),
  ])

const body =
  '各乡镇人民政府：\n现将有关事项通知如下，请认真贯彻执行，确保按时完成任务。\n一、目标\n退出贫困村。\n'

test('a title above its number, with the page around it', () => {
  expect(papers(`当前位置：首页>文件\n某县关于春季行动的通知\n某府办发〔2019〕7号\n\n${body}`)).toEqual([
    ['某县关于春季行动的通知', '某府办发[2019]7号', '某县关于春季'],
  ])
})

test('a title above its number, broken into lines', () => {
  expect(papers(`某县人民政府办公室\n关于春季行动的通知\n某府办发〔2019〕7号\n${body}`)).toEqual([
    ['某县人民政府办公室关于春季行动的通知', '某府办发[2019]7号', '某县人民政府'],
  ])
})

test('a title below its number, and the head above it', () => {
  expect(papers(`某县人民政府文件\n某府发〔2019〕7号\n某县关于春季行动的通知\n${body}`)).toEqual([
    ['某县关于春季行动的通知', '某府发[2019]7号', '某县人民政府'],
  ])
})

test('papers one behind the other, each with its title above its number', () => {
  const one = `某县关于春季行动的通知\n某府办发〔2019〕7号\n${body}\n某县人民政府办公室\n2019年3月1日\n`
  const two = `某县关于夏季行动的通知\n某府办发〔2019〕17号\n${body}`
  expect(papers(one + two)).toEqual([
    ['某县关于春季行动的通知', '某府办发[2019]7号', '某县关于春季'],
    ['某县关于夏季行动的通知', '某府办发[2019]17号', '某县关于夏季'],
  ])
})
