/** Text to tokens. */
import type { Report } from './problems.ts'
import { quoted } from './problems.ts'

export type Token =
  | { readonly kind: 'number'; readonly at: number; readonly text: string }
  | { readonly kind: 'word'; readonly at: number; readonly text: string }
  | { readonly kind: 'string'; readonly at: number; readonly text: string }
  | { readonly kind: 'sign'; readonly at: number; readonly text: string }
  | { readonly kind: 'end'; readonly at: number; readonly text: '' }

const PATTERN =
  /(?<space>\s+)|(?<number>\d+(?:\.\d+)?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|"(?<string>[^"\n]*)"|(?<sign><=|>=|!=|[=<>+\-*/%()[\],.])/uy

/** Signs that people type for ours. */
const MEANT: Readonly<Record<string, string>> = {
  '≤': '<=', '≥': '>=', '≠': '!=', '×': '*', '÷': '/', '（': '(', '）': ')', '，': ',', '“': '"', '”': '"', "'": '"',
  '&': 'and', '|': 'or', '!': 'not', '％': '%', '。': '.',
} // biome-ignore format: a table

/** All tokens with a closing `end`, or nothing when a character is not of the language. */
export function tokens(text: string, report: Report): Token[] | undefined {
  const found: Token[] = []
  let at = 0
  while (at < text.length) {
    PATTERN.lastIndex = at
    const match = PATTERN.exec(text)
    if (!match?.groups) {
      const wrong = String.fromCodePoint(text.codePointAt(at)!)
      if (wrong === '"') report(at, 'string', '引号没有配对', 'the closing quotation mark is missing')
      else
        report(
          at,
          'character',
          `不认识的字符${quoted(wrong)}`,
          `unknown character ${quoted(wrong)}`,
          MEANT[wrong],
        )
      return undefined
    }
    const { number, word, string, sign } = match.groups
    if (number !== undefined) found.push({ kind: 'number', at, text: number })
    else if (word !== undefined) found.push({ kind: 'word', at, text: word })
    else if (string !== undefined) found.push({ kind: 'string', at, text: string })
    else if (sign !== undefined) found.push({ kind: 'sign', at, text: sign })
    at = PATTERN.lastIndex
  }
  found.push({ kind: 'end', at: text.length, text: '' })
  return found
}
