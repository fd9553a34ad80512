/** What of a document is compared: the deadlines and figures that it sets, each with its sentence. */
import type { PlanPart, TextRange } from '@lika/contract'
import { measureOf } from '../measures.ts'
import { bigramsOf, type Words } from './words.ts'

export type ComparedPart = Pick<PlanPart, 'part' | 'text' | 'range' | 'outline' | 'times' | 'targets'>

interface Asked {
  readonly part: number
  readonly clause: string
  readonly text: string
  readonly range: TextRange
  readonly words: Words
  /** Words of the heading that it stands under. */
  readonly heading: Words
  readonly until: string | null
}
export interface AskedDay extends Asked {
  readonly until: string
  /** Of everybody: 全覆盖, 所有, 每个. */
  readonly isForAll: boolean
}
export interface AskedFigure extends Asked {
  readonly subject: string
  readonly subjectWords: Words
  readonly target: ComparedPart['targets'][number]
  /** A share, or so many for each: the same for a region and its parts. A total is that of its own region alone. */
  readonly isRate: boolean
}

const ends = /[。；;\n]/g
const forAll = /所有|全部|全覆盖|每个|每户|各个|一律|普遍|都要|均/
/** 2016年起 begins something: it is no deadline. */
const begins = /^\s*(?:起|开始|以来|以后|后)/
const begun = /(?:自|从|截至|截止)\s*$/

export function sentencesOf({
  text,
  range,
}: ComparedPart): { readonly text: string; readonly range: TextRange }[] {
  const found: { text: string; range: TextRange }[] = []
  let from = 0
  for (const { index } of [...text.matchAll(ends), { index: text.length }]) {
    const raw = text.slice(from, index)
    const lead = raw.length - raw.trimStart().length
    const trimmed = raw.trim()
    if (trimmed !== '') {
      const start = range[0] + from + lead
      found.push({ text: trimmed, range: [start, start + trimmed.length] })
    }
    from = index + 1
  }
  return found
}

export function daysOf(document: ComparedPart): AskedDay[] {
  const sentences = sentencesOf(document)
  const ofSentence = finderOf(sentences)
  const placeOf = placesOf(document)
  const opens = yearOf(document)
  return document.times.flatMap((time): AskedDay[] => {
    const sentence = ofSentence(time.range[0])
    if (!sentence || time.to === null || time.to < opens) return []
    const [from, to] = [time.range[0] - sentence.range[0], time.range[1] - sentence.range[0]]
    if (begins.test(sentence.text.slice(to)) || begun.test(sentence.text.slice(0, from))) return []
    const asked = segmentOf(sentence.text, from, to)
    const words = bigramsOf(asked)
    // A day alone says nothing: 2015年12月30日 under a signature.
    if (words.size < 4) return []
    const place = placeOf(time.range[0])
    return [
      {
        part: document.part,
        ...place,
        text: sentence.text,
        range: sentence.range,
        words,
        until: time.to,
        isForAll: forAll.test(asked),
      },
    ]
  })
}

/** First day of the year that the title names: 2015年底 in a plan for 2017 tells how things stood. Empty where it names none. */
function yearOf({ text }: ComparedPart): string {
  const lines = text.trimStart().slice(0, 300).split('\n', 4)
  const title = lines.filter((line) => line.length <= 60 && !/[。；]/.test(line)).join(' ')
  const year = /(20\d\d)年/.exec(title)?.[1]
  return year === undefined ? '' : `${year}-01-01`
}

export function figuresOf(document: ComparedPart): AskedFigure[] {
  const placeOf = placesOf(document)
  return document.targets.flatMap((target): AskedFigure[] => {
    if (target.value === null) return []
    const [from, to] = target.range
    const at = (place: number) => place - document.range[0]
    const { text } = document
    const near = segmentOf(text, at(from), at(to))
    const measure = measureOf(target.unit)
    return [
      {
        part: document.part,
        ...placeOf(from),
        text: text.slice(at(target.sentence[0]), at(target.sentence[1])).trim(),
        range: target.sentence,
        words: bigramsOf(near),
        until: target.to,
        subject: target.subject,
        subjectWords: bigramsOf(target.subject),
        target,
        isRate: measure === 'percent' || measure === 'rate' || /每[个户村人名县镇乡]/.test(near),
      },
    ]
  })
}

/** Items come in the order of the text: those around a place are few, and each heading is one set of words. */
function placesOf({ outline }: ComparedPart) {
  const headings = new Map(outline.map((item) => [item, bigramsOf(item.title)]))
  const none: Words = new Set()
  return (at: number): Pick<Asked, 'clause' | 'heading'> => {
    const around = outline.filter(({ range }) => range[0] <= at && at < range[1])
    const titled = around.findLast(({ title }) => title !== '' && title.length <= 40)
    return { clause: around.at(-1)?.clause ?? '', heading: (titled && headings.get(titled)) ?? none }
  }
}

/** The words between two commas around a place, and the next ones where it ends with the place: 到2018年，……. */
function segmentOf(text: string, from: number, to: number): string {
  const before = Math.max(
    ...['，', ',', '。', '；', ';', '\n', '：', ':'].map((mark) => text.lastIndexOf(mark, from - 1)),
  )
  const end = nextMark(text, to)
  const short = text.slice(to, end).trim().length < 3 && /[，,]/.test(text[end] ?? '')
  return text.slice(before + 1, short ? nextMark(text, end + 1) : end)
}

function nextMark(text: string, from: number): number {
  const found = text.slice(from).search(/[，,。；;\n]/)
  return found < 0 ? text.length : from + found
}

/** Sentences are in order: the one around a place is found by halving. */
function finderOf<S extends { readonly range: TextRange }>(sentences: readonly S[]) {
  return (at: number): S | undefined => {
    let [low, high] = [0, sentences.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sentences[middle]!.range[0] <= at) low = middle + 1
      else high = middle
    }
    const found = sentences[low - 1]
    return found && at < found.range[1] ? found : undefined
  }
}
