/** Rows about people are counted against what the account may export in a day. */
import type { Actor } from '../../../platform/http.ts'
import { spend } from '../../../platform/load/budget.ts'
import type { ImportsDeps } from '../deps.ts'

const BLOCK = 500

export function spendRows({ registry }: ImportsDeps, actor: Actor, rows: number): Promise<void> {
  return spend(registry.db.pool, actor, 'exportedRows', rows, registry.clock.now())
}

/**
 * For lists whose length nobody knows before: each block is paid for before it leaves. The first is read at once, so
 * that an account without anything left is refused in words; one that runs out later gets no whole file.
 */
export async function metered<T>(
  deps: ImportsDeps,
  actor: Actor,
  rows: AsyncIterable<T>,
): Promise<AsyncGenerator<T>> {
  const paid = paidBlocks(deps, actor, rows)
  const first = await paid.next()
  return (async function* () {
    if (first.done) return
    yield* first.value
    for await (const block of paid) yield* block
  })()
}

async function* paidBlocks<T>(
  deps: ImportsDeps,
  actor: Actor,
  rows: AsyncIterable<T>,
): AsyncGenerator<readonly T[]> {
  let block: T[] = []
  for await (const row of rows) {
    block.push(row)
    if (block.length < BLOCK) continue
    await spendRows(deps, actor, block.length)
    yield block
    block = []
  }
  await spendRows(deps, actor, block.length)
  if (block.length > 0) yield block
}
