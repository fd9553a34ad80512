/** Parameters in force: which value holds, what type it has, and whether a lower pack may say it. */
import type { ConstantValue, Type } from '../ir.ts'
import type { CodeList, Parameter, Place } from '../model.ts'
import { checkBound, delegationOf } from './bounds.ts'
import { reportUnknown, unitOf } from './catalogue.ts'
import { cite } from './cite.ts'
import type { Building } from './delegation.ts'
import { reportRestated } from './delegation.ts'
import type { RawDated, RawParameter } from './format.ts'
import type { LoadedPack } from './packs.ts'
import type { When } from './select.ts'
import type { Report } from './structure.ts'
import type { Constant, ValueKind } from './values.ts'
import { constantOf } from './values.ts'
import type { Raw } from './words.ts'

interface Declaration {
  readonly raw: RawParameter
  readonly pack: LoadedPack
}

export interface Parameters {
  readonly inForce: Record<string, Parameter>
  /** Declared, but without a value on the day: an expression that names one is an error. */
  readonly withoutValue: ReadonlySet<string>
}

export function parametersOf(building: Building, codeLists: Readonly<Record<string, CodeList>>): Parameters {
  const inForce: Record<string, Parameter> = {}
  const withoutValue = new Set<string>()
  for (const [id, declarations] of declarationsOf(building)) {
    const head = headOf(id, declarations, codeLists, building.report)
    if (!head) continue
    let above: Parameter | undefined
    for (const declaration of declarations) {
      const dated = valueOn(declaration, building.when, building.report)
      if (!dated) continue
      const basis = [...declarations.map((each) => each.raw), head.list]
      const parameter = building.packs.kept(dated, basis, () =>
        parameterOf(id, head, declaration, dated, building.report),
      )
      if (above) checkBound(building, id, declaration.pack, dated.place, above, parameter)
      above = parameter
    }
    if (above) inForce[id] = above
    else withoutValue.add(id)
  }
  return { inForce, withoutValue }
}

function declarationsOf(building: Building): Map<string, Declaration[]> {
  const found = new Map<string, Declaration[]>()
  for (const pack of building.inForce) {
    for (const [id, raw] of Object.entries(pack.content.parameters ?? {})) {
      const before = found.get(id)
      if (!before) found.set(id, [{ raw, pack }])
      else if (delegationOf(building, pack, id) && before.at(-1)!.pack.jurisdiction !== pack.jurisdiction) {
        before.push({ raw, pack })
      } else reportRestated(building, raw.place, id, before.at(-1)!.pack, pack)
    }
  }
  return found
}

interface Head extends ValueKind {
  readonly raw: RawParameter
  readonly list: CodeList | undefined
  readonly by: CodeList | undefined
}

/** What all declarations of a parameter share: the first that says it counts, and later ones may not differ. */
function headOf(
  id: string,
  declarations: readonly Declaration[],
  codeLists: Readonly<Record<string, CodeList>>,
  report: Report,
): Head | undefined {
  const first = declarations[0]!.raw
  if (!first.label) {
    const en = `"label" is missing: ${id} is not defined above`
    report(first.place, 'shape.missingKey', { zh: `缺少“label”：上级没有定义 ${id}`, en })
    return undefined
  }
  for (const { raw } of declarations.slice(1)) {
    for (const key of ['type', 'unit', 'scale'] as const) {
      if (raw[key] === undefined || raw[key] === first[key]) continue
      const en = `"${key}" of ${id} differs from the pack above (${first[key] ?? 'none'})`
      report(raw.place, 'parameter.differs', {
        zh: `${id} 的 ${key} 与上级（${first[key] ?? '无'}）不同`,
        en,
      })
    }
    if (
      (raw.by && raw.by.value !== first.by?.value) ||
      (raw.fields && `${raw.fields}` !== `${first.fields}`)
    ) {
      const en = `${id} has other fields or another table than in the pack above`
      report(raw.place, 'parameter.differs', { zh: `${id} 的 fields 或 by 与上级不同`, en })
    }
  }
  for (const reference of [first.codes, first.by]) {
    if (reference && !Object.hasOwn(codeLists, reference.value)) {
      reportUnknown(report, reference.place, 'codeList', reference.value, codeLists)
      return undefined
    }
  }
  const digits = Math.max(...declarations.flatMap(({ raw }) => raw.values.flatMap(decimalsOf)))
  const type =
    first.type ?? (first.unit?.split('/')[0] === 'yuan' ? 'money' : digits > 0 ? 'decimal' : 'integer')
  const isNumber = type === 'integer' || type === 'decimal' || type === 'money'
  if (!isNumber && first.unit !== undefined) {
    report(first.place, 'parameter', { zh: '只有数值有 unit', en: 'only numbers have a "unit"' })
  }
  if ((type === 'code' || type === 'codes') !== (first.codes !== undefined)) {
    const en = 'code and codes need "codes", and no other type has them'
    report(first.place, 'parameter', { zh: 'code、codes 须写 codes，其他类型不写', en })
  }
  const scale = type === 'money' ? 2 : type === 'decimal' ? (first.scale ?? digits) : 0
  const list = first.codes && codeLists[first.codes.value]
  const by = first.by && codeLists[first.by.value]
  const kind = type === 'integer' || type === 'decimal' || type === 'money' ? 'number' : type
  return { raw: first, kind, scale, codes: list, list, by }
}

function decimalsOf(dated: RawDated): number[] {
  const { value } = dated.value
  const raws = Object.values(rowsOf(value) ?? { '': value as Raw })
  return raws.map((each) => ('text' in each ? (/^-?\d+\.(\d+)$/.exec(each.text)?.[1]?.length ?? 0) : 0))
}

/** The values by field or code; undefined for a single value, which has `text` of its own, and for a list. */
function rowsOf(value: RawDated['value']['value']): Readonly<Record<string, Raw>> | undefined {
  const isSingle = Array.isArray(value) || ('text' in value && typeof value.text === 'string')
  return isSingle ? undefined : (value as Readonly<Record<string, Raw>>)
}

/**
 * The value in force on the day, as known. A value without `to` holds until the next one begins; of two from the
 * same day the one published later corrects the other. Any other overlap is an error.
 */
function valueOn({ raw, pack }: Declaration, when: When, report: Report): RawDated | undefined {
  const knownOn = (each: RawDated) => each.published ?? pack.known
  const holding = raw.values.filter(
    (each) =>
      each.from <= when.asOf &&
      (each.to === undefined || when.asOf <= each.to) &&
      (when.knownAt === undefined || knownOn(each) <= when.knownAt),
  )
  const [winner, ...others] = holding.toSorted(
    (a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0) || (knownOn(a) < knownOn(b) ? 1 : -1),
  )
  for (const each of others) {
    const isCorrected = knownOn(each) < knownOn(winner!)
    const isSucceeded = each.to === undefined && each.from < winner!.from
    if (isCorrected || isSucceeded) continue
    const en = `two values are in force on ${when.asOf}`
    report(winner!.place, 'parameter.overlap', { zh: `${when.asOf} 有两个值同时生效`, en })
  }
  return winner
}

function parameterOf(
  id: string,
  head: Head,
  { raw, pack }: Declaration,
  dated: RawDated,
  report: Report,
): Parameter {
  const first = head.raw
  const constants: Exclude<ConstantValue, null>[] = []
  const take = (value: Raw, place: Place): ConstantValue => {
    const constant: Constant = constantOf(value, head)
    if ('value' in constant) {
      constants.push(constant.value)
      return constant.value
    }
    report(place, 'parameter.value', constant.problem, constant.nearest)
    return null
  }
  const { value, place } = dated.value
  const rows = rowsOf(value)
  const isMap = rows !== undefined
  const entries = Object.entries(rows ?? {})
  if (isMap !== (first.fields !== undefined || head.by !== undefined)) {
    const en = isMap
      ? 'only a parameter with "fields" or "by" has several values'
      : 'expected a value for each key'
    report(place, 'parameter.value', {
      zh: isMap ? '只有写了 fields 或 by 的参数有多个值' : '须逐项写值',
      en,
    })
  }
  const keys = first.fields ?? head.by?.values.map((each) => each.code) ?? []
  const missing = keys.filter((each) => !entries.some(([key]) => key === each))
  if (isMap && missing.length > 0 && (first.fields || !dated.otherwise)) {
    const en = `no value for ${missing.join(', ')}${first.fields ? '' : ': name them or say "otherwise"'}`
    report(place, 'parameter.table', {
      zh: `缺少 ${missing.join('、')} 的值${first.fields ? '' : '，或写 otherwise'}`,
      en,
    })
  }
  for (const [key] of entries) {
    if (keys.includes(key)) continue
    const en = first.fields ? `${id} has no field ${key}` : `${key} is not a code of ${head.by?.id}`
    report(place, 'parameter.table', { zh: `${id} 没有“${key}”这一项`, en })
  }
  if (!dated.source && !raw.source) {
    report(dated.place, 'shape.missingKey', { zh: '缺少“source”', en: '"source" is missing' })
  }
  const result = isMap
    ? Object.fromEntries(entries.map(([key, each]) => [key, take(each, place)]))
    : take(value as Raw, place)
  const otherwise = dated.otherwise && take(dated.otherwise.value, dated.otherwise.place)
  const source = dated.source ?? raw.source
  const cited = source ? cite(pack, source) : { id: '', title: '', confirmed: false }
  const unitText = first.unit ?? (first.type === 'money' ? 'yuan' : '')
  return {
    id,
    label: raw.label ?? first.label ?? { zh: id, en: id },
    source: cited,
    confirmed: dated.confirmed !== false && raw.confirmed !== false && cited.confirmed,
    origin: pack.ref,
    type: typeOf(head, unitText, constants, report),
    unitText,
    value: result,
    ...(head.by ? { by: head.by.id } : {}),
    ...(otherwise === undefined ? {} : { otherwise }),
  }
}

function typeOf(head: Head, unitText: string, constants: readonly ConstantValue[], report: Report): Type {
  if (head.kind === 'code' || head.kind === 'codes') return { kind: head.kind, list: head.list?.id ?? '' }
  if (head.kind !== 'number') return { kind: head.kind }
  const numbers = constants.filter((each) => typeof each === 'bigint')
  const min = extreme(numbers, (a, b) => a < b)
  const max = extreme(numbers, (a, b) => a > b)
  return { kind: 'number', scale: head.scale, unit: unitOf(unitText, head.raw.place, report), min, max }
}

/** Math.min and Math.max do not take bigint. */
function extreme(numbers: readonly bigint[], isBetter: (a: bigint, b: bigint) => boolean): bigint {
  return numbers.reduce((best, each) => (isBetter(each, best) ? each : best), numbers[0] ?? 0n)
}
