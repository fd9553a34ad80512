/** What a department of a county, city or province is called, in its full and short names of different years. */
import type { Text } from '../standard.ts'

export interface DepartmentName {
  /** Without the level or place in front: 扶贫开发办公室. */
  readonly name: string
  /** First and last year in which reforms let offices bear it, where that is known; counties follow late. */
  readonly from?: number
  readonly until?: number
}

export type DepartmentKind = 'party' | 'government' | 'people' | 'vertical' | 'enterprise' | 'group'

export interface Department {
  readonly key: string
  readonly kind: DepartmentKind
  readonly label: Text
  /** The most usual first. */
  readonly names: readonly DepartmentName[]
  /** Key of the department that took its work over, and since when. */
  readonly into?: readonly [key: string, year: number]
  /** Branches put their place behind the name: 人民银行西安分行. */
  readonly hasBranches?: true
  /** U: known by use alone, not from a reform. */
  readonly grade?: 'U'
}

interface Years {
  readonly from?: number
  readonly until?: number
}

/** 农业 with `局 厅 委员会` is 农业局, 农业厅, 农业委员会. */
export const named = (stem: string, endings: string, years: Years = {}): DepartmentName[] =>
  endings.split(' ').map((ending) => ({ name: stem + ending, ...years }))

/** Names that share nothing: `人社局 人社厅`. */
export const called = (names: string, years: Years = {}): DepartmentName[] => named('', names, years)

type Extra = Pick<Department, 'into' | 'hasBranches' | 'grade'>

export const department =
  (kind: DepartmentKind) =>
  (key: string, zh: string, en: string, names: readonly DepartmentName[], extra: Extra = {}): Department => ({
    key,
    kind,
    label: { zh, en },
    names,
    ...extra,
  })
