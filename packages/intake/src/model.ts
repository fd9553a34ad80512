/** What is read out of a document. Every range is `[from, to)` in UTF-16 units of the text that was read. */

export type Range = readonly [from: number, to: number]

/** What a figure counts or measures, as far as its unit and the noun behind it say so. */
export type Measure =
  | 'money'
  | 'persons'
  | 'households'
  | 'villages'
  | 'personTimes'
  | 'area'
  | 'length'
  | 'volume'
  | 'weight'
  | 'power'
  | 'percent'
  | 'duration'
  | 'times'
  | 'count'

/** 约, 以上 and 不少于 (the figure belongs to it), 以下 and 不超过, 超过 and 高于, 低于 and 不足, 160至300. */
export type Bound = 'exact' | 'about' | 'atLeast' | 'atMost' | 'moreThan' | 'lessThan' | 'between'

export interface Quantity {
  readonly text: string
  /** As stated, a decimal string; null where the document masks it (××, 20xx). */
  readonly value: string | null
  /** The upper end of 160至300. */
  readonly upTo?: string
  /** As stated, with its scale: 万元, 亿元, 户, 个贫困村, %, 万元/户. */
  readonly unit: string
  readonly measure: Measure
  readonly bound: Bound
  /** What the figure is for each of: 户, 人, 月… (155元 of 每人每月). */
  readonly per: readonly string[]
  /** `value` in the unit without 万 and 亿, so that 2419万元 and 0.2419亿元 compare. */
  readonly exact: string | null
  /** Half a unit of the last stated place, in the same unit as `exact`: what rounding may have taken or added. */
  readonly tolerance: string
  readonly range: Range
}
