/** Quotas, targets, programmes, cycles, fund rules, procedures, continuations, tables: data for the modules, references checked. */
import type { Node } from '../ir.ts'
import type { PlainItem } from '../model.ts'
import { reportUnknown } from './catalogue.ts'
import { cite, itemOf } from './cite.ts'
import { checkContinuation } from './continuation-items.ts'
import type { Building } from './delegation.ts'
import { holding } from './delegation.ts'
import type { PlainPart } from './format.ts'
import { plainParts } from './format.ts'
import type { Names, PlacedText } from './formulas.ts'
import { checked } from './formulas.ts'
import type { LoadedPack } from './packs.ts'
import { checkPaths, checkSteps } from './procedure-items.ts'

type RawItem = NonNullable<LoadedPack['content'][PlainPart]>[number]

export function plainItemsOf(building: Building, names: Names): Record<string, PlainItem[]> {
  const items: Record<string, PlainItem[]> = {}
  for (const part of plainParts) {
    const said = holding<RawItem>(building, part, (pack) =>
      (pack.content[part] ?? []).map((raw: RawItem) => [raw.id, raw] as const),
    )
    items[part] = [...said.values()].map(({ id, raw, pack }) => {
      checkItem(building, part, raw, pack, names)
      const rest = plain(raw, pack) as Record<string, unknown>
      const nodes = part === 'tables' ? tableNodes(building, raw, pack, names) : {}
      return { ...rest, ...nodes, ...itemOf(pack, id, raw) }
    })
  }
  return items
}

/** The item as data: places gone, citations with their titles. */
function plain(value: unknown, pack: LoadedPack): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(each, pack))
  if (typeof value !== 'object' || value === null) return value
  if ('value' in value && 'place' in value && Object.keys(value).length === 2) return plain(value.value, pack)
  const entries = Object.entries(value).filter(([key]) => key !== 'place')
  return Object.fromEntries(
    entries.map(([key, each]) => [
      key,
      key === 'source' ? cite(pack, each as Parameters<typeof cite>[1]) : plain(each, pack),
    ]),
  )
}

function checkItem(building: Building, part: PlainPart, raw: RawItem, pack: LoadedPack, names: Names): void {
  const { report } = building
  if ('subject' in raw && raw.subject && !Object.hasOwn(names.subjects, raw.subject.value)) {
    reportUnknown(report, raw.subject.place, 'subject', raw.subject.value, names.subjects)
  }
  if ('entitlements' in raw) {
    const known = entitlementIds(building)
    for (const each of raw.entitlements ?? []) {
      if (!Object.hasOwn(known, each.value))
        reportUnknown(report, each.place, 'entitlement', each.value, known)
    }
  }
  if (part === 'fundRules') {
    for (const key of ['percent', 'amount', 'days'] as const) {
      const figure = (raw as { readonly [K in typeof key]?: PlacedText })[key]
      if (!figure || /^-?\d+(\.\d+)?$/.test(figure.value) || Object.hasOwn(names.parameters, figure.value))
        continue
      if (names.withoutValue.has(figure.value)) continue
      reportUnknown(report, figure.place, 'parameter', figure.value, names.parameters)
    }
  }
  if ('steps' in raw) {
    checkSteps(building, raw, names)
    checkPaths(building.report, raw.steps)
  }
  if ('status' in raw) checkContinuation(building, raw, names)
  if (raw.from !== undefined && raw.from < pack.content.inForce.from) {
    const en = 'the item begins before its pack is in force'
    report(raw.place, 'dates', { zh: '条目早于政策包生效', en })
  }
}

function entitlementIds({ inForce }: Building): Record<string, true> {
  const ids = inForce.flatMap((each) => (each.content.entitlements ?? []).map((one) => one.id))
  return Object.fromEntries(ids.map((id) => [id, true as const]))
}

type RawTable = Extract<RawItem, { readonly columns: unknown }>

/** Cells of a table as checked trees, beside their texts: `nodes.where.<row or column>`, `nodes.value.<column>`. */
function tableNodes(
  building: Building,
  raw: RawItem,
  pack: LoadedPack,
  names: Names,
): { readonly nodes?: unknown } {
  const { subject: own, columns, rows } = raw as RawTable
  const subject = (own ?? pack.content.subject)?.value
  const nodes: Record<'where' | 'sum' | 'value', Record<string, Node>> = { where: {}, sum: {}, value: {} }
  for (const cell of [...columns, ...(rows ?? [])]) {
    for (const key of ['where', 'sum', 'value'] as const) {
      const text = (cell as { readonly [K in typeof key]?: PlacedText })[key]
      if (!text) continue
      if (subject === undefined || !Object.hasOwn(names.subjects, subject)) {
        const en = 'a table with expressions needs the "subject" that they are about'
        building.report(raw.place, 'table.subject', { zh: '含表达式的表须写 subject', en })
        return {}
      }
      const node = checked(building, text, subject, names, key === 'where' ? { kind: 'boolean' } : undefined)
      if (node) nodes[key][cell.id] = node
    }
  }
  return { nodes }
}
