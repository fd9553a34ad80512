/**
 * One spelling for what is typed in several widths. Every character becomes exactly one, so that a range of the folded text
 * is the same range of the text that was read.
 */

const single: Readonly<Record<string, string>> = {
  // Every way in which a line ends.
  '\r': '\n',
  '\v': '\n',
  '\f': '\n',
  '\u0085': '\n',
  '\u2028': '\n',
  '\u2029': '\n',
  '\u00a0': ' ',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u3000': ' ',
  '\ufeff': ' ',
  '\t': ' ',
  '〔': '[',
  '〕': ']',
  '﹝': '[',
  '﹞': ']',
  '﹙': '(',
  '﹚': ')',
  '﹪': '%',
  '﹔': ';',
  '﹕': ':',
  '﹐': ',',
  '﹑': '、',
  '∶': ':',
  '︰': ':',
  '—': '-',
  '–': '-',
  '―': '-',
  '〜': '-',
  '~': '-',
  '∼': '-',
  '╳': '×',
  '✕': '×',
  '㎡': '㎡',
  '"': '”',
}

/** Folds width and look of digits, letters, brackets and marks. The answer has the length of `text`. */
export function fold(text: string): string {
  let folded = ''
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 0x21 && code < 0x7e && code !== 0x22) continue
    const replacement = foldOne(text[at]!, code)
    if (replacement === undefined) continue
    folded += text.slice(from, at) + replacement
    from = at + 1
  }
  return folded + text.slice(from)
}

function foldOne(character: string, code: number): string | undefined {
  // Full-width forms of ASCII, with ～ made the dash that it stands for between two figures.
  if (code === 0xff5e) return '-'
  if (code >= 0xff01 && code <= 0xff5d) return String.fromCharCode(code - 0xfee0)
  return single[character]
}
