/** What a section of the bench reports: one line of the table. */

export interface Measurement {
  readonly work: string
  readonly result: string
  /** What it was measured against, in the same run, with its figure. */
  readonly against?: string
  /** The ratio of the two, as text: `1.08×`. */
  readonly ratio?: string
  /** A bar of the design; without it the line is there for information. */
  readonly bar?: string
  readonly reached?: boolean
  /** Why a bar was not reached, or how the figure is to be read. */
  readonly note?: string
}

export interface Options {
  readonly isQuick: boolean
  /** Households of the judging sections. */
  readonly households: number
  /** Persons of the large registry. */
  readonly persons: number
  /** Clusters and homes of this run, thrown away afterwards unless kept. */
  readonly folder: string
}

/** What a section needs and this machine does not have: it is told in one sentence, and is no failure. */
export class Absent extends Error {}

export type Section = (options: Options, say: (text: string) => void) => Promise<readonly Measurement[]>

/** `ratio` at most `most`, as a measurement shows it. */
export function atMost(ratio: number, most: number) {
  return { ratio: `${times(ratio)}`, reached: ratio <= most }
}

export function atLeast(ratio: number, least: number) {
  return { ratio: `${times(ratio)}`, reached: ratio >= least }
}

export function times(ratio: number): string {
  return `${ratio >= 100 ? Math.round(ratio) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)}×`
}

/** 8,314,000 a second is `8.31 M/s`. */
export function rate(perSecond: number): string {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(2)} M/s`
  if (perSecond >= 10_000) return `${Math.round(perSecond / 1000)} k/s`
  if (perSecond >= 1000) return `${(perSecond / 1000).toFixed(1)} k/s`
  return `${perSecond.toPrecision(3)}/s`
}

export function time(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`
  if (ms >= 1) return `${ms.toFixed(ms >= 100 ? 0 : 1)} ms`
  return `${(ms * 1000).toPrecision(3)} µs`
}

export function count(value: number): string {
  return value.toLocaleString('en-US')
}
