/** Whether decisions about statements can be stored: every fault of a batch, by its decision and field. */
import { isWithin } from '@lika/codes'
import type { Decision, FundLineContent, StatementKind, TargetContent, TaskContent } from '@lika/contract'
import BigNumber from 'bignumber.js'
import { AppError, type ErrorDetail, type Message } from '../../../platform/errors.ts'
import type { PartRow } from '../reading/readings.store.ts'
import type { PlanDecision } from './decisions.store.ts'

export interface Known {
  readonly planRegion: string
  /** Region of whoever decides: the plan's, or one below that breaks targets down. */
  readonly region: string
  /** The last decision about each statement that is named. */
  readonly last: ReadonlyMap<string, PlanDecision>
  /** Documents of each version that is named. */
  readonly parts: ReadonlyMap<number, readonly PartRow[]>
  /** Codes of the regions, and ids of the units and targets, that are named and are there. */
  readonly regions: ReadonlySet<string>
  readonly units: ReadonlySet<string>
  readonly targets: ReadonlySet<string>
}

export type Fault = ErrorDetail & { readonly message: Message }
type Faults = (field: string, value: unknown, expected: unknown, zh: string, en: string) => void

const MOST_FAULTS = 20
const KINDS: readonly StatementKind[] = ['target', 'task', 'fundLine', 'finding']

export function mustBeRight(decisions: readonly Decision[], known: Known): void {
  const faults = decisions.flatMap((decision, index) => faultsOf(decision, index, decisions, known))
  const [first] = faults
  if (!first) return
  throw new AppError('plan.decisions', 422, first.message, { ...first, errors: faults.slice(0, MOST_FAULTS) })
}

function faultsOf(decision: Decision, index: number, all: readonly Decision[], known: Known): Fault[] {
  const faults: Fault[] = []
  const wrong: Faults = (field, value, expected, zh, en) =>
    faults.push({
      field: `decisions.${index}.${field}`,
      ...(value === undefined ? {} : { value }),
      ...(expected === undefined ? {} : { expected }),
      message: {
        zh: `第 ${index + 1} 条：${zh}`,
        en: `Decision ${index + 1}: ${en}`,
      },
    })
  checkStatement(decision, index, all, known, wrong)
  checkContent(decision, wrong)
  checkPlace(decision, known, wrong)
  checkLower(decision, known, wrong)
  if (decision.target) checkTarget(decision, decision.target, known, wrong)
  if (decision.task) checkTask(decision.task, known, wrong)
  if (decision.fundLine) checkFundLine(decision.fundLine, wrong)
  return faults
}

function checkStatement(
  { id, statement, kind, decision, after }: Decision,
  index: number,
  all: readonly Decision[],
  { last, region }: Known,
  wrong: Faults,
): void {
  const earlier = all.slice(0, index)
  if (earlier.some((each) => each.id === id))
    wrong('id', id, undefined, '编号在本批中重复。', 'its id comes twice in this batch.')
  if (statement === undefined) {
    if (decision === 'takenBack')
      wrong('statement', undefined, undefined, '撤回要指明是哪一条。', 'taking back names the statement.')
    return
  }
  if (earlier.some((each) => (each.statement ?? each.id) === statement))
    wrong(
      'statement',
      statement,
      undefined,
      '同一条在本批中处理了两次。',
      'the statement is decided twice in this batch.',
    )
  const before = last.get(statement)
  if (!before || before.region !== region)
    wrong('statement', statement, undefined, '这份方案里没有这一条。', 'the plan has no such statement.')
  else if (before.facts.kind !== kind)
    wrong('kind', kind, before.facts.kind, '与这一条原来的类型不同。', 'the statement is of another kind.')
  else if (after !== undefined && after !== before.id) {
    throw new AppError(
      'plan.decidedSince',
      409,
      {
        zh: `第 ${index + 1} 条：这一条刚刚被别人处理过，请先查看。`,
        en: `Decision ${index + 1}: somebody has decided about this statement since; look at it first.`,
      },
      { field: `decisions.${index}.after`, value: after, expected: before.id },
    )
  }
}

/** The content of the kind, and no other. */
function checkContent(decision: Decision, wrong: Faults): void {
  const { kind } = decision
  for (const other of KINDS)
    if (other !== kind && decision[other] !== undefined)
      wrong(
        other,
        undefined,
        kind,
        `类型是 ${kind}，不能带 ${other}。`,
        `it is a ${kind} and holds a ${other}.`,
      )
  if (decision.decision === 'accepted' && decision[kind] === undefined)
    wrong(kind, undefined, kind, '采纳要写明内容。', 'what is accepted has to be said.')
}

function checkPlace({ place }: Decision, { parts }: Known, wrong: Faults): void {
  if (!place) return
  const documents = parts.get(place.version) ?? []
  if (documents.length === 0) {
    wrong('place.version', place.version, undefined, '没有这一版。', 'there is no such version.')
    return
  }
  const document = documents.find(({ part }) => part === place.part)
  if (!document) {
    wrong('place.part', place.part, documents.length - 1, '没有这份文件。', 'there is no such document.')
    return
  }
  const [from, to] = place.range
  if (from < document.rangeFrom || to > document.rangeTo || from >= to)
    wrong(
      'place.range',
      place.range,
      [document.rangeFrom, document.rangeTo],
      '不在这份文件的文字之内。',
      'the range does not lie in the text of the document.',
    )
}

/** A level below breaks targets down in its own region, and does nothing else. */
function checkLower(
  { kind, decision, place, target }: Decision,
  { region, planRegion }: Known,
  wrong: Faults,
): void {
  if (region === planRegion) return
  if (kind !== 'target')
    wrong(
      'kind',
      kind,
      'target',
      '下级只能分解目标任务。',
      'a level below breaks targets down, and nothing else.',
    )
  else if (decision === 'accepted' && target && target.of === undefined)
    wrong(
      'target.of',
      undefined,
      undefined,
      '分解要指明上级的目标。',
      'a part names the target that it is a part of.',
    )
  if (place) wrong('place', place, undefined, '分解的目标没有原文位置。', 'a part has no place in the text.')
}

function checkTarget({ id, statement }: Decision, target: TargetContent, known: Known, wrong: Faults): void {
  const { region, of, from, to, bound, value, upTo } = target
  if (region === 'all' || !isWithin(region, known.region) || !known.regions.has(region))
    wrong(
      'target.region',
      region,
      known.region,
      `地区应在 ${known.region} 之内。`,
      `the region has to lie within ${known.region}.`,
    )
  if (of !== undefined && (of === (statement ?? id) || !known.targets.has(of)))
    wrong('target.of', of, undefined, '没有这个上级目标。', 'there is no such target to be a part of.')
  checkDays('target', from, to, wrong)
  if ((bound === 'between') !== (upTo !== undefined))
    wrong(
      'target.upTo',
      upTo,
      undefined,
      '只有“从……到……”才写上限，也必须写上限。',
      'a range has an upper end, and nothing else has.',
    )
  else if (upTo !== undefined && !new BigNumber(value).lt(upTo))
    wrong('target.upTo', upTo, `> ${value}`, '上限应大于下限。', 'the upper end is not above the lower one.')
}

function checkTask(
  { lead, cooperating, responsible, from, to, every }: TaskContent,
  known: Known,
  wrong: Faults,
): void {
  checkDays('task', from, to, wrong)
  if (every !== null && (from === null || to === null))
    wrong(
      from === null ? 'task.from' : 'task.to',
      null,
      undefined,
      '周期性任务要写明起止日期。',
      'a cycle has a first and a last day.',
    )
  for (const [role, units] of Object.entries({ lead, cooperating, responsible }))
    for (const [at, { unit }] of units.entries())
      if (unit && !known.units.has(unit))
        wrong(
          `task.${role}.${at}.unit`,
          unit,
          undefined,
          '单位库里没有这个单位。',
          'the register has no such unit.',
        )
}

function checkFundLine({ yuan }: FundLineContent, wrong: Faults): void {
  if (yuan.startsWith('-'))
    wrong('fundLine.yuan', yuan, '≥ 0', '资金不能是负数。', 'an amount is not below zero.')
}

function checkDays(kind: string, from: string | null, to: string | null, wrong: Faults): void {
  if (from !== null && to !== null && from > to)
    wrong(`${kind}.to`, to, `≥ ${from}`, '结束日期早于开始日期。', 'the last day lies before the first.')
}
