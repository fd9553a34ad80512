import type { Statement } from '@lika/contract'
import type { PlansDeps } from '../deps.ts'
import { placesIn } from '../versions/here.ts'
import type { StatementRow } from './statements.store.ts'

/** Statements, and where they stand in the version that is shown. */
export async function statementAnswers(
  deps: PlansDeps,
  shown: { readonly plan: string; readonly version: number },
  rows: readonly StatementRow[],
): Promise<Statement[]> {
  const places = await placesIn(deps, shown, rows)
  return rows.map(
    ({ id, kind, state, version, rangeFrom, rangeTo, content, reason, by, at, decision }) =>
      ({
        id,
        kind,
        state,
        version,
        range: rangeFrom === null || rangeTo === null ? null : [rangeFrom, rangeTo],
        here: places.get(id) ?? null,
        ...(content === null ? {} : { [kind]: content }),
        reason,
        by,
        at,
        decision,
      }) as Statement,
  )
}
