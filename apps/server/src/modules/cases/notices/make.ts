/** The content of a notice, out of its step and what the registry holds of those whom it is about. */

import type { Day, NoticeColumn, Procedure, Step, Notice as StepNotice, StepOutcome } from '@lika/policy'
import { goesForward } from '@lika/policy'
import type { Tx } from '../../../platform/db.ts'
import { refused } from '../../../platform/errors.ts'
import type { RegistryDeps } from '../../registry/index.ts'
import { dayAfter } from '../calendar.ts'
import { named } from '../terms.ts'
import { columns, isNamed } from './columns.ts'
import type { NoticeContent } from './content.ts'
import { issuerOf, textOf, titleOf } from './issuer.ts'
import { type CaseOfNotice, findPublished, type Published } from './published.store.ts'

export type PostDeps = Pick<RegistryDeps, 'clock' | 'findPlaces' | 'codeLists'>

export interface NoticeAsk {
  /** Of the notice, made by the sender. */
  readonly id: string
  readonly procedure: Procedure
  readonly step: Step
  readonly cases: readonly CaseOfNotice[]
  readonly from: Day
  readonly days: number
}

export interface Made {
  readonly region: { readonly code: string; readonly name: string }
  /** Without its number. */
  readonly content: NoticeContent
}

export async function makeContent(tx: Tx, deps: PostDeps, ask: Omit<NoticeAsk, 'id'>): Promise<Made> {
  const { procedure, step, cases } = ask
  const { posted, kind } = noticeOf(step)
  const shown = columnsOf(step, posted)
  const code = regionOf(step, posted, cases)
  const until = lastDay(ask, posted)
  const rows = await findPublished(tx, procedure.subject, cases, deps.clock.today())
  mustAllBePublishable(cases, rows, shown)
  const codes = rows.flatMap(({ regionCode }) => [regionCode, regionCode.slice(0, 12)])
  // With every place above them.
  const places = await deps.findPlaces(tx.client, [...new Set([code, ...codes])])
  const nameOf = (region: string) => places.get(region)?.name ?? region
  const issuer = issuerOf(step, code, nameOf)
  const result = resultOf(deps, procedure, step)
  const list = rows.map((row, index) => {
    const words = {
      serial: index + 1,
      villageName: nameOf(row.regionCode.slice(0, 12)),
      groupName: row.regionCode.length === 14 ? nameOf(row.regionCode) : '',
      result,
    }
    return { case: row.case, cells: shown.map((column) => columns[column](row, words)) }
  })
  const { from, days } = ask
  const hasWithheld = shown.includes('headName') && rows.some((row) => !isNamed(row))
  return {
    region: { code, name: nameOf(code) },
    content: {
      number: '',
      kind,
      title: titleOf(procedure, step, nameOf(code)),
      issuer,
      text: textOf(
        { procedure, step },
        { issuer, rows: rows.length, from, until, days, workingDays: posted.workingDays, hasWithheld },
      ),
      level: posted.level ?? step.level ?? null,
      stamp: posted.stamp ?? step.stamp ?? null,
      places: posted.places.map((place) => named('places', place)),
      procedure: { id: procedure.id, label: procedure.label },
      step: { id: step.id, label: step.label },
      actors: step.actors,
      from,
      until,
      days,
      workingDays: posted.workingDays,
      columns: shown.map((column) => named('columns', column)),
      rows: list,
    },
  }
}

export function noticeOf(step: Step): {
  readonly posted: StepNotice
  readonly kind: 'notice' | 'announcement'
} {
  if (step.notice) return { posted: step.notice, kind: 'notice' }
  if (step.announcement) return { posted: step.announcement, kind: 'announcement' }
  throw refused(
    'notice.none',
    {
      zh: `“${step.label.zh}”环节没有公示。`,
      en: `The step “${step.label.en}” has no notice.`,
    },
    { field: 'step', value: step.id },
  )
}

/** The columns of the step, of those that this module fills: nothing else reaches the public. */
function columnsOf(step: Step, posted: StepNotice): readonly NoticeColumn[] {
  const unknown = posted.columns.filter((column) => !Object.hasOwn(columns, column))
  if (unknown.length === 0 && posted.columns.length > 0) return posted.columns as readonly NoticeColumn[]
  throw refused(
    'notice.columns',
    unknown.length === 0
      ? {
          zh: `程序没有写明“${step.label.zh}”的公示栏目，不能张贴。`,
          en: `The procedure names no columns for the notice of “${step.label.en}”.`,
        }
      : {
          zh: `公示栏目 ${unknown.join('、')} 不在允许公开的范围内，不能张贴。`,
          en: `The columns ${unknown.join(', ')} are none that may be published.`,
        },
    { field: 'step', value: unknown, expected: Object.keys(columns) },
  )
}

const digits: Readonly<Record<string, number>> = { group: 14, village: 12, town: 9, county: 6 }

/** Where it hangs: all its cases lie within one region of the level that the step names. */
function regionOf(step: Step, posted: StepNotice, cases: readonly CaseOfNotice[]): string {
  // What a city or a province makes known hangs in each county.
  const length = digits[posted.level ?? step.level ?? 'village'] ?? 6
  const regions = Map.groupBy(cases, ({ regionCode }) => regionCode.slice(0, length))
  const [most] = [...regions].sort(([, a], [, b]) => b.length - a.length)[0]!
  const others = cases.filter(({ regionCode }) => !regionCode.startsWith(most))
  if (others.length === 0) return most
  throw refused(
    'notice.otherRegion',
    {
      zh: `一份公示只张贴在一个地区（${most}）：有 ${others.length} 件事项不在其中，请取消勾选。`,
      en: `A notice hangs in one region (${most}): ${others.length} cases lie elsewhere and must be taken out.`,
    },
    {
      field: 'cases',
      value: others.map(({ id }) => id),
      expected: most,
      errors: others.map((each) => ({
        field: `cases.${cases.indexOf(each)}`,
        value: each.id,
        expected: most,
        message: {
          zh: `在 ${each.regionCode}，不在 ${most}。`,
          en: `It lies in ${each.regionCode}, not in ${most}.`,
        },
      })),
    },
  )
}

function lastDay({ from, days }: Pick<NoticeAsk, 'from' | 'days'>, { workingDays }: StepNotice): Day {
  const until = dayAfter(from, days, workingDays)
  if (until !== undefined) return until
  throw refused(
    'notice.calendar',
    {
      zh: `从 ${from} 起的 ${days} 个工作日还算不出来：有的年份的节假日安排尚未公布。`,
      en: `The ${days} days worked from ${from} on are not known: holidays of one of the years are not decreed yet.`,
    },
    { field: 'act.from', value: from },
  )
}

/** Whoever left the registry is not published, and a household without a head would be nobody's. */
function mustAllBePublishable(
  cases: readonly CaseOfNotice[],
  rows: readonly Published[],
  shown: readonly string[],
): void {
  const found = new Map(rows.map((row) => [row.case, row]))
  const errors = cases.flatMap(({ id }, index) => {
    const row = found.get(id)
    const at = { field: `cases.${index}`, value: id }
    if (row === undefined || row.isEnded)
      return [{ ...at, message: { zh: '已不在登记册中。', en: 'It is no longer in the registry.' } }]
    if (shown.includes('headName') && row.headName === null && row.hasAdult)
      return [
        {
          ...at,
          message: {
            zh: `户号 ${row.number} 没有登记户主，不能公示。`,
            en: `Household ${row.number} has no head in the registry and cannot be published.`,
          },
        },
      ]
    return []
  })
  const [first] = errors
  if (!first) return
  throw refused('notice.subject', first.message, { field: first.field, value: first.value, errors })
}

/** What the procedure comes to when it goes on from here; of a notice it is what is intended. */
function resultOf({ codeLists }: PostDeps, procedure: Procedure, step: Step): string {
  const ahead = outcomeAhead(procedure, step)
  if (ahead === undefined) return procedure.label.zh
  const list = listOf[procedure.subject]
  const status = list && codeLists[list]?.values.find(({ code }) => code === ahead.status)
  // A county has no list of statuses: what is decided about it says it.
  const words = status ? { plain: status.label.zh, intended: `拟认定为${status.label.zh}` } : undefined
  if (step.notice) return words?.intended ?? `拟${ahead.label.zh}`
  return words?.plain ?? ahead.label.zh
}

const listOf: Readonly<Record<string, string>> = { household: 'householdStatus', village: 'villageStatus' }

/** The outcome that gives a status, on the way that leads forward. */
function outcomeAhead({ steps }: Procedure, step: Step): StepOutcome | undefined {
  const seen = new Set<string>()
  for (let at: Step | undefined = step; at && !seen.has(at.id); ) {
    seen.add(at.id)
    const here: Step = at
    const ahead = here.outcomes.find((outcome) => goesForward(here, outcome))
    if (ahead?.status !== undefined) return ahead
    at = steps.find(({ id }) => id === ahead?.to)
  }
  return undefined
}
