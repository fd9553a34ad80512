/**
 * Lists whose length is announced: 六清(即:A清、B清…), 蔬菜、油茶等四大产业, “七改三网”(…), “8+4”(…), 以下三个方面: with items below.
 * What is between the marks is counted in every way in which people write such lists; a list is wrong only when none fits.
 */
import type { Range } from '../model.ts'
import { CHINESE_DIGITS, readNumber } from '../numerals/chinese.ts'
import { isOfficeList } from './units-named.ts'

export interface AnnouncedList {
  /** The words with the number: 六清, 四大主导扶贫产业. */
  readonly text: string
  readonly announced: number
  /** What stands in the list, at least as many as could be meant. */
  readonly counted: number
  readonly holds: boolean
  readonly isInBrackets: boolean
  readonly range: Range
}

const CN = `[${CHINESE_DIGITS}]`
const KIND = '大|项|个|种|类|条|方面|道|级|支|所|家|处|届|批|点|步|字'
const NUMBER = `(?:\\d{1,2}(?:\\+\\d{1,2})?|${CN}{1,3})`

/** A saying with its parts in brackets: “七改三网”基础设施建设(即:…), 三靠近(…), 6个贫困村(…). */
const bracketed = new RegExp(
  `(?<![${CHINESE_DIGITS}\\d])(?<words>[“"]?(?:${NUMBER}[\\u4e00-\\u9fff]?){1,4}[^,。;:()“”"\\d]{0,10}[”"]?[^,。;:()“”"\\d]{0,10})\\((?<lead>即|即为|包括|分别(?:是|为)|指|主要包括)?:?(?<list>[^()。]{4,300})\\)`,
  'g',
)
/** The list first: 蔬菜、芳香花木、油茶、脐橙等四大主导扶贫产业. */
const before = new RegExp(
  `(?<list>[^。;:()\\n]{3,220}?)等(?<words>[^,。;、()\\d]{0,10}[“"]?(?<number>${CN}{1,3}|\\d{1,2})(?:${KIND})[^,。;:、()\\n]{0,14})`,
  'g',
)

export function findAnnouncedLists(folded: string): AnnouncedList[] {
  return [...inBrackets(folded), ...listsBefore(folded)].sort((a, b) => a.range[0] - b.range[0])
}

function inBrackets(folded: string): AnnouncedList[] {
  const found: AnnouncedList[] = []
  for (const match of folded.matchAll(bracketed)) {
    const { words, list, lead } = match.groups!
    const announced = numberIn(words!)
    if (announced === undefined || announced < 2 || announced > 30) continue
    if (/[元%‰/]/.test(words!) || /[\d.]$/.test(folded.slice(0, match.index).slice(-1))) continue
    const counts = countsOf(list!)
    // Without a mark it is an explanation, not a list; figures of persons and money are parts of a whole, which sums look after.
    // 18座(县发改局牵头,县扶贫办参与): who does it, and no list of 18.
    if (/牵头|配合|负责|参与|责任单位/.test(list!) || isOfficeList(list!)) continue
    if (!/[、,;]/.test(list!) || (!lead && hasFigures(list!))) continue
    found.push({
      text: words!.trim(),
      announced,
      counted: counts[0]!,
      holds: counts.includes(announced) || /等$|等[)\]]?$|…/.test(list!),
      isInBrackets: true,
      range: [match.index, match.index + match[0].length],
    })
  }
  return found
}

function hasFigures(list: string): boolean {
  const pieces = list.split('、')
  return (
    /\d/.test(list.replaceAll(/\d+个/g, '')) ||
    pieces.filter((piece) => /\d/.test(piece)).length > pieces.length / 2
  )
}

function listsBefore(folded: string): AnnouncedList[] {
  const found: AnnouncedList[] = []
  for (const match of folded.matchAll(before)) {
    const { list, words, number } = match.groups!
    const announced = readNumber(number!)
    // 等一批, 等第一: no count.
    if (announced === undefined || announced < 2 || announced > 30 || /第$/.test(words!.split(number!)[0]!))
      continue
    if (!list!.includes('、')) continue
    const last = list!.slice(list!.lastIndexOf(',') + 1)
    const counts = [...countsOf(last), ...countsOf(list!)]
    found.push({
      text: `等${words}`,
      announced,
      counted: counts[0]!,
      holds: counts.includes(announced),
      isInBrackets: false,
      range: [match.index + list!.length - last.length, match.index + match[0].length],
    })
  }
  return found
}

/** 七改三网 is 10, 8+4 is 12, 六清 is 6, “三个一” is 3; 四议两公开一监督 is 7. */
function numberIn(words: string): number | undefined {
  const sum = /(\d{1,2})\+(\d{1,2})/.exec(words)
  if (sum) return Number(sum[1]) + Number(sum[2])
  const quoted = /[“"]([^”"]+)[”"]/.exec(words)?.[1] ?? words
  // 五个一批 and “三个一” are five and three of something.
  const several = new RegExp(`^(${CN}{1,3}|\\d{1,2})个一`).exec(quoted)?.[1]
  if (several !== undefined) return readNumber(several)
  const pairs = [...quoted.matchAll(new RegExp(`(${CN}{1,3}|\\d{1,2})([^${CHINESE_DIGITS}\\d])`, 'g'))]
  const saying = pairs.length > 0 && pairs.map(([all]) => all).join('') === quoted && quoted.length <= 10
  if (saying && pairs.length > 1) {
    const values = pairs.map(([, number]) => readNumber(number!))
    return values.includes(undefined)
      ? undefined
      : (values as number[]).reduce((total, value) => total + value, 0)
  }
  const first = new RegExp(`^[“"]?(${CN}{1,3}|\\d{1,2})`).exec(words)?.[1]
  return first === undefined ? undefined : readNumber(first)
}

/** How many pieces: by 、 alone, by 、 and commas, each with and without 和 and 及 between the last two. */
function countsOf(list: string): number[] {
  const enumerated = pieces(list, /、/)
  const all = pieces(list, /[、,;]/)
  const joints = (list.match(/(?:[^、,;])(?:和|及|与|以及)(?=[^、,;])/g) ?? []).length
  const commas = pieces(list, /[,;]/)
  const counts = [enumerated + Math.min(1, joints), enumerated, all + Math.min(1, joints), all, commas]
  for (let more = 2; more <= joints; more += 1) counts.push(enumerated + more, all + more)
  return counts
}

function pieces(list: string, separator: RegExp): number {
  return list.split(separator).filter((piece) => piece.trim() !== '').length
}
