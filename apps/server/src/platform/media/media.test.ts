import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aJpeg, aPdf, aPng, aWebp, type PhotoOptions } from '../../testing/photos.ts'
import { type Media, readMedia } from './media.ts'

const place = '21.668N 109.187E'
const kinds: [string, (options?: PhotoOptions) => Buffer][] = [
  ['image/jpeg', aJpeg],
  ['image/png', aPng],
  ['image/webp', aWebp],
]
const zip = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1')

describe.each(kinds)('a photo of type %s', (mediaType, make) => {
  test('is known by its bytes, and how large it claims to be', () => {
    expect(readMedia(make({ width: 4000, height: 3000 }))).toMatchObject({
      mediaType,
      pixels: { width: 4000, height: 3000 },
    })
  })

  test('that is cut off anywhere is not whole', () => {
    const whole = make({ place, text: '取水点' })
    for (let length = 12; length < whole.length; length++)
      expect(['broken', undefined], String(length)).toContain(readMedia(whole.subarray(0, length)))
  })

  test('with an archive, a page or a program behind it is refused', () => {
    expect(readMedia(make({ trailer: zip }))).toBe('polyglot')
    expect(readMedia(make({ trailer: Buffer.from('<html><script>alert(1)</script>') }))).toBe('polyglot')
    expect(readMedia(make({ trailer: Buffer.from('#!/bin/sh\n') }))).toBe('polyglot')
  })

  test('has a copy for the public that is the same picture and tells no place', () => {
    const original = make({ place, text: '李某家门前', width: 400, height: 300 })
    expect(original.includes(place)).toBe(true)
    const copy = (readMedia(original) as Media).publicCopy!()
    expect(copy.includes('GPS')).toBe(false)
    expect(copy.includes(place)).toBe(false)
    expect(readMedia(copy)).toMatchObject({ mediaType, pixels: { width: 400, height: 300 } })
  })

  test('whatever its bytes, it is read or refused, and its copy is read again', () => {
    const whole = make({ place, orientation: 6 })
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(whole)
        changed[at] = byte
        const media = readMedia(changed)
        if (typeof media !== 'object') return
        const copy = media.publicCopy?.()
        if (copy) expect(readMedia(copy)).toMatchObject({ mediaType: media.mediaType })
      }),
      { numRuns: 500, seed: 4505 },
    )
  })
})

test('an archive behind the film of a motion photo, or in the last words of a document, is found', () => {
  const film = Buffer.from('\0\0\0\x18ftypmp42', 'latin1')
  expect(readMedia(aJpeg({ trailer: film }))).toMatchObject({ mediaType: 'image/jpeg' })
  expect(readMedia(aJpeg({ trailer: Buffer.concat([film, zip]) }))).toBe('polyglot')
  expect(readMedia(aJpeg({ text: zip.toString('latin1') }))).toBe('polyglot')
})

test('a copy keeps how the picture is turned, and loses the films that a phone hides behind it', () => {
  const film = Buffer.from(`\0\0\0\x18ftypmp42${place}`, 'latin1')
  const original = aJpeg({ place, orientation: 6, trailer: film })
  const copy = (readMedia(original) as Media).publicCopy!()
  expect(copy.includes(place)).toBe(false)
  const at = copy.indexOf('Exif\0\0', 0, 'latin1')
  expect(copy.readUInt16BE(at + 6 + 18)).toBe(6)
  expect((readMedia(aJpeg({ trailer: aJpeg() })) as Media).mediaType).toBe('image/jpeg')
})

describe('a document', () => {
  test('is whole, and has no copy for the public', () => {
    expect(readMedia(aPdf())).toEqual({ mediaType: 'application/pdf' })
    expect(readMedia(Buffer.from('%PDF-1.7 …'))).toBe('broken')
  })

  test.each([
    '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>',
    '/AA /Launch ',
    '/J#61vaScript ',
    '/EmbeddedFiles 2 0 R',
    '/RichMedia<<',
  ])('that runs or hides something is refused: %s', (inside) => {
    expect(readMedia(aPdf(inside))).toBe('active')
  })

  test('with something behind it is refused', () => {
    expect(readMedia(Buffer.concat([aPdf(), Buffer.from('<script>')]))).toBe('polyglot')
    expect(readMedia(Buffer.concat([aPdf(), zip]))).toBe('polyglot')
  })
})

test('anything else is nothing', () => {
  for (const text of ['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'BM', 'PK\x03\x04', 'MZ'])
    expect(readMedia(Buffer.from(text, 'latin1'))).toBe(undefined)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      readMedia(Buffer.from(bytes))
    }),
  )
})
