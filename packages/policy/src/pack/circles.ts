/** `verdict()` may ask another set, but no set may ask itself, over whatever detour. */
import { dependencies } from '../expression/index.ts'
import type { SubjectKind } from '../model.ts'
import type { Building } from './delegation.ts'
import type { RawTest } from './format.ts'
import type { PlacedText } from './formulas.ts'
import { parsed } from './formulas.ts'
import type { SetPlan } from './set-plan.ts'

export function checkSetCircles(
  building: Building,
  plans: ReadonlyMap<string, SetPlan>,
  subjects: Readonly<Record<string, SubjectKind>>,
): void {
  const asks = new Map<string, { readonly set: string; readonly text: PlacedText }[]>()
  for (const [id, plan] of plans) {
    const texts = plan.criteria.flatMap((each) => each.lines.flatMap((line) => textsOf(line.raw)))
    asks.set(
      id,
      texts.flatMap((text) => {
        // Problems of the text itself are reported when it is checked.
        const expression = parsed(building.packs, text, () => {})
        if (!expression) return []
        const uses = dependencies(expression, { subject: plan.subject, subjects })
        return uses.sets.map((set) => ({ set, text }))
      }),
    )
  }
  const done = new Set<string>()
  for (const id of asks.keys()) visit(id, [])

  function visit(id: string, path: readonly string[]): void {
    if (done.has(id)) return
    for (const { set, text } of asks.get(id) ?? []) {
      if (set === id || path.includes(set)) {
        const circle = [...path.slice(path.indexOf(set) < 0 ? path.length : path.indexOf(set)), id, set].join(
          ' → ',
        )
        const en = `sets of criteria ask each other in a circle: ${circle}`
        building.report(text.place, 'set.circle', { zh: `标准相互循环引用：${circle}`, en })
      } else visit(set, [...path, id])
    }
    done.add(id)
  }
}

function textsOf(raw: RawTest): PlacedText[] {
  return [...(raw.test ? [raw.test] : []), ...[...(raw.all ?? []), ...(raw.any ?? [])].flatMap(textsOf)]
}
