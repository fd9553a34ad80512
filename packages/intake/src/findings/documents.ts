/** Documents against what they promise: attachments, tables of contents, lists of units. */

import type { Range } from '../model.ts'
import type { Duty } from '../statements/duties.ts'
import { unitsIn } from '../statements/units-named.ts'
import { distance } from '../text/distance.ts'
import type { Finding } from './finding.ts'

const mention =
  /(?:详见|见|参见|按照|填报|附)附(?<kind>[件表])\s?(?<number>\d{1,2}|[一二三四五六七八九十]{1,2})?/g
/** 附件:1.任务分解表, and the entries on the lines below it. */
const note =
  /(?:^|\n)[^\S\n]*(?<note>附\s?件\s?:[^\S\n]{0,8}(?<first>[^\s:][^\n]{0,120})(?<others>(?:\n\s{0,24}\d{1,2}\s?[、.][^\n。]{2,60}){0,40}))/g

interface Named {
  /** 附件1; 附件 where there is only one. */
  readonly name: string
  readonly title: string
  readonly range: Range
}

/** Attachments that the text names, or sends its reader to, and that are not in it. */
export function attachmentFindings(folded: string, from: number, to: number): Finding[] {
  const body = folded.slice(from, to)
  const all = Map.groupBy([...mentioned(body), ...noted(body)], ({ name }) => name)
  if (all.size === 0) return []
  const lines = lastOfLines(body)
  // 见附件 means those that are listed with their numbers.
  if (all.size > 1) all.delete('附件')
  return [...all]
    .filter(([name, named]) => !isThere(body, name, named, lines))
    .map(([name, named]) => ({
      grade: 'note',
      rule: 'attachmentMissing',
      stated: name,
      computed: '',
      message: { zh: `文中引用的${name}不在本文中。`, en: `${name} is referred to and is not in the text.` },
      ranges: named.map(({ range }): Range => [from + range[0], from + range[1]]),
    }))
}

function mentioned(body: string): Named[] {
  return [...body.matchAll(mention)].map((match) => ({
    name: `附${match.groups!.kind}${match.groups!.number ?? ''}`,
    title: '',
    range: [match.index, match.index + match[0].length],
  }))
}

function noted(body: string): Named[] {
  return [...body.matchAll(note)].flatMap((match) => {
    const { note: whole, first, others } = match.groups!
    const at = match.index + match[0].indexOf(whole!)
    const lines = [first!, ...others!.split('\n').slice(1)].map((line) => line.trim())
    let next = at
    return lines.map((line): Named => {
      const entry = /^(?<number>\d{1,2})\s?[、.]\s*(?<title>.*)$/.exec(line)?.groups
      const begins = body.indexOf(line, next)
      next = begins + line.length
      const title = (entry?.title ?? line).replace(/[:。;]$/, '')
      return {
        name: `附件${entry?.number ?? ''}`,
        title,
        range: [begins === at || !entry ? at : begins, next],
      }
    })
  })
}

/** It stands in the text below a line of its own: 附件1, 附件1:任务分解表, or its title. */
function isThere(
  body: string,
  name: string,
  named: readonly Named[],
  lines: ReadonlyMap<string, number>,
): boolean {
  const number = name.slice(2) || '\\d{0,2}'
  const behind = name.length > 2 ? '(?:\\s*[:、.]?\\s*\\n|[:、.\\s](?!\\d))' : '\\s*:?\\s*\\n'
  if (new RegExp(`(?:^|\\n)\\s*附\\s?${name[1]}\\s?${number}${behind}`).test(body)) return true
  return named.some(({ title, range }) => title !== '' && (lines.get(bare(title)) ?? -1) > range[1])
}

/** Where each line stands for the last time. */
function lastOfLines(body: string): ReadonlyMap<string, number> {
  return new Map([...body.matchAll(/[^\n]{2,120}/g)].map((match) => [bare(match[0]), match.index]))
}

function bare(words: string): string {
  return words.replaceAll(/[\s《》“”]/g, '')
}

export interface ListedTitle {
  readonly title: string
  readonly range: Range
}

/** Titles of the table of contents that are nearly, but not quite, those of the documents behind it. */
export function titleFindings(
  listed: readonly ListedTitle[],
  documents: readonly { readonly title: string; readonly titleRange: Range }[],
): Finding[] {
  return listed.flatMap(({ title, range }) => {
    const near = documents
      .map((document) => ({ document, apart: distance(bare(title), bare(document.title), 12) }))
      .sort((a, b) => a.apart - b.apart)[0]
    if (!near || near.apart === 0 || near.apart > 12 || near.apart > bare(title).length / 3) return []
    return [
      {
        grade: 'warning' as const,
        rule: 'titleDiffers' as const,
        stated: title,
        computed: near.document.title,
        message: {
          zh: `目录中的标题“${title}”与正文标题“${near.document.title}”不一致。`,
          en: `The table of contents says “${title}”, the document itself “${near.document.title}”.`,
        },
        ranges: [range, near.document.titleRange],
      },
    ]
  })
}

/** So many names make a list of its own. */
const MANY = 8
const list =
  /(?:^|[。\n])\s*(?<units>(?:[^、,。;:\n()]{2,24}、){7,60}[^、,。;:\n()]{2,24}?)等?(?:牵头|责任|配合)?(?:部门|单位)/g

/** Units that a list of the document names, against those that its items give duties to. */
export function unitFindings(folded: string, from: number, to: number, duties: readonly Duty[]): Finding[] {
  const found: Finding[] = []
  for (const match of folded.slice(from, to).matchAll(list)) {
    const at = from + match.index + match[0].indexOf(match.groups!.units!)
    const named = unitsIn(match.groups!.units!)
    const names = new Set(named.map((unit) => plainName(unit.name)))
    const others = duties.filter(({ range }) => range[0] < at || range[1] > at + match[0].length)
    const dutiful = new Map(
      others.flatMap((duty) =>
        [...duty.lead, ...duty.responsible].map(
          (unit) => [plainName(unit), { unit, range: duty.range }] as const,
        ),
      ),
    )
    if (names.size < MANY || dutiful.size < MANY) continue
    const both = [...names].filter((name) => dutiful.has(name)).length
    if (both < names.size / 2) continue
    const missing = [...dutiful].filter(([name]) => !names.has(name) && !/^各|区县|县区/.test(name))
    if (missing.length === 0) continue
    found.push({
      grade: 'warning',
      rule: 'unitsDiffer',
      stated: String(names.size),
      computed: String(dutiful.size),
      message: {
        zh: `此处列出 ${names.size} 个单位；其他条目中承担任务而此处未列的有：${missing.map(([, { unit }]) => unit).join('、')}。`,
        en: `${names.size} units are listed here; units with duties elsewhere that are not among them: ${missing.map(([, { unit }]) => unit).join(', ')}.`,
      },
      ranges: [[at, at + match.groups!.units!.length], ...missing.map(([, { range }]) => range)],
    })
  }
  return found
}

/** 市发展改革委 and 市发展改革 are one: what every office has in its name is left out. */
function plainName(name: string): string {
  return name.replace(/(?:局|委员会|委|办公室|办|厅)$/, '').replace(/^[省市县区]/, '')
}
