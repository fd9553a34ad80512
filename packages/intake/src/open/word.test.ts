import JSZip from 'jszip'
import { expect, test } from 'vitest'
import { openFile } from './open-file.ts'

/** A .docx of paragraphs and a table, as a word processor writes it. */
async function aDocument(
  paragraphs: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Uint8Array> {
  const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
  const table = `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
  const zip = new JSZip()
  zip.file(
    '[Content_Types].xml',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  )
  zip.file(
    '_rels/.rels',
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  )
  zip.file(
    'word/document.xml',
    `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.map(paragraph).join('')}${table}</w:body></w:document>`,
  )
  return zip.generateAsync({ type: 'uint8array' })
}

test('a Word document is its paragraphs and the rows of its tables', async () => {
  const bytes = await aDocument(
    ['某县工作方案', '一、目标', '全县减贫1256户4321人。'],
    [
      ['乡镇', '户数'],
      ['甲镇', '100户'],
    ],
  )
  const { kind, text } = await openFile(bytes, 'plan.docx')
  expect(kind).toBe('docx')
  expect(text).toBe('某县工作方案\n一、目标\n全县减贫1256户4321人。\n乡镇\t户数\n甲镇\t100户')
})
