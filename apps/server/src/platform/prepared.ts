// Large statements that run again and again with other values: parsed and planned once per connection.

import { createHash } from 'node:crypto'
import type { QueryConfig } from 'pg'

/**
 * Settings of a transaction whose statements all go by the key of a few subjects: their plan is the same for any key,
 * and making it anew takes longer than running it.
 */
export const PLANNED_ONCE = { plan_cache_mode: 'force_generic_plan' } as const

/**
 * A query that the connection keeps prepared. Only for texts of which there are few: each stays with every connection
 * for as long as that lives.
 */
export function prepared(text: string, values: unknown[]): QueryConfig {
  return { name: createHash('sha1').update(text).digest('hex'), text, values }
}
