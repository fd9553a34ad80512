/**
 * YAML text as a plain tree with places. Scalars keep their source text, so that `0.10` never passes
 * through a float; anchors, aliases and tags are refused, so that what is read is what stands in the file.
 */
import type { ParsedNode } from 'yaml'
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Reading } from './reading.ts'

export interface At {
  readonly line: number
  readonly column: number
}
export interface Entry {
  readonly key: string
  readonly at: At
  readonly value: Tree
}
export type Tree = { readonly at: At } & (
  | { readonly kind: 'map'; readonly entries: readonly Entry[] }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  /** `plain` is an unquoted scalar: only such a one can be `true` or `null`. */
  | { readonly kind: 'scalar'; readonly text: string; readonly plain: boolean }
)

/** Packs are written by hand; a larger file is a mistake or an attack. */
export const MAX_BYTES = 1_000_000
const MAX_DEPTH = 40

const complaints: Record<string, { zh: string; en: string }> = {
  DUPLICATE_KEY: { zh: '同一键写了两次', en: 'the same key is written twice' },
  RESOURCE_EXHAUSTION: { zh: '嵌套过深', en: 'nested too deeply' },
  MULTIPLE_DOCS: { zh: '一个文件只能有一份文档', en: 'one file holds one document only' },
  TAB_AS_INDENT: { zh: '缩进须用空格，不能用制表符', en: 'indent with spaces, not with tabs' },
}

/** Reads YAML text; whatever is wrong with it goes to `to`, and then the answer is undefined. */
export function readTree(text: string, to: Reading): Tree | undefined {
  const start = { line: 1, column: 1 }
  if (text.length > MAX_BYTES) {
    to.report(start, '', 'file.tooLarge', {
      zh: `文件超过 ${MAX_BYTES} 个字符`,
      en: `the file has more than ${MAX_BYTES} characters`,
    })
    return undefined
  }
  const lines = new LineCounter()
  const before = to.problems.length
  try {
    const document = parseDocument<ParsedNode>(text, {
      schema: 'failsafe',
      lineCounter: lines,
      prettyErrors: false,
      // Checked in `convert`: the library's own check compares every pair of keys.
      uniqueKeys: false,
      logLevel: 'silent',
    })
    for (const error of [...document.errors, ...document.warnings]) {
      const { line, col } = lines.linePos(error.pos[0])
      const known = complaints[error.code]
      to.report({ line: Math.max(line, 1), column: Math.max(col, 1) }, '', 'yaml', {
        zh: `不是有效的 YAML：${known?.zh ?? error.message}`,
        en: `not valid YAML: ${known?.en ?? error.message}`,
      })
    }
    if (to.problems.length > before) return undefined
    if (!document.contents) {
      to.report(start, '', 'file.empty', { zh: '文件是空的', en: 'the file is empty' })
      return undefined
    }
    const tree = convert(document.contents, lines, to, 0)
    return to.problems.length > before ? undefined : tree
  } catch (error) {
    // The library recurses; text that exhausts the stack is malformed, not a crash of ours.
    if (!(error instanceof RangeError)) throw error
    to.report(start, '', 'yaml', {
      zh: '不是有效的 YAML：嵌套过深',
      en: 'not valid YAML: nested too deeply',
    })
    return undefined
  }
}

function convert(node: ParsedNode | null, lines: LineCounter, to: Reading, depth: number): Tree {
  const pos = node ? lines.linePos(node.range[0]) : { line: 1, col: 1 }
  const at = { line: Math.max(pos.line, 1), column: Math.max(pos.col, 1) }
  const nothing: Tree = { kind: 'scalar', text: '', plain: true, at }
  if (!node) return nothing
  if (isAlias(node) || node.anchor || node.tag) {
    to.report(at, '', 'yaml.alias', {
      zh: '不能使用锚点、别名和标签，请写出内容',
      en: 'anchors, aliases and tags are not allowed: write the content itself',
    })
    return nothing
  }
  if (depth > MAX_DEPTH) {
    to.report(at, '', 'yaml', { zh: '不是有效的 YAML：嵌套过深', en: 'not valid YAML: nested too deeply' })
    return nothing
  }
  if (isScalar(node)) {
    const plain = node.type === 'PLAIN'
    return { kind: 'scalar', text: String(node.value ?? ''), plain, at }
  }
  if (isSeq(node))
    return { kind: 'list', items: node.items.map((each) => convert(each, lines, to, depth + 1)), at }
  if (!isMap(node)) return nothing
  const seen = new Set<string>()
  const entries: Entry[] = []
  for (const pair of node.items) {
    const keyPos = lines.linePos(pair.key.range[0])
    const keyAt = { line: Math.max(keyPos.line, 1), column: Math.max(keyPos.col, 1) }
    if (!isScalar(pair.key) || pair.key.anchor || pair.key.tag) {
      to.report(keyAt, '', 'yaml', { zh: '键须是一个词', en: 'a key must be a single word' })
      continue
    }
    const key = String(pair.key.value ?? '')
    if (seen.has(key)) {
      const en = `the key ${key} is written twice`
      to.report(keyAt, '', 'yaml.duplicateKey', { zh: `键 ${key} 写了两次`, en })
      continue
    }
    seen.add(key)
    const value = convert(pair.value, lines, to, depth + 1)
    // An empty value has no node of its own: say where its key stands.
    entries.push({ key, at: keyAt, value: pair.value ? value : { ...value, at: keyAt } })
  }
  return { kind: 'map', entries, at }
}

/**
 * The content as canonical JSON: keys sorted, numbers as they are written, layout and comments gone.
 * Digests are made over it, so re-indenting a pack does not change its digest, and changing a figure does.
 */
export function canonical(tree: Tree): string {
  if (tree.kind === 'list') return `[${tree.items.map(canonical).join(',')}]`
  if (tree.kind === 'map') {
    const entries = tree.entries.map((each) => [JSON.stringify(each.key), canonical(each.value)] as const)
    entries.sort((a, b) => (a[0] < b[0] ? -1 : 1))
    return `{${entries.map(([key, value]) => `${key}:${value}`).join(',')}}`
  }
  if (tree.plain && ['true', 'false', 'null'].includes(tree.text)) return tree.text
  if (tree.plain && (tree.text === '' || tree.text === '~')) return 'null'
  return JSON.stringify(tree.text)
}
