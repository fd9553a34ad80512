import { describe, expect, test } from 'vitest'
import { readPack } from './read.ts'
import { problemText } from './reading.ts'
import { MAX_BYTES } from './tree.ts'

const head = `pack: fixtures/library-card
version: 2021.1
region: "99"
title: { zh: 借书证, en: Library card }
inForce: { from: 2021-01-01 }
sources:
  C: { title: 办法 }
`
const read = (body: string) => readPack('a.yaml', head + body)
const complaints = (body: string) => read(body).problems.map((each) => problemText(each, 'en'))

describe('reading a pack file', () => {
  test('a number keeps the digits that were written, quoted or not', () => {
    const { pack } = read(
      'parameters:\n  fee: { label: { zh: 费, en: fee }, values: [{ from: 2021-01-01, value: 10.10, source: C }] }\n',
    )
    expect(pack?.content.parameters?.fee?.values[0]?.value.value).toEqual({ text: '10.10', plain: true })
  })

  test('a misspelt key is named with its place and the right one', () => {
    expect(complaints('parametres: {}\n')).toEqual([
      'a.yaml:8:1: there is no key "parametres" here (did you mean parameters?)',
    ])
  })

  test('a mistake deep in an item names the item', () => {
    const body =
      'criteria:\n  - id: water\n    label: { zh: 水, en: water }\n    source: C\n    severity: warnign\n    test: a\n'
    expect(complaints(body)).toEqual([
      'a.yaml:12:15: criteria.water.severity: "warnign" is not one of error, warning (did you mean warning?)',
    ])
  })

  test('all problems are told at once', () => {
    const body = 'facts:\n  a: { type: integr, label: { zh: 甲 }, source: C }\nregiom: 1\n'
    expect(read(body).problems.map((each) => each.code)).toEqual([
      'shape.word',
      'shape.missingKey',
      'shape.unknownKey',
    ])
  })

  test('a key that stands twice is refused, not overwritten', () => {
    expect(complaints('region: "45"\n')).toEqual(['a.yaml:8:1: the key region is written twice'])
  })

  test('anchors, aliases, merge keys and tags are refused', () => {
    expect(complaints('note: &a 1\n')[0]).toContain('not allowed')
    expect(complaints('note: &a 1\ncriteria: *a\n')[0]).toContain('not allowed')
    expect(complaints('note: !!js/function 1\n')[0]).toMatch(/tag/i)
    expect(complaints('<<: { note: 1 }\n')[0]).toContain('no key "<<"')
  })

  test('a text with a comma that is not quoted gets a hint', () => {
    const complaint = complaints('note: { zh: 甲, en: one, two }\n')[0]
    expect(complaint).toContain('a text with a comma in { } needs quotes')
  })

  test('a file that is too large, empty, or not YAML at all is one clear sentence', () => {
    expect(readPack('a.yaml', 'x'.repeat(MAX_BYTES + 1)).problems[0]?.code).toBe('file.tooLarge')
    expect(readPack('a.yaml', '').problems[0]?.code).toBe('file.empty')
    expect(readPack('a.yaml', '[[[').problems[0]?.code).toBe('yaml')
    expect(readPack('a.yaml', 'just words').problems[0]?.message.en).toContain('expected keys with values')
  })

  test('names that every object has are no ids', () => {
    expect(complaints('facts: { constructor: {} }\n')[0]).toContain('cannot be an id')
    expect(complaints('codeLists: { __proto__: {} }\n')[0]).toContain('cannot be an id')
  })

  test('a day that does not exist is refused', () => {
    expect(complaints('published: 2021-02-29\n')[0]).toContain('expected a day')
  })

  test('layout and comments do not change what the digest is made over, a figure does', () => {
    const pack = (value: string) =>
      read(`# ${value.length}\nparameters: { fee: { values: [{ value: ${value}, from: 2021-01-01 }] } }\n`)
        .pack
    const other = read(
      'parameters:\n  fee:\n    values:\n      - from: 2021-01-01\n        value: "10"\n',
    ).pack
    expect(pack('10')?.canonical).toBe(other?.canonical)
    expect(pack('10.0')?.canonical).not.toBe(other?.canonical)
  })
})
