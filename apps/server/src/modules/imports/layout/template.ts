/** Templates made from the fact catalogue: two header rows, drop-downs, notes, required marks. */
import { type CodeList, type EffectivePolicy, formatDecimal, type Test, walk } from '@lika/policy'
import { invalid } from '../../../platform/errors.ts'
import type { FileAnswer } from '../../../platform/http.ts'
import type { Field, ImportKindName, ImportsDeps } from '../deps.ts'
import { fileOf } from '../exporting/list-file.ts'
import { type ColumnKind, type SheetColumn, type WrittenSheet, writeSheet } from '../sheet/index.ts'
import { fieldsOf } from './fields.ts'

export interface TemplateQuery {
  readonly region?: string | undefined
  readonly groups?: string | undefined
}

const names: Readonly<Record<ImportKindName, { readonly sheet: string; readonly file: string }>> = {
  households: { sheet: '户与成员', file: '户与成员导入模板.xlsx' },
  villages: { sheet: '村', file: '村导入模板.xlsx' },
}

export function downloadTemplate(deps: ImportsDeps, kind: ImportKindName, query: TemplateQuery): FileAnswer {
  const sheet: WrittenSheet = {
    name: names[kind].sheet,
    columns: templateColumns(deps, kind, query),
    rows: [],
  }
  return fileOf(names[kind].file, (content) => writeSheet(content, { sheets: [sheet] }))
}

export function templateColumns(
  deps: ImportsDeps,
  kind: ImportKindName,
  query: TemplateQuery = {},
): SheetColumn[] {
  return templateFields(deps, kind, query).map((field) => columnOf(field, deps.registry.codeLists))
}

/** What identifies, the status, what the standards in force read, and the main categories of income. */
export function templateFields(deps: ImportsDeps, kind: ImportKindName, query: TemplateQuery = {}): Field[] {
  const fields = fieldsOf(deps.registry.catalogue, kind)
  if (query.groups !== undefined) {
    const groups = new Set(query.groups.split(','))
    mustKnowGroups(groups, fields)
    return fields.filter((field) => isAlways(field) || groups.has('all') || groups.has(field.groupId))
  }
  const read = factsRead(deps, kind, query.region ?? 'all')
  return fields.filter(
    (field) => isAlways(field) || usual.has(field.key) || read.has(field.key) || isCategory(field),
  )
}

/** Where and when, and what a row cannot be without. */
export function isAlways({ groupId, required }: Field): boolean {
  return required || groupId === 'place' || groupId === 'sheet'
}

const usual = new Set([
  'household.status',
  'household.exitedOn',
  'household.rosterComplete',
  'household.attribute',
  'household.identifiedOn',
  'household.cause',
  'household.otherCauses',
  'household.phone',
  'person.idNumber',
  'person.sex',
  'person.birthDate',
  'person.ethnicGroup',
  'person.education',
  'person.schoolStage',
  'person.health',
  'person.labourSkill',
  'village.villageStatus',
  'village.poorVillage',
  'village.registryComplete',
])

/** The heads of the income tree, and that the book is complete. */
function isCategory({ fact }: Field): boolean {
  return fact?.flow === true && fact.parent === undefined && fact.group !== 'otherIncome'
}

/** Facts that the sets in force for the subject read; the catalogue's whole depth is a click away. */
function factsRead(deps: ImportsDeps, kind: ImportKindName, region: string): Set<string> {
  const { policies, today } = deps.judging()
  const wanted = kind === 'households' ? 'household-exit' : 'village-exit'
  const policy = policies.at(region, today)
  const set = policy.sets[wanted]
  const read = new Set<string>()
  for (const { test } of set?.criteria ?? []) readFacts(test, policy, read)
  return read
}

function readFacts(test: Test, policy: EffectivePolicy, read: Set<string>): void {
  if ('parts' in test) {
    for (const part of test.parts) readFacts(part, policy, read)
    return
  }
  walk(test.node, (node) => {
    if (node.op === 'fact') read.add(`${node.subject}.${node.fact}`)
  })
}

function mustKnowGroups(groups: ReadonlySet<string>, fields: readonly Field[]): void {
  const known = new Set(['all', ...fields.map(({ groupId }) => groupId)])
  const unknown = [...groups].find((group) => !known.has(group))
  if (unknown === undefined) return
  throw invalid(
    'import.unknownGroup',
    { zh: `没有分组 ${unknown}。`, en: `There is no group ${unknown}.` },
    { field: 'groups', value: unknown, expected: [...known] },
  )
}

export function columnOf(field: Field, codeLists: Readonly<Record<string, CodeList>>): SheetColumn {
  const { fact } = field
  const list = fact?.codes === undefined ? undefined : codeLists[fact.codes]
  const codes =
    fact?.type === 'boolean'
      ? ['是', '否']
      : fact?.type === 'code'
        ? list?.values.map(({ label }) => label.zh)
        : undefined
  return {
    header: field.label.zh,
    group: field.group.zh,
    kind: kindOf(field),
    note: noteOf(field, list),
    width: Math.min(30, Math.max(10, field.label.zh.length * 2 + 2)),
    ...(codes ? { codes } : {}),
    ...(field.required ? { required: true } : {}),
  }
}

const numbersAsText = new Set([
  'person.idNumber',
  'household.bankAccount',
  'household.householdNumber',
  'region.code',
])

function kindOf({ key, fact }: Field): ColumnKind {
  if (numbersAsText.has(key)) return 'id'
  if (key === 'observedOn') return 'date'
  if (key === 'incomeYear') return 'integer'
  switch (fact?.type) {
    case 'integer':
      return 'integer'
    case 'decimal':
      return 'decimal'
    case 'money':
      return 'money'
    case 'date':
      return 'date'
    default:
      return 'text'
  }
}

function noteOf({ key, fact, required }: Field, list: CodeList | undefined): string {
  const lines = [
    ...(required ? ['必填'] : []),
    ...(fact?.question ? [fact.question.zh] : []),
    ...(fact?.unitText ? [`单位：${fact.unitText}`] : []),
    ...(fact?.range
      ? [`范围：${formatDecimal(fact.range.min, fact.scale)} 至 ${formatDecimal(fact.range.max, fact.scale)}`]
      : []),
    ...(fact?.type === 'date' || key === 'observedOn' ? ['日期，如 2016-11-03'] : []),
    ...(fact?.type === 'codes' && list
      ? [`可填多个，用顿号隔开：${list.values.map(({ label }) => label.zh).join('、')}`]
      : []),
    ...(fact?.flow ? ['一年的金额，年份填在“收入年度”'] : []),
    ...(notes[key] === undefined ? [] : [notes[key]]),
  ]
  return lines.join('\n')
}

const notes: Readonly<Record<string, string>> = {
  'region.code': '12 位行政村代码或 14 位村组代码；填了代码可以不填名称',
  'region.village': '与代码二者填一',
  observedOn: '这一行的情况是哪一天了解的；不填时用上传时选定的日期',
  incomeYear: '收入金额所属的年份，如 2016',
  'household.householdNumber': '同一户的各行填相同的户编号',
  'household.status': '已登记过的状态由入库的人以“接收已有登记”认定',
}
