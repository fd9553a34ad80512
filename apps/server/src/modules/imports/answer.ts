/** An import as the API tells it. */
import type { Import } from '@lika/contract'
import type { ImportsDeps } from './deps.ts'
import type { ImportRecord } from './imports.store.ts'
import { fieldsOf } from './layout/fields.ts'
import { columnAnswers, missingFields } from './layout/mapping.ts'
import { settled } from './settled.ts'

export function answerOf(deps: ImportsDeps, given: ImportRecord): Import {
  const now = settled(given)
  const fields = fieldsOf(deps.registry.catalogue, now.kind)
  const { observedOn, period, keepWrongIdNumbers } = now.options
  return {
    id: now.id,
    kind: now.kind,
    region: now.region_code,
    regionName: now.region_name ?? now.region_code,
    fileName: now.file_name,
    state: now.state,
    columns: columnAnswers(fields, now.mapping),
    missing: missingFields(fields, now.mapping).map(({ key, label }) => ({ key, label })),
    options: {
      ...(observedOn === undefined ? {} : { observedOn }),
      ...(period === undefined ? {} : { period }),
      ...(keepWrongIdNumbers === undefined ? {} : { keepWrongIdNumbers }),
    },
    sheets: [...(now.options.sheets ?? [])],
    sheet: now.options.sheet ?? null,
    headerLine: now.options.headerLine ?? now.options.foundHeaderLine ?? null,
    repairs: now.options.repairs?.rows ?? 0,
    counts: now.counts,
    job: now.job,
    madeBy: now.made_by_name ?? '',
    madeAt: now.made_at,
    committedAt: now.committed_at,
    sameFile: [...now.same_file],
    problem: now.problem,
    undo:
      now.state === 'undone' && now.undo
        ? {
            reason: now.undo.reason,
            left: now.undo.left ?? 0,
            taken: now.undo.taken ?? 0,
            numbers: [...(now.undo.numbers ?? [])],
          }
        : null,
  }
}
