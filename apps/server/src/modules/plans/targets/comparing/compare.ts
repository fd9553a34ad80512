/**
 * A plan against the one above it. Only like is held against like: deadlines of the same work, shares and figures for
 * each, and totals where the plan above names this very region. What is not alike enough is not compared.
 */

import { isWithin } from '@lika/codes'
import type { Bound, PlanDifference } from '@lika/contract'
import BigNumber from 'bignumber.js'
import { exact, isSame } from '../measures.ts'
import {
  type AskedDay,
  type AskedFigure,
  type ComparedPart,
  daysOf,
  figuresOf,
  sentencesOf,
} from './document.ts'
import { bigramsOf, type Index, likeness, openIndex, type Words } from './words.ts'

/** From here on two statements speak of the same. */
const ALIKE = 0.5
/** Under headings that say the same, less is enough; it is told as a note. */
const ALIKE_UNDER_ONE_HEADING = 0.25
const SAME_HEADING = 0.4
/** Below, nothing in the whole document speaks of it. */
const FOUND = 0.4

export interface Compared {
  readonly differences: readonly PlanDifference[]
  readonly matched: number
  readonly asked: number
}

export function compareWithAbove(
  above: readonly ComparedPart[],
  here: { readonly region: string; readonly parts: readonly ComparedPart[] },
): Compared {
  const said = openIndex(here.parts.flatMap(sentencesOf).map(({ text }) => bigramsOf(text)))
  const found: (PlanDifference | 'same' | 'unlike')[] = [
    ...compareFigures(above.flatMap(figuresOf), here, said),
    ...compareDays(above.flatMap(daysOf), here.parts.flatMap(daysOf), said),
  ]
  const asked = found.filter((each) => each !== 'unlike')
  const differences = once(asked.filter((each) => each !== 'same'))
  return {
    differences: differences.sort(
      (a, b) =>
        Number(a.grade === 'note') - Number(b.grade === 'note') ||
        a.above.part - b.above.part ||
        a.above.range[0] - b.above.range[0],
    ),
    matched: asked.filter((each) => each === 'same' || each.kind !== 'leftOut').length,
    asked: asked.length,
  }
}

/** A deadline that stands with a figure is told with it. */
function once(differences: readonly PlanDifference[]): PlanDifference[] {
  const seen = new Set<string>()
  return differences.filter(({ kind, above, here }) => {
    const key = [kind, above.part, above.range[0], here?.part, here?.range[0]].join(' ')
    return !seen.has(key) && seen.add(key)
  })
}

function compareFigures(
  above: readonly AskedFigure[],
  here: { readonly region: string; readonly parts: readonly ComparedPart[] },
  said: Index,
): (PlanDifference | 'same' | 'unlike')[] {
  const own = here.parts.flatMap(figuresOf)
  const [subjects, around] = [
    openIndex(own.map(({ subjectWords }) => subjectWords)),
    openIndex(own.map(({ words }) => words)),
  ]
  return above.flatMap((each): (PlanDifference | 'same' | 'unlike')[] => {
    const isOurs = each.isRate ? !isOfOthers(each, here.region) : each.target.regionCode === here.region
    if (!isOurs) return ['unlike']
    // 就业 alone is too short a subject: then the words around the figure count.
    const scores =
      each.subjectWords.size > 1 ? subjects.likenesses(each.subjectWords) : around.likenesses(each.words)
    let best: AskedFigure | undefined
    let most = 0
    for (const [at, other] of own.entries())
      if (scores[at]! >= ALIKE && scores[at]! > most && isComparable(each, other, here.region))
        [best, most] = [other, scores[at]!]
    if (!best) return isSaid(each.words, said) ? ['unlike'] : [leftOut(each)]
    const differences = [figureDifference(each, best), dayDifference(each, best, 'warning')].filter(
      (difference) => difference !== undefined,
    )
    return differences.length === 0 ? ['same'] : differences
  })
}

/** A share that the plan above sets for another region. */
function isOfOthers({ target }: AskedFigure, region: string): boolean {
  return target.regionCode !== null && !isWithin(region, target.regionCode)
}

/** Totals are compared where both are of this region, shares with shares. */
function isComparable(above: AskedFigure, here: AskedFigure, region: string): boolean {
  if (here.isRate !== above.isRate || !isSame(here.target.unit, above.target.unit)) return false
  return above.isRate || here.target.regionCode === region || here.target.regionCode === null
}

const strength: Readonly<Record<Bound, 1 | -1>> = {
  exact: 1,
  about: 1,
  atLeast: 1,
  moreThan: 1,
  between: 1,
  atMost: -1,
  lessThan: -1,
}

function figureDifference(above: AskedFigure, here: AskedFigure): PlanDifference | undefined {
  const [asked, set] = [above.target, here.target]
  if (strength[asked.bound] !== strength[set.bound]) return undefined
  const difference = exact({ value: set.value!, unit: set.unit })
    .minus(exact({ value: asked.value!, unit: asked.unit }))
    .times(strength[asked.bound])
  const [wanted, ours] = [figureText(asked), figureText(set)]
  if (difference.isZero()) {
    if (set.bound !== 'about' || asked.bound === 'about') return undefined
    return told('loosened', 'warning', above, here, {
      zh: `“${above.subject}”：上级要求${wanted.zh}，本文件改为${ours.zh}`,
      en: `“${above.subject}”: asked above ${wanted.en}, here only ${ours.en}`,
    })
  }
  const isLaxer = difference.lt(new BigNumber(0))
  return told(isLaxer ? 'laxer' : 'stricter', isLaxer ? 'warning' : 'note', above, here, {
    zh: `“${above.subject}”：上级要求${wanted.zh}，本文件定为${ours.zh}，${isLaxer ? '低于上级要求' : '严于上级要求'}`,
    en: `“${above.subject}”: asked above ${wanted.en}, set here ${ours.en}: ${isLaxer ? 'laxer than above' : 'stricter than above'}`,
  })
}

function compareDays(
  above: readonly AskedDay[],
  here: readonly AskedDay[],
  said: Index,
): (PlanDifference | 'same' | 'unlike')[] {
  const rare = [rareWordsOf(above), rareWordsOf(here)] as const
  const shareRareWord = (a: AskedDay, b: AskedDay) =>
    [...a.heading].some(
      (word) =>
        b.heading.has(word) &&
        (a.words.has(word) || b.words.has(word)) &&
        rare[0].has(word) &&
        rare[1].has(word),
    )
  const index = openIndex(here.map(({ words }) => words))
  const sameHeading = remembered((a, b) => likeness(a, b) >= SAME_HEADING)
  return above.map((each) => {
    const scores = index.likenesses(each.words)
    let best = 0
    for (const [at] of here.entries()) if (scores[at]! > scores[best]!) best = at
    if (here.length > 0 && scores[best]! >= ALIKE)
      return dayDifference(each, here[best]!, 'warning') ?? 'same'
    const near = here.filter((other, at) =>
      scores[at]! >= ALIKE_UNDER_ONE_HEADING
        ? sameHeading(each.heading, other.heading)
        : other.isForAll && shareRareWord(each, other) && speaksOfOneThing(each, other),
    )
    // Under one heading a single other deadline may be meant; of several nobody can tell which.
    if (near.length === 1) return dayDifference(each, near[0]!, 'note') ?? 'same'
    return each.isForAll && !isSaid(each.words, said) ? leftOut(each) : 'unlike'
  })
}

/** Headings are few, however many statements stand under them. */
function remembered(ask: (a: Words, b: Words) => boolean): (a: Words, b: Words) => boolean {
  const known = new Map<Words, Map<Words, boolean>>()
  return (a, b) => {
    const of = known.get(a) ?? new Map<Words, boolean>()
    known.set(a, of)
    const answer = of.get(b) ?? ask(a, b)
    of.set(b, answer)
    return answer
  }
}

/** Words of headings that no other heading with a deadline has: 搬迁, where 贫困 stands in many. */
function rareWordsOf(days: readonly AskedDay[]): Words {
  const headings = new Set(days.map(({ heading }) => heading))
  const seen = new Map<string, Set<string>>()
  for (const heading of headings)
    for (const word of heading) seen.set(word, (seen.get(word) ?? new Set()).add([...heading].join(' ')))
  return new Set([...seen].filter(([, of]) => of.size === 1).map(([word]) => word))
}

const general = /[贫困户村县市区镇乡人民地全部所有解决问题]/
/** A character that stands for a thing in both: 房 of 建房 and 住房. */
function speaksOfOneThing(a: AskedDay, b: AskedDay): boolean {
  const characters = new Set([...b.words].join(''))
  return [...new Set([...a.words].join(''))].some((each) => characters.has(each) && !general.test(each))
}

function isSaid(words: Words, said: Index): boolean {
  return said.isHeld(words, FOUND)
}

type Asked = AskedDay | AskedFigure

function dayDifference(
  above: Asked,
  here: Asked,
  grade: PlanDifference['grade'],
): PlanDifference | undefined {
  if (above.until === null || here.until === null || above.until === here.until) return undefined
  const isLater = here.until > above.until
  return told(isLater ? 'later' : 'earlier', isLater ? grade : 'note', above, here, {
    zh: `上级期限 ${above.until}，本文件 ${here.until}，${isLater ? '晚于上级' : '早于上级'}`,
    en: `Due above by ${above.until}, here by ${here.until}: ${isLater ? 'later' : 'earlier'} than above`,
  })
}

function leftOut(above: Asked): PlanDifference {
  return told('leftOut', 'note', above, undefined, {
    zh: '上级有要求，本文件没有找到对应的内容',
    en: 'Asked above, and nothing alike was found here',
  })
}

function told(
  kind: PlanDifference['kind'],
  grade: PlanDifference['grade'],
  above: Asked,
  here: Asked | undefined,
  message: PlanDifference['message'],
): PlanDifference {
  return { kind, grade, message, above: placed(above), here: here ? placed(here) : null }
}

function placed({ part, clause, text, range }: Asked): PlanDifference['above'] {
  return { part, clause, text, range: [...range] }
}

const bounds: Readonly<Record<Bound, { readonly zh: string; readonly en: string }>> = {
  exact: { zh: '', en: '' },
  about: { zh: '约', en: 'about ' },
  atLeast: { zh: '不低于', en: 'at least ' },
  atMost: { zh: '不超过', en: 'at most ' },
  moreThan: { zh: '超过', en: 'more than ' },
  lessThan: { zh: '低于', en: 'less than ' },
  between: { zh: '', en: '' },
}

function figureText({ bound, value, upTo, unit }: AskedFigure['target']) {
  const figure = `${value}${upTo === undefined ? '' : `—${upTo}`}${unit}`
  return { zh: `${bounds[bound].zh}${figure}`, en: `${bounds[bound].en}${figure}` }
}
