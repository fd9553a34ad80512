/** What goes on after a status was given: names that exist, and one end at most. */
import { reportUnknown } from './catalogue.ts'
import type { Building } from './delegation.ts'
import type { PlainPart } from './format.ts'
import type { Names } from './formulas.ts'
import type { LoadedPack } from './packs.ts'
import { statusesOf } from './procedure-items.ts'

type RawItem = NonNullable<LoadedPack['content'][PlainPart]>[number]
type RawContinuation = Extract<RawItem, { readonly status: unknown }>

/** Its entitlements are checked with those of every other item. */
export function checkContinuation({ report, inForce }: Building, raw: RawContinuation, names: Names): void {
  const statuses = statusesOf(raw.subject.value, names)
  if (statuses && !Object.hasOwn(statuses, raw.status))
    reportUnknown(report, raw.place, 'status', raw.status, statuses)
  const programmes = Object.fromEntries(
    inForce.flatMap(({ content }) => (content.programmes ?? []).map(({ id }) => [id, true as const])),
  )
  for (const { value, place } of raw.programmes ?? []) {
    if (!Object.hasOwn(programmes, value)) reportUnknown(report, place, 'programme', value, programmes)
  }
  const ends = [raw.until, raw.months, raw.ownTerm || undefined].filter((end) => end !== undefined)
  if (ends.length > 1) {
    report(raw.place, 'continuation.ends', {
      zh: 'until、months、ownTerm 只能写一个；文件没有写明期限的都不写',
      en: 'only one of "until", "months" and "ownTerm" may stand; none where no document states an end',
    })
  }
  if (raw.ownTerm && (raw.entitlements ?? []).length === 0) {
    report(raw.place, 'continuation.ownTerm', {
      zh: 'ownTerm 指待遇自身的期限，须写 entitlements',
      en: '"ownTerm" is the term of the entitlements themselves: name them under "entitlements"',
    })
  }
}
