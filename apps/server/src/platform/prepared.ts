// Large statements that run again and again with other values: parsed and planned once per connection.

import { createHash } from 'node:crypto'
import type { QueryConfig } from 'pg'

/**
 * A query that the connection keeps prepared. Only for texts of which there are few: each stays with every connection
 * for as long as that lives.
 */
export function prepared(text: string, values: unknown[]): QueryConfig {
  return { name: createHash('sha1').update(text).digest('hex'), text, values }
}
