import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mapHeaders, normaliseHeader } from './index.ts'

const catalogue = [
  { key: 'name', labels: ['姓名'], synonyms: ['名字', '户主姓名', '家庭成员姓名'] },
  { key: 'idNumber', labels: ['身份证号'], synonyms: ['身份证号码', '证件号码', '公民身份号码'] },
  { key: 'waterMinutes', labels: ['取水时间'], synonyms: ['取水往返时间'] },
  { key: 'safeWater', labels: ['饮水安全'], synonyms: ['安全饮水', '有安全饮水'] },
  { key: 'perCapitaNetIncome', labels: ['人均纯收入'], synonyms: ['家庭人均纯收入', '年人均纯收入'] },
  { key: 'dangerousHouse', labels: ['危房户'], synonyms: ['危房', '住房'] },
  { key: 'houseArea', labels: ['住房面积'], synonyms: ['住房'] },
]

function keyOf(header: string, saved: Record<string, string> = {}) {
  return mapHeaders([header], catalogue, saved)[0]
}

describe('a header is mapped by its label, a synonym or an earlier decision', () => {
  test.each([
    ['姓名', 'name', 'label'],
    [' 姓 名 ', 'name', 'label'],
    ['*姓名', 'name', 'label'],
    ['姓名（必填）', 'name', 'label'],
    ['1.姓名', 'name', 'label'],
    ['A1、姓名', 'name', 'label'],
    ['证件号码', 'idNumber', 'synonym'],
    ['取水时间（分钟）', 'waterMinutes', 'label'],
    ['取水时间\n(分钟)', 'waterMinutes', 'label'],
    ['是否危房户', 'dangerousHouse', 'label'],
    ['是否有安全饮水？', 'safeWater', 'synonym'],
    ['家庭人均纯收入［元／年］', 'perCapitaNetIncome', 'synonym'],
  ])('%s', (header, key, how) => {
    expect(keyOf(header)).toMatchObject({ key, how, score: 1 })
  })

  test('an earlier decision wins over a label, but not when its fact is gone', () => {
    expect(keyOf('姓 名', { 姓名: 'idNumber' })).toMatchObject({ key: 'idNumber', how: 'saved' })
    expect(keyOf('姓名', { 姓名: 'gone' })).toMatchObject({ key: 'name', how: 'label' })
  })

  test('the cell above tells two columns of one name apart', () => {
    const people = [
      { key: 'head', labels: ['户主姓名'], synonyms: [] },
      { key: 'helper', labels: ['帮扶人姓名'], synonyms: [] },
    ]
    const headers = [
      { group: '户主', name: '姓名' },
      { group: '帮扶人', name: '姓名' },
    ]
    expect(mapHeaders(headers, people).map(({ key }) => key)).toEqual(['head', 'helper'])
    expect(mapHeaders(headers, people)[0]?.header).toBe('户主/姓名')
  })
})

describe('what is not sure is said and left to a person', () => {
  test('a likeness is only a suggestion', () => {
    const mapping = keyOf('身份证件号码')
    expect(mapping).toMatchObject({ how: 'fuzzy', suggestions: [{ key: 'idNumber' }] })
    expect(mapping?.key).toBeUndefined()
    expect(mapping?.score).toBeLessThan(1)
  })

  test('a name that two facts share is ambiguous', () => {
    const mapping = keyOf('住房')
    expect(mapping?.key).toBeUndefined()
    expect(mapping).toMatchObject({ how: 'ambiguous' })
    expect(mapping?.suggestions.map(({ key }) => key)).toEqual(['dangerousHouse', 'houseArea'])
  })

  test('two columns that claim one fact are both left open', () => {
    const [first, second, third] = mapHeaders(['姓名', '名字', '身份证号'], catalogue)
    expect(first).toMatchObject({ how: 'ambiguous', sameAs: ['名字'] })
    expect(second).toMatchObject({ how: 'ambiguous', sameAs: ['姓名'] })
    expect(third).toMatchObject({ key: 'idNumber' })
  })

  test('an earlier decision settles which of two columns it is', () => {
    const [first, second] = mapHeaders(['姓名', '名字'], catalogue, { 名字: 'name' })
    expect(first).toMatchObject({ how: 'ambiguous' })
    expect(second).toMatchObject({ key: 'name', how: 'saved' })
  })

  test('an unknown header is unmatched', () => {
    expect(keyOf('备注')).toMatchObject({ how: 'unmatched', score: 0, suggestions: [] })
    expect(keyOf('')).toMatchObject({ how: 'unmatched' })
  })
})

test('levelling a levelled name changes nothing, and any text can be levelled', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (header) => {
      const [mapping] = mapHeaders([header], catalogue)
      expect(mapping?.header).toBe(header)
      expect(typeof normaliseHeader(header)).toBe('string')
    }),
  )
  for (const name of ['取水时间（分钟）', '是否', '（备注）', '＊ＩＤ 号'])
    expect(normaliseHeader(normaliseHeader(name))).toBe(normaliseHeader(name))
})
