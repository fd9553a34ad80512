/** Facts that a procedure asks in its steps, and those that its outcomes give: they exist, fit, and are for people or for it to say. */
import type { Text } from '../ir.ts'
import { checkFactValue } from '../judge/values.ts'
import type { CodeList, Fact, Place } from '../model.ts'
import type { Given } from '../procedure/index.ts'
import { reportUnknown } from './catalogue.ts'
import type { Building } from './delegation.ts'
import type { Names } from './formulas.ts'
import type { RawProcedure } from './procedure-items.ts'

type RawStep = RawProcedure['steps'][number]
type Report = Building['report']

/** What is worked out of others has no journal in which anything could be recorded. */
const WITHOUT_RECORDS = 'county'

export function checkFacts(report: Report, step: RawStep, subject: string, names: Names): void {
  const facts = names.facts[subject] ?? {}
  const { place } = step
  for (const id of step.facts ?? []) {
    const fact = knownFact(report, place, id, facts)
    const problem = fact && askedProblem(fact)
    if (problem) report(place, 'procedure.asked', problem)
  }
  for (const { returnsTo, records } of step.outcomes ?? []) {
    for (const given of records ?? []) {
      const fact = knownFact(report, place, given.fact, facts)
      const problem = fact && givenProblem(fact, given, subject, names.codeLists)
      if (problem) report(place, 'procedure.given', problem)
    }
    if (records !== undefined && returnsTo !== undefined)
      report(place, 'procedure.given', {
        zh: `环节 ${step.id} 退回的结果不能写入事实（records）`,
        en: `an outcome of the step ${step.id} that goes back records no facts`,
      })
  }
}

function knownFact(
  report: Report,
  place: Place,
  id: string,
  facts: Readonly<Record<string, Fact>>,
): Fact | undefined {
  if (Object.hasOwn(facts, id)) return facts[id]
  reportUnknown(report, place, 'fact', id, facts)
  return undefined
}

function askedProblem({ id, system, flow }: Fact): Text | undefined {
  if (system)
    return {
      zh: `环节要填写的事实 ${id} 由系统得出，没有人能填写`,
      en: `the step asks ${id}, which is worked out by the registry: nobody could enter it`,
    }
  if (flow)
    return {
      zh: `环节要填写的事实 ${id} 是一段时期的金额，不能按某一天问“是否清楚”`,
      en: `the step asks ${id}, an amount of a period: on a day it is neither known nor unknown`,
    }
  return undefined
}

function givenProblem(
  fact: Fact,
  given: Given,
  subject: string,
  codeLists: Readonly<Record<string, CodeList>>,
): Text | undefined {
  const { id } = fact
  const says = (zh: string, en: string) => ({
    zh: `结果写入的事实 ${id}：${zh}`,
    en: `an outcome records ${id}: ${en}`,
  })
  if (subject === WITHOUT_RECORDS) return says('县没有记录可写', 'nothing is recorded of a county')
  if (id === 'status' || id === `${subject}Status`)
    return says('状态用 status 给出', 'a status is given by "status"')
  if (fact.flow) return says('它是一段时期的金额', 'it is an amount of a period')
  if (fact.class !== 'ordinary')
    return says('个人信息不能作为固定值写入', 'what is personal is never the same for everybody')
  if ('today' in given)
    return fact.type === 'date' ? undefined : says('today 只用于日期', '"today" is a day, and this is none')
  const checked = checkFactValue(fact, codeLists, given.value)
  return 'problem' in checked ? says(checked.problem.message.zh, checked.problem.message.en) : undefined
}
