/** A text document (docx) of titles, paragraphs and tables: the few parts of Office Open XML that such a paper needs. */
import type { ZipPart } from '../../../imports/index.ts'

export type Block =
  | { readonly kind: 'title' | 'heading' | 'text' | 'note'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly string[])[]
    }

export interface Column {
  readonly head: string
  /** Share of the width; all of a table make 100. */
  readonly width: number
  readonly isNumber?: boolean
}

export interface TextDocument {
  readonly title: string
  readonly language: 'zh' | 'en'
  readonly blocks: readonly Block[]
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const RELATIONS = 'http://schemas.openxmlformats.org'

/** Parts of the archive, in the order in which they are read. */
export async function* partsOf(document: TextDocument): AsyncGenerator<ZipPart> {
  yield { name: '[Content_Types].xml', data: [contentTypes] }
  yield { name: '_rels/.rels', data: [packageRelations] }
  yield { name: 'docProps/core.xml', data: [coreOf(document)] }
  yield { name: 'word/_rels/document.xml.rels', data: [documentRelations] }
  yield { name: 'word/styles.xml', data: [stylesOf(document.language)] }
  yield { name: 'word/footer1.xml', data: [footer] }
  yield { name: 'word/document.xml', data: bodyOf(document) }
}

function* bodyOf({ blocks }: TextDocument): Generator<string> {
  yield `${XML}<w:document ${W} xmlns:r="${RELATIONS}/officeDocument/2006/relationships"><w:body>`
  for (const block of blocks) {
    if (block.kind === 'table') yield* tableOf(block)
    else yield paragraph(block.text, styles[block.kind])
  }
  // A4 with the margins of official papers, in twentieths of a point.
  yield `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1587" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>`
}

const styles = { title: 'Title', heading: 'Heading1', text: 'Normal', note: 'Note' } as const

const paragraph = (text: string, style: string) =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${run(text)}</w:p>`

const run = (text: string) => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`

function* tableOf({ columns, rows }: Extract<Block, { kind: 'table' }>): Generator<string> {
  const grid = columns.map(({ width }) => `<w:gridCol w:w="${Math.round(width * 88.4)}"/>`).join('')
  yield `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>`
  yield `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${columns.map((column) => cell(column.head, column, 'CellHead')).join('')}</w:tr>`
  for (const row of rows) {
    const cells = columns.map((column, at) =>
      cell(row[at] ?? '', column, column.isNumber ? 'CellNumber' : 'Cell'),
    )
    yield `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`
  }
  // Two tables in a row would grow together.
  yield `</w:tbl>${paragraph('', 'Note')}`
}

const cell = (text: string, { width }: Column, style: string) =>
  `<w:tc><w:tcPr><w:tcW w:w="${Math.round(width * 50)}" w:type="pct"/></w:tcPr>${paragraph(text, style)}</w:tc>`

/** As XML takes it: what is no character of XML is left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/\s*[\n\r\t]\s*/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** Fonts that offices have on their machines; the names fall back to what is there. */
const fonts = {
  body: { zh: '仿宋', en: 'Times New Roman' },
  head: { zh: '黑体', en: 'Arial' },
  title: { zh: '宋体', en: 'Times New Roman' },
} as const

function stylesOf(language: 'zh' | 'en'): string {
  const font = (of: keyof typeof fonts) =>
    `<w:rFonts w:ascii="${fonts[of].en}" w:hAnsi="${fonts[of].en}" w:cs="${fonts[of].en}" w:eastAsia="${fonts[of].zh}"/>`
  const style = (id: string, inner: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"${id === 'Normal' ? ' w:default="1"' : ''}><w:name w:val="${id === 'Heading1' ? 'heading 1' : id}"/>${id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>'}${inner}</w:style>`
  const indent = language === 'zh' ? '<w:ind w:firstLineChars="200" w:firstLine="560"/>' : ''
  const small = `<w:rPr>${font('title')}<w:sz w:val="19"/></w:rPr>`
  const tight =
    '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/>'
  const edge = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`
  return `${XML}<w:styles ${W}>
<w:docDefaults><w:rPrDefault><w:rPr>${font('body')}<w:sz w:val="28"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>
${style('Normal', `<w:pPr><w:spacing w:after="60" w:line="480" w:lineRule="atLeast"/>${indent}</w:pPr>`)}
${style('Title', `<w:pPr><w:spacing w:after="240" w:line="600" w:lineRule="atLeast"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:rPr>${font('title')}<w:b/><w:sz w:val="40"/></w:rPr>`)}
${style('Heading1', `<w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>${font('head')}<w:sz w:val="30"/></w:rPr>`)}
${style('Note', `<w:pPr><w:spacing w:after="60" w:line="320" w:lineRule="atLeast"/><w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr><w:rPr>${font('title')}<w:sz w:val="21"/></w:rPr>`)}
${style('Cell', `<w:pPr>${tight}</w:pPr>${small}`)}
${style('CellNumber', `<w:pPr>${tight}<w:jc w:val="right"/></w:pPr>${small}`)}
${style('CellHead', `<w:pPr>${tight}<w:jc w:val="center"/></w:pPr><w:rPr>${font('head')}<w:sz w:val="19"/></w:rPr>`)}
<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('')}</w:tblBorders>
<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
</w:styles>`
}

const coreOf = ({ title }: TextDocument) =>
  `${XML}<cp:coreProperties xmlns:cp="${RELATIONS}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title></cp:coreProperties>`

const contentTypes = `${XML}<Types xmlns="${RELATIONS}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/>
<Override PartName="/word/footer1.xml" ContentType="${TYPES}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const packageRelations = `${XML}<Relationships xmlns="${RELATIONS}/package/2006/relationships">
<Relationship Id="rId1" Type="${RELATIONS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="${RELATIONS}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRelations = `${XML}<Relationships xmlns="${RELATIONS}/package/2006/relationships">
<Relationship Id="rId1" Type="${RELATIONS}/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="${RELATIONS}/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`

const footer = `${XML}<w:ftr ${W}><w:p><w:pPr><w:pStyle w:val="Note"/><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`
