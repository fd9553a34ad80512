/** Sets of criteria: inherited, tightened, replaced and added to, then checked. */
import type { CriteriaSet, Criterion, PackRef, Test } from '../model.ts'
import { reportUnknown } from './catalogue.ts'
import { cite, itemOf } from './cite.ts'
import { isWithin } from './day.ts'
import type { Building } from './delegation.ts'
import { levelOfPack, packsAbove } from './delegation.ts'
import type { RawCriterion, RawTest } from './format.ts'
import type { Names } from './formulas.ts'
import { checked } from './formulas.ts'
import { nearestName } from './nearest.ts'
import type { LoadedPack } from './packs.ts'
import type { Line, SetPlan } from './set-plan.ts'
import { constantOf } from './values.ts'
import { verdictOf } from './verdict.ts'

/** Two bits per criterion are packed into one signed 64-bit number. */
const MOST_CRITERIA = 31

/** Which criteria make up which set; their tests are not looked at yet. */
export function planSets(building: Building): Map<string, SetPlan> {
  const plans = new Map<string, SetPlan>()
  for (const pack of building.inForce) {
    const own = (pack.content.criteria ?? []).filter((each) => isWithin(each, building.when.asOf))
    const above = pack.content.extends === undefined ? undefined : plans.get(pack.topic)
    if (own.length === 0 && !above) continue
    const clash = plans.get(pack.topic)
    if (!above && clash) {
      const other = clash.packs.at(-1)!.content.pack
      const en = `the set ${pack.topic} is already defined in ${other}: extend that pack`
      building.report(
        pack.content.place,
        'set.twice',
        { zh: `${other} 已有标准 ${pack.topic}，须用 extends 扩展`, en },
        other,
      )
      continue
    }
    const subject = pack.content.subject?.value ?? above?.subject
    if (subject === undefined) {
      const en = '"subject" is missing: what kind of subject the criteria judge'
      building.report(pack.content.place, 'shape.missingKey', { zh: '缺少“subject”：标准针对的对象', en })
      continue
    }
    if (above && subject !== above.subject) {
      const en = `the pack above judges a ${above.subject}, not a ${subject}`
      building.report(pack.content.subject!.place, 'set.subject', {
        zh: `上级标准的对象是 ${above.subject}`,
        en,
      })
    }
    const criteria = merge(building, pack, above, own)
    const packs = [...(above?.packs ?? []), pack]
    plans.set(pack.topic, { id: pack.topic, subject, title: pack.content.title, packs, criteria })
    if (criteria.length > MOST_CRITERIA) {
      const en = `a set has at most ${MOST_CRITERIA} criteria, this one has ${criteria.length}`
      building.report(pack.content.place, 'set.tooMany', {
        zh: `一套标准最多 ${MOST_CRITERIA} 条，现有 ${criteria.length} 条`,
        en,
      })
    }
  }
  return plans
}

function merge(
  building: Building,
  pack: LoadedPack,
  above: SetPlan | undefined,
  own: readonly RawCriterion[],
) {
  const merged = [...(above?.criteria ?? [])]
  const level = levelOfPack(building, pack)
  const higher = packsAbove(building, pack).filter((each) => each.topic === pack.topic)
  const seen = new Set<string>()
  for (const raw of own) {
    const { id, place } = raw
    const index = merged.findIndex((each) => each.id === id)
    if (seen.has(id)) {
      building.report(place, 'id.twice', {
        zh: `标准 ${id} 写了两次`,
        en: `the criterion ${id} is written twice`,
      })
    } else if (index < 0) {
      const mayAdd = higher.some((each) =>
        (each.content.delegates?.add?.criteria as readonly string[] | undefined)?.includes(level),
      )
      if (raw.mode === 'tighten') {
        const en = `there is no criterion ${id} above to tighten on ${building.when.asOf}`
        building.report(
          place,
          'delegation',
          { zh: `${building.when.asOf} 上级没有标准 ${id} 可以收紧`, en },
          nearestName(
            id,
            merged.map((each) => each.id),
          ),
        )
      } else if (above && !mayAdd) {
        const en = `the pack above lets this level add no criteria (add: { criteria: [${level}] })`
        building.report(
          place,
          'delegation',
          { zh: `上级未授权本级增加标准 ${id}`, en },
          nearestName(
            id,
            merged.map((each) => each.id),
          ),
        )
      }
      merged.push({ id, lines: [{ raw, pack }] })
    } else {
      const mode = raw.mode
      const allowed = higher.some((each) => {
        const delegation = each.content.delegates?.criteria?.[id]
        const reaches = (delegation?.to as readonly string[] | undefined)?.includes(level)
        return reaches && mode !== undefined && delegation?.may.includes(mode)
      })
      if (mode === undefined) {
        const en = `${id} stands in the pack above: say "mode: tighten" or "mode: replace"`
        building.report(place, 'delegation', { zh: `上级已有标准 ${id}，须写 mode: tighten 或 replace`, en })
      } else if (!allowed) {
        const en = `the pack above does not let this level ${mode} ${id}`
        building.report(place, 'delegation', {
          zh: `上级未授权本级${mode === 'replace' ? '替换' : '收紧'}标准 ${id}`,
          en,
        })
      }
      const lines = mode === 'tighten' ? [...merged[index]!.lines, { raw, pack }] : [{ raw, pack }]
      merged[index] = { id, lines }
    }
    seen.add(id)
  }
  return merged
}

export type ChainOf = (set: Omit<CriteriaSet, 'chain'>, packs: readonly LoadedPack[]) => readonly PackRef[]

/** Checks the tests of one set. Undefined when any of them is wrong. */
export function buildSet(
  building: Building,
  plan: SetPlan,
  names: Names,
  chainOf: ChainOf,
): CriteriaSet | undefined {
  const criteria: Criterion[] = []
  for (const { id, lines } of plan.criteria) {
    const tests = lines.map(({ raw: { label: _label, ...raw } }) =>
      testOf(building, raw, plan.subject, names),
    )
    const { raw, pack } = lines.at(-1)!
    const whole = tests.every((each) => each !== undefined) ? tests : undefined
    const test =
      whole &&
      (whole.length === 1
        ? whole[0]!
        : {
            fold: 'all' as const,
            parts: whole.map((part, index) => ({ label: lines[index]!.raw.label, ...part })),
          })
    const assume = lines.flatMap((line) => assumptionsOf(building, line, plan.subject, names))
    if (!test) continue
    const basis = [test, ...lines.map((each) => each.raw), ...assume.map((each) => each.value)]
    const first = 'parts' in test ? leafOf(test).node : test.node
    criteria.push(
      building.packs.kept(
        first,
        [
          JSON.stringify(lines.map((each) => each.pack.ref)),
          ...leavesOf(test).map((each) => each.node),
          ...basis.slice(1),
        ],
        () => ({
          ...itemOf(pack, id, raw),
          test,
          severity: raw.severity ?? 'error',
          legalReview: raw.legalReview ?? false,
          assume,
        }),
      ),
    )
  }
  const verdict = verdictOf(building, plan)
  if (!verdict || criteria.length < plan.criteria.length) return undefined
  const lowest = plan.packs.at(-1)!
  const set = {
    id: plan.id,
    pack: lowest.content.pack,
    title: plan.title,
    subject: plan.subject,
    criteria,
    verdict,
    origin: lowest.ref,
    untranslated: plan.packs.flatMap((pack) =>
      (pack.content.untranslated ?? []).map(({ source, text, reason, judgedBy }) => ({
        source: cite(pack, source),
        text,
        reason,
        judgedBy,
      })),
    ),
  }
  const chain = chainOf(set, plan.packs)
  const identity = [...criteria, JSON.stringify([verdict, chain, plan.packs.map((each) => each.ref)])]
  return building.packs.kept(lowest.content, identity, () => ({ ...set, chain }))
}

function leavesOf(test: Test): Extract<Test, { text: string }>[] {
  return 'parts' in test ? test.parts.flatMap(leavesOf) : [test]
}
function leafOf(test: Test): Extract<Test, { text: string }> {
  return leavesOf(test)[0]!
}

function testOf(building: Building, raw: RawTest, subject: string, names: Names): Test | undefined {
  const ways = [raw.test, raw.all, raw.any].filter((each) => each !== undefined)
  if (ways.length !== 1) {
    const en = 'exactly one of "test", "all" and "any" is needed'
    building.report(raw.place, 'criterion.test', { zh: 'test、all、any 须写且只写一个', en })
    return undefined
  }
  const label = raw.label ? { label: raw.label } : {}
  if (raw.test) {
    const node = checked(building, raw.test, subject, names, { kind: 'boolean' })
    return node && { ...label, text: raw.test.value, node, place: raw.test.place }
  }
  const parts = (raw.all ?? raw.any ?? []).map((each) => testOf(building, each, subject, names))
  if (parts.some((each) => each === undefined)) return undefined
  return { ...label, fold: raw.all ? 'all' : 'any', parts: parts.filter((each) => each !== undefined) }
}

function assumptionsOf(
  building: Building,
  { raw, pack }: Line,
  subject: string,
  names: Names,
): Criterion['assume'][number][] {
  return (raw.assume ?? []).flatMap((one) => {
    const facts = names.facts[subject] ?? {}
    const fact = facts[one.fact.value]
    if (!fact) {
      reportUnknown(building.report, one.fact.place, 'fact', one.fact.value, facts)
      return []
    }
    const kind =
      fact.type === 'integer' || fact.type === 'decimal' || fact.type === 'money' ? 'number' : fact.type
    const list = fact.codes === undefined ? undefined : names.codeLists[fact.codes]
    const constant = constantOf(one.value.value, { kind, scale: fact.scale, codes: list })
    if ('problem' in constant) {
      building.report(one.value.place, 'assume', constant.problem, constant.nearest)
      return []
    }
    return [{ fact: fact.id, value: constant.value, source: cite(pack, one.source), reason: one.reason }]
  })
}
