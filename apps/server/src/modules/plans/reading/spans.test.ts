import { readText } from '@lika/intake'
import { expect, test } from 'vitest'
import { spanOf } from './spans.ts'

test.each([
  ['2017年', '2017-01-01', '2017-12-31'],
  ['2016年2月', '2016-02-01', '2016-02-29'],
  ['2017年上半年', '2017-01-01', '2017-06-30'],
  ['2017年三季度', '2017-07-01', '2017-09-30'],
  ['2016-2018年', '2016-01-01', '2018-12-31'],
  ['2017年3月15日', '2017-03-15', '2017-03-15'],
  ['20xx年', null, null],
  ['3月底', null, null],
])('%s begins and ends on its days; an open year is never guessed', (words, from, to) => {
  const [document] = readText(`某县方案\n一、目标\n${words}完成任务。`).documents
  const time = document!.times.find(({ text }) => text.startsWith(words.slice(0, 3)))
  expect(time && spanOf(time)).toEqual({ from, to })
})
