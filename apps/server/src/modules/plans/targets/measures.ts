/** Figures of documents in one measure: 5.9万人 and 59000人 compare, 户 and 人 do not. */
import BigNumber from 'bignumber.js'

export interface Measured {
  readonly value: string
  /** As stated: 户, 万人, 个村, %. */
  readonly unit: string
}

const scaled = /^(十|百|千)?(万|亿)?(?=.)/
const scales = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 } as const

/** 万人 is 10 000 of 人. */
export function scaleOf(unit: string): { readonly scale: number; readonly bare: string } {
  const [prefix = '', small, large] = scaled.exec(unit) ?? []
  const scale = (small ? scales[small as '十'] : 1) * (large ? scales[large as '万'] : 1)
  return { scale, bare: unit.slice(prefix.length) }
}

const measures: readonly (readonly [measure: string, pattern: RegExp])[] = [
  ['percent', /^(%|％|‰|个百分点)$/],
  ['rate', /[/每]/],
  ['household', /户$|^household/],
  ['person', /(人|人口|名)$|^person/],
  ['naturalVillage', /自然村|^naturalVillage/],
  ['village', /村$|^village/],
  ['km', /^(公里|千米|km)$/i],
  ['yuan', /^(元|yuan)$/],
  ['mu', /^亩$/],
]

/** What a unit counts; undefined for one that is nobody else's: it is compared with itself alone. */
export function measureOf(unit: string): string | undefined {
  const { bare } = scaleOf(unit)
  return measures.find(([, pattern]) => pattern.test(bare))?.[0]
}

export function isSame(one: string, other: string): boolean {
  const [a, b] = [measureOf(one), measureOf(other)]
  return a === undefined || b === undefined ? scaleOf(one).bare === scaleOf(other).bare : a === b
}

/** Shares and rates of parts do not add up to those of the whole. */
export function addsUp(unit: string): boolean {
  return !['percent', 'rate'].includes(measureOf(unit) ?? '')
}

export function exact({ value, unit }: Measured): BigNumber {
  return new BigNumber(value).times(scaleOf(unit).scale)
}

/** In the unit of a document again, with as many places as a figure may have. */
export function inUnit(amount: BigNumber, unit: string): string {
  return amount.div(scaleOf(unit).scale).decimalPlaces(8).toFixed()
}

/** One unit of the last stated place: what 约 allows, and twice of what rounding may hide. */
export function lastPlace({ value, unit }: Measured): BigNumber {
  const places = value.split('.')[1]?.length ?? 0
  return new BigNumber(10).pow(-places).times(scaleOf(unit).scale)
}
