/**
 * The columns that a notice can have, and what each says. There is no other way into a notice: what stands in no line
 * here, such as numbers of persons, telephones, accounts, health or income, cannot be published (PUB; GX-N; domain e).
 */
import type { NoticeColumn } from '@lika/policy'
import type { Published } from './published.store.ts'

export interface Words {
  readonly serial: number
  readonly villageName: string
  readonly groupName: string
  /** What it comes to, in words: the status that the procedure gives. */
  readonly result: string
}

/**
 * Stands in the place of a name that is not published. It is the same whatever the reason: a wording of its own would
 * tell everybody in the group which household is one of children. Whoever needs to know asks the village committee,
 * which knows the household and its guardian.
 */
export const NAME_WITHHELD = '（姓名不公示）'

const unknown = '—'

export const columns: Readonly<Record<NoticeColumn, (row: Published, words: Words) => string>> = {
  serial: (_, { serial }) => String(serial),
  villageName: (_, { villageName }) => villageName,
  villageGroup: (_, { groupName }) => groupName || unknown,
  headName: (row) => (isNamed(row) ? row.headName! : NAME_WITHHELD),
  householdSize: ({ householdSize }) => (householdSize === null ? unknown : String(householdSize)),
  cardNumber: ({ number }) => number ?? unknown,
  status: (_, { result }) => result,
  decision: (_, { result }) => result,
}

/**
 * Children are never listed by themselves: no household in which nobody is known to be grown up, and nobody under 14
 * (PIPL 28, 31) or of an age that nobody has entered, since what is not known is not taken for granted.
 */
export function isNamed({ hasAdult, headIsOldEnough, headName }: Published): boolean {
  return hasAdult && headIsOldEnough && headName !== null
}
