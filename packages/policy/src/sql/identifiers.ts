/** Names and constants in SQL text. */
import { formatDay } from '../expression/calendar.ts'
import type { ConstantValue, Type } from '../ir.ts'

/** A name as a quoted SQL identifier. */
export function sqlIdentifier(name: string): string {
  if (name === '' || name.includes('\u0000'))
    throw new Error('a name in SQL is not empty and has no null character')
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as an SQL constant, for `standard_conforming_strings` (the default of PostgreSQL). */
export function sqlText(value: string): string {
  if (value.includes('\u0000')) throw new Error('a text in SQL has no null character')
  return `'${value.replaceAll("'", "''")}'`
}

/** A constant of the checked tree; numbers are bigint, so that no product is worked out in 32 bits. */
export function sqlConstant(value: ConstantValue, type: Type): string {
  switch (type.kind) {
    case 'boolean':
      return value === null ? 'null::boolean' : String(value === true)
    case 'number':
      return value === null ? 'null::bigint' : sqlNumber(value as bigint | number)
    case 'date':
      return value === null ? 'null::date' : `date '${formatDay(Number(value))}'`
    default:
      return value === null ? 'null::text' : sqlText(String(value))
  }
}

export function sqlNumber(value: bigint | number): string {
  const whole = BigInt(value)
  return whole < 0n ? `'${whole}'::bigint` : `${whole}::bigint`
}
