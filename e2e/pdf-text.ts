/** The words on each page of a PDF that the browser printed: enough of the format to see what stands where. */
import { inflateSync } from 'node:zlib'

const SPLIT = /(?<=endobj)\s+(?=\d+ 0 obj)/

/** The text of every page, in the order in which it was painted and without the spaces of the layout. */
export function textOfPages(pdf: Buffer): string[] {
  const objects = new Map<string, string>()
  for (const part of pdf.toString('latin1').split(SPLIT)) {
    const found = /(\d+) 0 obj\n([\s\S]*)/.exec(part)
    if (found) objects.set(found[1]!, found[2]!)
  }
  const decoders = new Map<string, (hex: string) => string>()
  const decoderOf = (font: string) => {
    const known = decoders.get(font) ?? decoderBy(objects, font)
    decoders.set(font, known)
    return known
  }
  return [...objects.values()]
    .filter((object) => /\/Type \/Page\s/.test(object))
    .map((page) => textOf(page, objects, decoderOf))
}

function textOf(
  page: string,
  objects: ReadonlyMap<string, string>,
  decoderOf: (font: string) => (hex: string) => string,
): string {
  const fonts = new Map([...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, id!]))
  const content = streamOf(objects, /\/Contents (\d+) 0 R/.exec(page)?.[1])
  let decode: (hex: string) => string = () => ''
  let text = ''
  for (const [, font, , shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|(<([0-9A-Fa-f]+)>) Tj/g)) {
    if (font) decode = decoderOf(fonts.get(font)!)
    else if (shown) text += decode(shown)
  }
  return text.replaceAll(/\s/g, '')
}

/** How a font's codes read, by the map that the PDF carries so that its text can be copied. */
function decoderBy(objects: ReadonlyMap<string, string>, font: string): (hex: string) => string {
  const map = streamOf(objects, /\/ToUnicode (\d+) 0 R/.exec(objects.get(font) ?? '')?.[1])
  const digits = /begincodespacerange\s+<([0-9A-F]+)>/.exec(map)?.[1]?.length ?? 4
  const characters = new Map<number, string>()
  const sections = (name: string) => [
    ...map.matchAll(new RegExp(`begin${name}\\n([\\s\\S]*?)end${name}`, 'g')),
  ]
  for (const [, lines] of sections('bfchar'))
    for (const [, code, to] of lines!.matchAll(/<([0-9A-F]+)> <([0-9A-F]+)>/g))
      characters.set(Number.parseInt(code!, 16), utf16(to!))
  for (const [, lines] of sections('bfrange'))
    for (const [, first, last, to] of lines!.matchAll(/<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>/g))
      for (let at = 0; at <= Number.parseInt(last!, 16) - Number.parseInt(first!, 16); at++)
        characters.set(
          Number.parseInt(first!, 16) + at,
          utf16((Number.parseInt(to!, 16) + at).toString(16).padStart(to!.length, '0')),
        )
  return (hex) =>
    [...hex.matchAll(new RegExp(`.{${digits}}`, 'g'))]
      .map(([code]) => characters.get(Number.parseInt(code, 16)) ?? '')
      .join('')
}

const utf16 = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

function streamOf(objects: ReadonlyMap<string, string>, id: string | undefined): string {
  const object = id === undefined ? undefined : objects.get(id)
  if (object === undefined) return ''
  const [head, ...rest] = object.split('stream\n')
  const length = Number(/\/Length (\d+)/.exec(head!)?.[1])
  const bytes = Buffer.from(rest.join('stream\n').slice(0, length), 'latin1')
  return (/\/FlateDecode/.test(head!) ? inflateSync(bytes) : bytes).toString('latin1')
}
