/** The text of a web page: what its main part says, a line for each block, without the navigation around it. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element
type Parent = DefaultTreeAdapterTypes.ParentNode

const SILENT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'svg',
  'select',
  'button',
  'head',
  'object',
  'embed',
])
const AROUND = new Set(['nav', 'footer', 'aside'])
const BLOCKS = new Set(
  'address article blockquote center dd div dl dt fieldset figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody thead tr ul'.split(
    ' ',
  ),
)
/** A part that holds nearly all sentences of its parent is where the text lies. */
const NEARLY_ALL = 0.85

export function textOfHtml(html: string): string {
  const document = parse(html)
  const body = findElement(document, 'body') ?? document
  const root = mainPart(body)
  const text = linesOf(root)
  const heading = findElement(body, 'h1')
  const title = heading && !contains(root, heading) ? linesOf(heading) : ''
  return title !== '' && !text.startsWith(title) ? `${title}\n${text}` : text
}

function mainPart(body: Parent): Parent {
  let root = body
  for (;;) {
    const all = sentencesIn(root)
    const child: Element | undefined = elementsOf(root).find((each) => sentencesIn(each) >= all * NEARLY_ALL)
    if (all === 0 || !child || child.tagName === 'p' || child.tagName === 'table') return root
    root = child
  }
}

const counted = new WeakMap<Parent, number>()

/** Marks that end or part sentences, outside links: navigation has words, but few of these. */
function sentencesIn(node: Parent): number {
  const known = counted.get(node)
  if (known !== undefined) return known
  let count = 0
  for (const child of node.childNodes) {
    if (child.nodeName === '#text') count += marksIn((child as DefaultTreeAdapterTypes.TextNode).value)
    else if (isElement(child) && !SILENT.has(child.tagName) && child.tagName !== 'a')
      count += sentencesIn(child)
  }
  counted.set(node, count)
  return count
}

function marksIn(text: string): number {
  return text.match(/[。；;，,、：]/g)?.length ?? 0
}

function isElement(node: Node): node is Element {
  return 'tagName' in node
}

function elementsOf(parent: Parent): Element[] {
  return parent.childNodes.filter(isElement)
}

function findElement(parent: Parent, tag: string): Element | undefined {
  const open: Parent[] = [parent]
  for (let at = 0; at < open.length; at += 1) {
    for (const child of elementsOf(open[at]!)) {
      if (child.tagName === tag) return child
      open.push(child)
    }
  }
  return undefined
}

function contains(parent: Parent, element: Element): boolean {
  for (let node: Parent | null = element; node; node = 'parentNode' in node ? node.parentNode : null) {
    if (node === parent) return true
  }
  return false
}

/** Lines of a part. Cells of a table row stand in one line, apart by a tabulator; items of a numbered list get their numbers. */
function linesOf(root: Parent): string {
  const lines: string[] = []
  let line = ''
  const end = () => {
    const said = line.replaceAll(/[ \u00a0\n\r]+/g, ' ').replaceAll(/^ +| +$/g, '')
    if (said.trim() !== '') lines.push(said)
    line = ''
  }
  const walk = (parent: Parent) => {
    let item = 0
    for (const child of parent.childNodes) {
      if (child.nodeName === '#text') line += (child as DefaultTreeAdapterTypes.TextNode).value
      else if (isElement(child)) {
        const tag = child.tagName
        // Some pages are one form as a whole; a form within the text asks for something.
        if (SILENT.has(tag) || AROUND.has(tag) || (tag === 'form' && parent !== root)) continue
        if (tag === 'br') end()
        else if (tag === 'td' || tag === 'th') {
          // An empty cell keeps its place, so that columns stand below their heads.
          if (elementsOf(parent)[0] !== child)
            line = `${line.trimEnd() === '' ? line : line.replace(/ +$/, '')}\t`
          walk(child)
        } else if (BLOCKS.has(tag)) {
          // A cell of a table is often full of paragraphs: they stay in the row.
          if (!isInCell(child)) end()
          else if (/[^\s]$/.test(line)) line += ' '
          if (tag === 'li' && 'tagName' in parent && parent.tagName === 'ol') {
            item += 1
            line += `${item}. `
          }
          walk(child)
          if (!isInCell(child)) end()
        } else walk(child)
      }
    }
  }
  walk(root)
  end()
  return lines.join('\n')
}

function isInCell(element: Element): boolean {
  for (let node = element.parentNode; node; node = 'parentNode' in node ? node.parentNode : null) {
    if ('tagName' in node && (node.tagName === 'td' || node.tagName === 'th')) return true
    if ('tagName' in node && node.tagName === 'table') return false
  }
  return false
}
