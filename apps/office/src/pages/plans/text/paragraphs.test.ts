import { expect, test } from 'vitest'
import { headingsOf } from './headings.ts'
import { marksWithin, piecesOf } from './marks.ts'
import { blocksOf } from './paragraphs.ts'

const text = '某县方案\n\n一、目标\n　　（一）修路。年底前修路。\n收入\t支出\n'
const START = 100
const item = (from: number, to: number, number: string, title: string, level: number) => ({
  number,
  title,
  level,
  clause: number,
  heading: [START + from, START + to] as [number, number],
  range: [START + from, START + to] as [number, number],
})
const part = {
  text,
  title: '某县方案',
  range: [START, START + text.length] as [number, number],
  outline: [item(6, 10, '一', '目标', 1), item(13, 25, '(一)', '修路', 2)],
}

test('a document is its lines without the blanks around them, with headings by their level', () => {
  const paragraphs = blocksOf(part).flatMap((block) => block.paragraphs)
  expect(
    paragraphs.map(({ range, level, isTable }) => [
      text.slice(range[0] - START, range[1] - START),
      level,
      isTable,
    ]),
  ).toEqual([
    ['某县方案', 0, false],
    ['一、目标', 1, false],
    ['（一）修路。年底前修路。', undefined, false],
    ['收入\t支出', undefined, true],
  ])
})

test('a heading that runs on into its sentence ends where its words end', () => {
  const words = headingsOf(part).map(({ range }) => text.slice(range[0] - START, range[1] - START))
  expect(words).toEqual(['一、目标', '（一）修路'])
})

test('a paragraph is cut wherever a mark begins or ends, and loses no character', () => {
  const marks = [
    { range: [2, 6] as [number, number], look: 'open' as const },
    { range: [4, 8] as [number, number], look: 'error' as const },
  ]
  const pieces = piecesOf([0, 10], marks, [[5, 20]])
  expect(pieces.map(({ range, looks, isLit }) => [range.join('-'), looks.join(), isLit])).toEqual([
    ['0-2', '', false],
    ['2-4', 'open', false],
    ['4-5', 'open,error', false],
    ['5-6', 'open,error', true],
    ['6-8', 'error', true],
    ['8-10', '', true],
  ])
})

test('a mark that reaches over several blocks is in each of them', () => {
  const marks = [{ range: [5, 25] as [number, number], look: 'open' as const }]
  const within = marksWithin(marks, [
    [0, 4],
    [4, 10],
    [10, 20],
    [20, 30],
    [30, 40],
  ])
  expect(within.map(({ length }) => length)).toEqual([0, 1, 1, 1, 0])
})
