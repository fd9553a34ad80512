import { expect, test } from 'vitest'
import { readText } from '../index.ts'
import { openFile, UnreadableFile } from './open-file.ts'

const said = '二、工作重点\n(一)产业扶贫。投入资金１２００万元。'
const utf8 = (text: string) => new TextEncoder().encode(text)
/** 二、扶贫 in GB18030. */
const gb = Uint8Array.from([0xb6, 0xfe, 0xa1, 0xa2, 0xb7, 0xf6, 0xc6, 0xb6])

test('text in UTF-8 with and without its mark, in UTF-16 and in GB18030', async () => {
  expect((await openFile(utf8(said), 'a.txt')).text).toBe(said)
  expect((await openFile(utf8(`\ufeff${said}`), 'a.txt')).text).toBe(said)
  const wide = Buffer.from(`\ufeff${said}`, 'utf16le')
  expect(await openFile(wide, 'a.txt')).toMatchObject({ text: said, encoding: 'utf-16le' })
  expect(await openFile(gb, 'a.txt')).toMatchObject({ text: '二、扶贫', encoding: 'gb18030' })
})

const page = `<!doctype html><html><head><title>某网</title><script>var a='一、假的';</script></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/a">方案</a></li></ul></nav>
<h1>某县2018年工作方案</h1>
<div id="main"><div class="content">
<p>一、目标任务</p><p>2018年底,全县减贫1256户4321人。</p>
<p>二、资金<br>投入资金<b>1200</b>万元,其中:中央资金500万元,省级资金300万元,县级资金400万元。</p>
<table><tr><td>乡镇</td><td>户数</td></tr><tr><td><p>甲镇</p></td><td>100户</td></tr></table>
<ol><li>加强领导。</li><li>落实责任。</li></ol>
</div></div>
<div class="side"><a href="/1">上一篇：别的方案，很长很长的题目</a><a href="/2">下一篇：又一个方案</a></div>
<footer>版权所有 某网</footer></body></html>`

test('a page is its text without what stands around it', async () => {
  const { kind, text } = await openFile(utf8(page), 'plan.html')
  expect(kind).toBe('html')
  expect(text).toContain('某县2018年工作方案')
  expect(text).toContain('投入资金1200万元')
  expect(text).toContain('甲镇\t100户')
  expect(text).toContain('1. 加强领导。\n2. 落实责任。')
  expect(text).not.toMatch(/假的|首页|上一篇|版权/)
  const [document] = readText(text).documents
  expect(document).toMatchObject({ title: '某县2018年工作方案' })
  expect(document!.findings).toEqual([])
})

test('a page without a main part is read without its navigation, and one that is a form as a whole is read', async () => {
  const rows = '<p>一、目标。甲镇，乙镇。</p><p>二、措施。丙镇，丁镇。</p>'
  const { text } = await openFile(
    utf8(`<html><body><form><nav>首页，通知，公告，政策，解读</nav>${rows}</form></body></html>`),
    'a.html',
  )
  expect(text).toBe('一、目标。甲镇，乙镇。\n二、措施。丙镇，丁镇。')
})

test('a page in GB18030 says so itself', async () => {
  const bytes = Buffer.concat([
    utf8('<html><head><meta charset="gb2312"></head><body><p>'),
    gb,
    utf8('</p></body></html>'),
  ])
  expect((await openFile(bytes, 'a.htm')).text).toBe('二、扶贫')
})

test.each([
  [new Uint8Array(), /empty/],
  [Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), /old Word/],
  [utf8('%PDF-1.7'), /PDF/],
  [Uint8Array.from({ length: 400 }, (_, at) => at % 7), /no text/],
  [utf8('PK\u0003\u0004 no archive'), /no whole .docx/],
])('what cannot be read says what to do instead', async (bytes, message) => {
  const error = await openFile(bytes, 'x').catch((found: unknown) => found)
  expect(error).toBeInstanceOf(UnreadableFile)
  expect((error as UnreadableFile).en).toMatch(message)
  expect((error as UnreadableFile).zh).not.toBe('')
})
