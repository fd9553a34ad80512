/** Comments on cells: their texts, and the old drawing (VML) without which Excel does not show them. */
import { columnLetters, escapeText, mainNamespace, xmlStart } from './xlsx-cells.ts'

export type Note = { readonly row: number; readonly column: number; readonly text: string }

export function commentsXml(notes: readonly Note[]): string {
  const comments = notes.map(
    ({ row, column, text }) =>
      `<comment ref="${columnLetters(column)}${row}" authorId="0"><text><t xml:space="preserve">` +
      `${escapeText(text)}</t></text></comment>`,
  )
  return (
    `${xmlStart}<comments xmlns="${mainNamespace}"><authors><author>Lika</author></authors>` +
    `<commentList>${comments.join('')}</commentList></comments>`
  )
}

export function vmlOf(notes: readonly Note[]): string {
  const shapes = notes.map(
    ({ row, column, text }, index) =>
      `<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;visibility:hidden" ` +
      'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>' +
      '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>' +
      `<x:SizeWithCells/><x:Anchor>${anchorOf(row - 1, column, text)}</x:Anchor><x:AutoFill>False</x:AutoFill>` +
      `<x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
  )
  return (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ' +
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">' +
    '<o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" ' +
    'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>' +
    `<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes.join('')}</xml>`
  )
}

/** Left column, offset, top row, offset, right column, offset, bottom row, offset. */
function anchorOf(row: number, column: number, text: string): string {
  const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 16), 1)
  return [column + 1, 15, Math.max(0, row - 1), 10, column + 4, 15, row + Math.min(lines, 20) + 1, 4].join(
    ', ',
  )
}
