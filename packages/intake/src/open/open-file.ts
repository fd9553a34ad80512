/** Files that documents come in: text, web pages, Word. */
import mammoth from 'mammoth'
import { decode } from './decode.ts'
import { textOfHtml } from './html.ts'

export type FileKind = 'text' | 'html' | 'docx'

export interface OpenedFile {
  readonly kind: FileKind
  readonly encoding: string
  readonly text: string
}

/** A file that holds no text that could be read, with what to do instead. */
export class UnreadableFile extends Error {
  readonly zh: string
  readonly en: string
  constructor(zh: string, en: string) {
    super(en)
    this.zh = zh
    this.en = en
  }
}

/** Reads the text of a file by its bytes; its name only helps to tell a page from plain text. */
export async function openFile(bytes: Uint8Array, name: string): Promise<OpenedFile> {
  if (bytes.length === 0) throw new UnreadableFile('文件是空的。', 'The file is empty.')
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return { kind: 'docx', encoding: 'utf-8', text: await textOfWord(bytes) }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new UnreadableFile(
      '这是旧版 Word 文档（.doc），请另存为 .docx 后再上传。',
      'This is an old Word document (.doc): save it as .docx first.',
    )
  if (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46)
    throw new UnreadableFile(
      '这是 PDF，请复制其中的文字粘贴，或上传 .docx、.txt。',
      'This is a PDF: copy its text and paste it, or bring a .docx or .txt.',
    )
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  const isPage = /<(?:!doctype\s+html|html|head|body)\b/i.test(head) || /\.html?$/i.test(name)
  const { text, encoding } = decode(bytes, /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1])
  if (isBinary(text))
    throw new UnreadableFile(
      '文件不是文本，只能读取 .txt、.html 和 .docx。',
      'The file is no text: only .txt, .html and .docx can be read.',
    )
  return isPage ? { kind: 'html', encoding, text: textOfHtml(text) } : { kind: 'text', encoding, text }
}

/** A text has no control characters but those that part lines and columns. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 4096)
  let strange = 0
  for (const character of sample) {
    const code = character.charCodeAt(0)
    if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || code === 0xfffd)
      strange += 1
  }
  return strange > sample.length / 50
}

async function textOfWord(bytes: Uint8Array): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), externalFileAccess: false },
    )
    return textOfHtml(`<body>${value}</body>`)
  } catch (cause) {
    const unreadable = new UnreadableFile(
      '文件打不开：不是完整的 .docx 文档。',
      'The file cannot be opened: it is no whole .docx document.',
    )
    unreadable.cause = cause
    throw unreadable
  }
}
