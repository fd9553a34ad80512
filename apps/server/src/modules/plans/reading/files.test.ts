import type { FastifyInstance } from 'fastify'
import { rawZip } from '../../../testing/archives.ts'
import { describe, expect, send, signIn, test } from '../../../testing.ts'
import { planText } from '../testing.ts'

async function open(app: FastifyInstance, bytes: Buffer | string, name: string, account = 'county') {
  const answer = await send(app, {
    method: 'POST',
    url: '/api/plans/files',
    headers: {
      cookie: await signIn(app, account),
      'content-type': 'multipart/form-data; boundary=b',
    },
    payload: Buffer.concat([
      Buffer.from(`--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
      Buffer.from(bytes as string),
      Buffer.from('\r\n--b--\r\n'),
    ]),
  })
  return { status: answer.statusCode, ...answer.json() }
}

const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const relations =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
const documentOf = (body: string) =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const around = [
  { name: '[Content_Types].xml', data: types },
  { name: '_rels/.rels', data: relations },
]

describe('a file becomes text, and nothing is kept', () => {
  test('txt, a page and a .docx', async ({ app, db }) => {
    expect(await open(app, planText, '方案.txt')).toEqual({
      status: 200,
      fileName: '方案.txt',
      text: planText,
    })
    const page = `<html><body><p>一、目标任务</p><p>全县减贫1256户。</p></body></html>`
    expect(await open(app, page, 'a.html')).toMatchObject({
      status: 200,
      text: '一、目标任务\n全县减贫1256户。',
    })
    const data = documentOf(['某县方案', '一、目标'].map(paragraph).join(''))
    const docx = rawZip([...around, { name: 'word/document.xml', data }])
    expect(await open(app, docx, 'a.docx')).toMatchObject({ status: 200, text: '某县方案\n一、目标' })
    expect((await db.pool.query('select from plan')).rows).toEqual([])
  })

  test('what no database can keep is no text either', async ({ app }) => {
    const { text } = await open(app, `一、目标${'。全县减贫'.repeat(40)}\0完`, 'a.txt')
    expect(text).toMatch(/\ufffd完$/)
  })

  test.for([
    ['an empty file', '', '文件是空的。', 'plan.unreadable'],
    ['blanks alone', ' \n　\n', '文件里没有文字。', 'plan.noText'],
    ['a PDF', '%PDF-1.7 …', '这是 PDF，', 'plan.unreadable'],
    [
      'an old Word document',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
      '这是旧版 Word 文档',
      'plan.unreadable',
    ],
    ['an archive that is none', Buffer.from('PK\u0003\u0004 nothing'), '文件已损坏', 'plan.damaged'],
    ['more than two million characters', '一'.repeat(2_000_001), '文字超过 2,000,000 字', 'plan.tooLong'],
    [
      'an archive that unpacks without end',
      rawZip([...around, { name: 'word/document.xml', data: Buffer.alloc(300 * 2 ** 20) }]),
      '文件解压后超过 256 MB',
      'plan.unpacksTooLarge',
    ],
    [
      'an archive that says less than it holds',
      rawZip([
        ...around,
        { name: 'word/document.xml', data: documentOf(paragraph('一'.repeat(999))), claims: { size: 10 } },
      ]),
      '文件已损坏',
      'plan.damaged',
    ],
    [
      'elements within elements without end',
      `<html><body>${'<div>'.repeat(200_000)}一、目标`,
      '文件已损坏',
      'plan.damaged',
    ],
  ] as const)('%s is refused, and says what to do', async ([, bytes, message, code], { app }) => {
    const answer = await open(app, bytes as Buffer, 'a.docx')
    expect(answer).toMatchObject({ status: 422, code })
    expect(answer.detail).toContain(message)
    expect(answer.messages.en).not.toBe('')
  })

  test('by whoever files plans, and nobody else', async ({ app }) => {
    expect(await open(app, planText, 'a.txt', 'registrar')).toMatchObject({ status: 403 })
  })
})
