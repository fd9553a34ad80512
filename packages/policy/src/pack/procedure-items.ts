/** Procedures of a pack: names that exist, and ways on which a case can end and nothing waits for ever. */
import type { Text } from '../ir.ts'
import type { Place } from '../model.ts'
import {
  END,
  firstForward,
  followingOf,
  outcomesOf,
  type PathFault,
  pathFaults,
  type Way,
} from '../procedure/index.ts'
import { reportUnknown } from './catalogue.ts'
import type { Building } from './delegation.ts'
import type { PlainPart } from './format.ts'
import type { Names } from './formulas.ts'
import type { LoadedPack } from './packs.ts'
import { checkFacts } from './procedure-facts.ts'

type RawItem = NonNullable<LoadedPack['content'][PlainPart]>[number]
export type RawProcedure = Extract<RawItem, { readonly steps: unknown }>
type RawStep = RawProcedure['steps'][number]

export function checkSteps({ report }: Building, raw: RawProcedure, names: Names): void {
  const steps = Object.fromEntries(raw.steps.map((each) => [each.id, true]))
  const statuses = statusesOf(raw.subject.value, names)
  const named = (
    place: Place,
    id: string,
    known: Readonly<Record<string, unknown>>,
    kind: 'step' | 'set' | 'status',
  ) => {
    if (!Object.hasOwn(known, id)) reportUnknown(report, place, kind, id, known)
  }
  const twice = (place: Place, ids: readonly string[], what: Text) => {
    const id = ids.find((each, index) => ids.indexOf(each) !== index)
    if (id === undefined) return
    report(place, 'id.twice', {
      zh: `${what.zh} ${id} 写了两次`,
      en: `the ${what.en} ${id} is written twice`,
    })
  }
  for (const set of [raw.set, raw.when, raw.unless])
    if (set !== undefined) named(raw.place, set, names.sets, 'set')
  if (statuses)
    for (const each of raw.statuses ?? []) named(raw.place, each, { ...statuses, none: true }, 'status')
  for (const [index, step] of raw.steps.entries()) {
    if (raw.steps.findIndex((each) => each.id === step.id) !== index)
      twice(step.place, [step.id, step.id], { zh: '环节', en: 'step' })
    twice(step.place, step.outcomes?.map(({ id }) => id) ?? [], { zh: '结果', en: 'outcome' })
    for (const each of [...(step.requires ?? []), ...(step.beside === undefined ? [] : [step.beside])])
      named(step.place, each, steps, 'step')
    for (const each of step.outcomes ?? []) {
      if (each.next !== undefined && each.next !== END) named(step.place, each.next, steps, 'step')
      if (each.returnsTo !== undefined) named(step.place, each.returnsTo, steps, 'step')
      if (each.status !== undefined && statuses) named(step.place, each.status, statuses, 'status')
    }
    for (const id of step.verdicts ?? []) named(step.place, id, names.sets, 'set')
    checkFacts(report, step, raw.subject.value, names)
  }
}

/** Codes of the subject's own status; undefined where it has no such fact, and any word may stand. */
export function statusesOf(subject: string, names: Names): Readonly<Record<string, true>> | undefined {
  const facts = names.facts[subject] ?? {}
  const { codes } = facts.status ?? facts[`${subject}Status`] ?? {}
  const list = codes === undefined ? undefined : names.codeLists[codes]
  return list && Object.fromEntries(list.values.map(({ code }) => [code, true as const]))
}

export function checkPaths(report: Building['report'], steps: readonly RawStep[]): void {
  const ways = steps.map((step, index) => wayOf(step, followingOf(steps, index)))
  for (const fault of pathFaults(ways, END)) {
    const { place } = steps.find(({ id }) => id === fault.step)!
    report(place, `procedure.${fault.fault}`, pathMessage(fault))
  }
}

function wayOf(step: RawStep, following: string | undefined): Way {
  const { id, requires, beside, deferrable } = step
  const outcomes = outcomesOf(step, following)
  return {
    id,
    requires: requires ?? [],
    beside,
    to: outcomes.flatMap(({ to, returns }) => (returns ? [] : [to])),
    back: outcomes.flatMap(({ to, returns }) => (returns ? [to] : [])),
    statuses: outcomes.flatMap(({ to, status }) => (status === undefined ? [] : [to])),
    records: outcomes.flatMap(({ to, records }) => (records === undefined ? [] : [to])),
    deferredTo: deferrable ? (firstForward({ outcomes, beside })?.to ?? END) : undefined,
  }
}

function pathMessage(fault: PathFault): Text {
  const { step } = fault
  switch (fault.fault) {
    case 'unreachable':
      return { zh: `没有任何环节通向 ${step}`, en: `no step leads to ${step}` }
    case 'endless':
      return { zh: `从环节 ${step} 出发到不了终点`, en: `from the step ${step} a case can never end` }
    case 'circle':
      return {
        zh: `环节 ${step} 的 next 会绕回自身；退回请写 returnsTo`,
        en: `the step ${step} comes round to itself by "next"; a way back is written as "returnsTo"`,
      }
    case 'notEarlier':
      return {
        zh: `环节 ${step} 退回到 ${fault.to}，而 ${fault.to} 不在它之前`,
        en: `the step ${step} returns to ${fault.to}, which does not come before it`,
      }
    case 'neverBefore':
      return {
        zh: `环节 ${step} 要求先完成 ${fault.required}，而 ${fault.required} 不可能在它之前`,
        en: `the step ${step} requires ${fault.required}, which can never come before it`,
      }
    case 'beside':
      return {
        zh: `${fault.beside} 是并行环节（或第一个环节），环节 ${step} 不能与它并行，也不能通向它`,
        en: `the step ${step} can neither lead to ${fault.beside} nor stand beside it: it runs beside the main line, or is the first`,
      }
    case 'besideOutcome':
      return {
        zh: `并行环节 ${step} 的结果只能是办结（不写 next 或写 end）或 returnsTo，不能给出状态或事实`,
        en: `outcomes of the step ${step}, which runs beside the main line, end it or return; they give no status and no facts`,
      }
    case 'deferrable':
      return {
        zh: `环节 ${step} 不能后补：并行的、直接结束事项的环节不能写 deferrable`,
        en: `the step ${step} cannot be deferrable: it runs beside the main line, or ends the case`,
      }
    case 'statusEarly':
      return {
        zh: `环节 ${step} 在事项结束前给出状态；状态只能由结束事项的结果给出`,
        en: `the step ${step} gives a status before the end; only an outcome that ends the case gives one`,
      }
    case 'recordsEarly':
      return {
        zh: `环节 ${step} 在事项结束前写入事实（records）；事实只能由结束事项的结果写入`,
        en: `the step ${step} records facts before the end; only an outcome that ends the case does`,
      }
  }
}
