import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withDefaults } from './limits.ts'
import type { SheetRow } from './rows.ts'
import { rawSheet } from './testing.ts'
import { scanRows } from './xlsx-rows.ts'
import { attributesOf, cellText } from './xml.ts'

function scan(xml: Buffer, cut: (length: number) => number): SheetRow[] {
  const rows: SheetRow[] = []
  const source = {
    part: 's',
    texts: ['共享'],
    dateFormats: [],
    dateSystem: 1900,
    limits: withDefaults(),
  } as const
  const scanner = scanRows(source, (row) => rows.push(row))
  for (let at = 0; at < xml.length; ) {
    const next = at + cut(xml.length - at)
    scanner.write(xml.subarray(at, next))
    at = next
  }
  scanner.end()
  return rows
}

describe('the scanner of sheets', () => {
  const xml = Buffer.from(
    `\ufeff${rawSheet(
      '<!-- > --><row r="1" spans=\'1:3\'><c r="A1" t="inlineStr"><is><t>北海𠮷&amp;<![CDATA[<]]></t></is></c>' +
        '<c r="B1" t="s"><v>0</v></c><c r="C1" foo=">"><v>12.5</v></c><c r="D1"/></row><row/><row r="3"><c><v>1</v></c></row>',
    )}`,
  )
  const whole = scan(xml, (left) => left)

  test('reads a sheet that is there at once', () => {
    expect(whole.map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['北海𠮷&<', '共享', '12.5']],
      [3, ['1', null, null]],
    ])
  })

  test('reads the same wherever the chunks are cut, inside characters and marks as well', () => {
    expect(scan(xml, () => 1)).toEqual(whole)
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (cuts) => {
        expect(scan(xml, () => cuts.next().value)).toEqual(whole)
      }),
    )
  })
})

test('attributes lose their prefix and their entities', () => {
  const bytes = Buffer.from(` name="a&lt;b" r:id='rId1' x = "1"`)
  expect(attributesOf(bytes, 0, bytes.length)).toEqual({ name: 'a<b', id: 'rId1', x: '1' })
})

test('line ends in raw XML are line feeds, as XML demands', () => {
  const bytes = Buffer.from('a\r\nb\rc')
  expect(cellText(bytes, 0, bytes.length, false)).toBe('a\nb\nc')
})
