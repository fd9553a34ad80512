/** Indicators in force: figures of a region, counted or summed over its subjects. */
import { unitText } from '../expression/index.ts'
import type { Indicator } from '../model.ts'
import { reportUnknown } from './catalogue.ts'
import { itemOf } from './cite.ts'
import type { Building } from './delegation.ts'
import { holding } from './delegation.ts'
import type { Names } from './formulas.ts'
import { checked } from './formulas.ts'

export function indicatorsOf(building: Building, names: Names): Indicator[] {
  const said = holding(building, 'indicators', (pack) =>
    (pack.content.indicators ?? []).map((raw) => [raw.id, raw] as const),
  )
  return [...said.values()].flatMap(({ id, raw, pack }): Indicator[] => {
    const subject = raw.subject.value
    if (!Object.hasOwn(names.subjects, subject)) {
      reportUnknown(building.report, raw.subject.place, 'subject', subject, names.subjects)
      return []
    }
    const where = raw.where && checked(building, raw.where, subject, names, { kind: 'boolean' })
    const sum = raw.sum && checked(building, raw.sum, subject, names, { kind: 'number' })
    if ((raw.where && !where) || (raw.sum && !sum)) return []
    return [
      {
        ...itemOf(pack, id, raw),
        subject,
        ...(where ? { where } : {}),
        ...(sum ? { sum } : {}),
        direction: raw.direction ?? 'up',
        unitText: sum?.type.kind === 'number' ? unitText(sum.type.unit) : subject,
      },
    ]
  })
}
