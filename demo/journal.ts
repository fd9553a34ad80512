/** Entries of the journals as the world makes them. */
import { dayNumber, dayText } from './days.ts'
import type { Facts } from './people.ts'
import type { Random } from './random.ts'

export type SubjectKind = 'household' | 'person' | 'village'

export interface RecordEntry {
  readonly id: string
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  readonly regionCode: string
  readonly observedOn: string
  readonly receivedAt: string
  readonly authorId: string
  readonly facts: Facts
  /** First day, and the day after the last, of the period of amounts. */
  readonly period?: readonly [from: string, to: string]
}

export interface DecisionEntry {
  readonly id: string
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  readonly regionCode: string
  readonly kind: string
  readonly decidedOn: string
  readonly receivedAt: string
  readonly authorId: string
  readonly facts: Facts
  readonly reason: string
}

/** An instant in working hours, `days` days after a day. */
export function instantAfter(random: Random, day: string, days: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const time = `${two(random.int(8, 18))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}`
  return `${dayText(dayNumber(day) + days)}T${time}+08:00`
}

/** A day between two days, both included. */
export function dayBetween(random: Random, from: string, to: string): string {
  return dayText(random.int(dayNumber(from), dayNumber(to)))
}
