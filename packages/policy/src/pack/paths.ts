/** Ways through the procedures of a pack: every step can be come to, a case can end from each, nothing waits for ever. */
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
import type { Building } from './delegation.ts'

type RawStep = Parameters<typeof outcomesOf>[0] & {
  readonly id: string
  readonly place: Place
  readonly requires?: readonly string[] | undefined
  readonly beside?: string | undefined
  readonly deferrable?: boolean | undefined
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
        zh: `并行环节 ${step} 的结果只能是办结（不写 next 或写 end）或 returnsTo，不能给出状态`,
        en: `outcomes of the step ${step}, which runs beside the main line, end it or return; they give no status`,
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
  }
}
