/** All departments, and by the names that they bear. */
import { countryDepartments } from './country.ts'
import type { Department } from './department.ts'
import { economyDepartments } from './economy.ts'
import { governmentDepartments } from './government.ts'
import { otherDepartments } from './others.ts'
import { partyDepartments } from './party.ts'

export const departments: readonly Department[] = [
  ...partyDepartments,
  ...governmentDepartments,
  ...economyDepartments,
  ...countryDepartments,
  ...otherDepartments,
]

/** No name means two departments; a test holds that. */
export const departmentByName: ReadonlyMap<string, Department> = new Map(
  departments.flatMap((department) => department.names.map(({ name }) => [name, department] as const)),
)

const byKey = new Map(departments.map((department) => [department.key, department]))

/** The department of a key; undefined when there is none. */
export const findDepartment = (key: string): Department | undefined => byKey.get(key)

/** Key of the department that does the work today: `tax` for `localTax`. */
export function departmentToday(key: string): string {
  const into = byKey.get(key)?.into
  return into ? departmentToday(into[0]) : key
}
