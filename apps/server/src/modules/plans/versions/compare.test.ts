import { describe, expect, test } from 'vitest'
import { compareTexts } from './compare.ts'
import { movedRange, sameRuns } from './places.ts'

const sides = (from: string, to: string) => {
  const pieces = compareTexts(from, to)
  const side = (left: string) =>
    pieces
      .filter(({ kind }) => kind !== left)
      .map(({ text }) => text)
      .join('')
  expect([side('added'), side('removed')]).toEqual([from, to])
  return pieces.map(({ kind, text }) => `${{ same: '=', removed: '-', added: '+' }[kind]}${text}`)
}

describe('two texts side by side', () => {
  test('that are the same, and from nothing to something', () => {
    expect(sides('一、目标。', '一、目标。')).toEqual(['=一、目标。'])
    expect(sides('', '一、目标。')).toEqual(['+一、目标。'])
  })

  test('a figure that was corrected is one figure', () => {
    expect(
      sides(
        '一、资金。\n共需656万元，分三年落实。\n二、组织。',
        '一、资金。\n共需666万元，分三年落实。\n二、组织。',
      ),
    ).toEqual(['=一、资金。\n共需', '-656', '+666', '=万元，分三年落实。\n二、组织。'])
  })

  test('an item that was put in, and one that was left out', () => {
    expect(sides('甲一。乙二。丙三。', '甲一。丁四。乙二。')).toEqual([
      '=甲一。',
      '+丁四。',
      '=乙二。',
      '-丙三。',
    ])
  })

  test('characters that two sentences share by chance are not shown as kept', () => {
    expect(sides('由县水利局牵头负责。', '各镇政府的主要领导要抓。').length).toBeLessThanOrEqual(3)
  })

  test('two texts that have nothing in common, and long ones, are compared in a bounded time', () => {
    const text = (seed: number) =>
      Array.from({ length: 60_000 }, (_, at) => `第${at * seed}项，完成${at}户。`).join('\n')
    const began = performance.now()
    sides(text(3), text(7))
    sides(text(3), text(3).replaceAll('第3', '第4'))
    expect(performance.now() - began).toBeLessThan(60_000)
  })
})

describe('a place in another version', () => {
  const from = '一、目标。全县减贫1256户。二、资金。共需656万元。'
  const to = '前言。一、目标。全县减贫1256户。二、资金。共需666万元。'
  const runs = sameRuns(compareTexts(from, to))
  const moved = (words: string) => {
    const at = from.indexOf(words)
    const range = movedRange(runs, [at, at + words.length])
    return range && to.slice(...range)
  }

  test('is where its words stand, and nowhere when they were changed', () => {
    expect(moved('减贫1256户')).toBe('减贫1256户')
    expect(moved('二、资金')).toBe('二、资金')
    expect(moved('共需656万元')).toBeNull()
  })
})
