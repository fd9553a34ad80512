/** Targets of the plans as the cockpit has them: beside those of the packs. */
import type { Bound, Target } from '@lika/contract'
import type { AcceptedTarget } from '../../statistics/index.ts'
import { exact, scaleOf } from './measures.ts'
import { originsOf } from './origins.ts'
import { findTargetsOn, type Runner } from './targets.store.ts'

const bounds: Readonly<Record<Bound, Target['bound']>> = {
  exact: 'exactly',
  about: 'about',
  atLeast: 'at-least',
  atMost: 'at-most',
  moreThan: 'above',
  lessThan: 'below',
  between: 'between',
}

export async function acceptedTargets(
  runner: Runner,
  region: string,
  date: string,
): Promise<AcceptedTarget[]> {
  const rows = await findTargetsOn(runner, region, date)
  const origins = await originsOf(runner, rows)
  return rows.map((row) => {
    const { plan, title, clause, version, part, range } = origins.get(row.id)!
    const single = (value: string) => exact({ value, unit: row.unit }).toFixed()
    return {
      id: row.id,
      label: row.label,
      indicator: row.indicator,
      from: row.beginsOn,
      to: row.endsOn,
      bound: bounds[row.bound],
      value: single(row.value),
      ...(row.upTo === null ? {} : { upTo: single(row.upTo) }),
      unit: scaleOf(row.unit).bare,
      accepted: { plan, title, clause, version, part, range, kind: row.kind },
    }
  })
}
