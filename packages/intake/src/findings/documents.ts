/** Documents against what they promise: attachments, tables of contents, lists of units. */

import type { Range } from '../model.ts'
import type { Duty } from '../statements/duties.ts'
import { unitsIn } from '../statements/units-named.ts'
import { distance } from '../text/distance.ts'
import type { Finding } from './finding.ts'

const mention = /(?:详见|见|参见|按照|填报|附)附(?<kind>[件表])\s?(?<number>\d{1,2})/g

/** Attachments that the text sends its reader to, and that are not in it. */
export function attachmentFindings(folded: string, from: number, to: number): Finding[] {
  const body = folded.slice(from, to)
  const found: Finding[] = []
  const seen = new Set<string>()
  for (const match of body.matchAll(mention)) {
    const name = `附${match.groups!.kind}${match.groups!.number}`
    if (seen.has(name)) continue
    seen.add(name)
    if (new RegExp(`(?:^|\\n)\\s*附\\s?${match.groups!.kind}\\s?${match.groups!.number}\\b`).test(body))
      continue
    const at = from + match.index
    found.push({
      grade: 'note',
      rule: 'attachmentMissing',
      stated: name,
      computed: '',
      message: { zh: `文中引用的${name}不在本文中。`, en: `${name} is referred to and is not in the text.` },
      ranges: [[at, at + match[0].length]],
    })
  }
  return found
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
  const bare = (title: string) => title.replaceAll(/[\s\u3000]/g, '')
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
