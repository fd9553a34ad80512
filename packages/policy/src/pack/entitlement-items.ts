/** Entitlements in force, their formulas checked. */

import type { Entitlement } from '../model.ts'
import { reportUnknown } from './catalogue.ts'
import { itemOf } from './cite.ts'
import type { Building } from './delegation.ts'
import { holding } from './delegation.ts'
import type { Names } from './formulas.ts'
import { checked } from './formulas.ts'

const money = { kind: 'number', unit: { yuan: 1 }, scale: 2 } as const

export function entitlementsOf(building: Building, names: Names): Entitlement[] {
  const said = holding(building, 'entitlements', (pack) =>
    (pack.content.entitlements ?? []).map((raw) => [raw.id, raw] as const),
  )
  const ids = Object.fromEntries([...said.keys()].map((id) => [id, true]))
  return [...said.values()].flatMap(({ id, raw, pack }): Entitlement[] => {
    const reference = raw.subject ?? pack.content.subject
    const subject = reference?.value ?? ''
    if (!Object.hasOwn(names.subjects, subject)) {
      reportUnknown(
        building.report,
        reference?.place ?? raw.place,
        'subject',
        subject || '""',
        names.subjects,
      )
      return []
    }
    for (const each of raw.excludes ?? []) {
      if (!Object.hasOwn(ids, each.value))
        reportUnknown(building.report, each.place, 'entitlement', each.value, ids)
    }
    const when = raw.when && checked(building, raw.when, subject, names, { kind: 'boolean' })
    const amount = checked(building, raw.amount, subject, names, money)
    const cap = raw.cap && checked(building, raw.cap, subject, names, money)
    if (!amount || (raw.when && !when) || (raw.cap && !cap)) return []
    return [
      {
        ...itemOf(pack, id, raw),
        subject,
        ...(when ? { when } : {}),
        amount,
        ...(cap ? { cap } : {}),
        period: raw.period ?? 'once',
        beneficiary: raw.beneficiary ?? names.subjects[subject]!.label,
        excludes: (raw.excludes ?? []).map((each) => each.value),
        texts: {
          ...(raw.when ? { when: raw.when.value } : {}),
          amount: raw.amount.value,
          ...(raw.cap ? { cap: raw.cap.value } : {}),
        },
      },
    ]
  })
}
