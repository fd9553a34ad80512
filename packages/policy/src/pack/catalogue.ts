/** Subjects, code lists and facts in force. */
import { parseDecimal, parseUnit } from '../expression/index.ts'
import type { Unit } from '../ir.ts'
import type { CodeList, Fact, Place, SubjectKind } from '../model.ts'
import { itemOf } from './cite.ts'
import type { Building, Said } from './delegation.ts'
import { holding } from './delegation.ts'
import type { RawFact } from './format.ts'
import { nearestName } from './nearest.ts'
import type { LoadedPack } from './packs.ts'
import type { Report } from './structure.ts'

/** The largest scaled number that every back end holds exactly. */
const EXACT = BigInt(Number.MAX_SAFE_INTEGER)

export function subjectsOf({ inForce, report }: Building): Record<string, SubjectKind> {
  const subjects: Record<string, SubjectKind> = {}
  const places: [Place, string, string][] = []
  const declared = new Map<string, LoadedPack>()
  for (const pack of inForce) {
    for (const [id, raw] of Object.entries(pack.content.subjects ?? {})) {
      const first = declared.get(id)
      if (!first && !raw.label) {
        const en = `"label" is missing: ${id} is not defined above`
        report(raw.place, 'shape.missingKey', { zh: `缺少“label”：上级没有定义 ${id}`, en })
      }
      if (first && raw.label) {
        report(raw.place, 'id.twice', {
          zh: `${id} 已在 ${first.path} 中定义；补充列表时不写 label`,
          en: `${id} is already defined in ${first.path}; leave out the label to add lists to it`,
        })
      }
      declared.set(id, first ?? pack)
      const lists: Record<string, SubjectKind['lists'][string]> = { ...subjects[id]?.lists }
      for (const [name, list] of Object.entries(raw.lists ?? {})) {
        if (Object.hasOwn(lists, name)) {
          const en = `${id} already has a list ${name}`
          report(list.place, 'id.twice', { zh: `${id} 已有列表 ${name}`, en })
        }
        const unit = unitOf(list.unit ?? list.of, list.place, report)
        const complete = list.complete === undefined ? {} : { complete: list.complete }
        const max = list.max === undefined ? {} : { max: list.max }
        lists[name] = { of: list.of, unit, label: list.label, ...complete, ...max }
        places.push([list.place, id, name])
      }
      subjects[id] = { id, label: subjects[id]?.label ?? raw.label ?? { zh: id, en: id }, lists }
    }
  }
  for (const [place, id, name] of places) {
    const of = subjects[id]?.lists[name]?.of
    if (of !== undefined && !Object.hasOwn(subjects, of))
      reportUnknown(report, place, 'subject', of, subjects)
  }
  return subjects
}

export function reportUnknown(
  report: Report,
  place: Place,
  kind:
    | 'subject'
    | 'codeList'
    | 'fact'
    | 'parameter'
    | 'entitlement'
    | 'programme'
    | 'set'
    | 'step'
    | 'status',
  name: string,
  known: Readonly<Record<string, unknown>>,
): void {
  const words = {
    subject: ['对象', 'subject'],
    codeList: ['代码表', 'code list'],
    fact: ['事实', 'fact'],
    parameter: ['参数', 'parameter'],
    entitlement: ['待遇', 'entitlement'],
    programme: ['项目类型', 'programme'],
    set: ['标准', 'set of criteria'],
    step: ['环节', 'step'],
    status: ['状态', 'status'],
  }[kind]
  const message = { zh: `没有${words[0]} ${name}`, en: `there is no ${words[1]} ${name}` }
  report(place, `unknown.${kind}`, message, nearestName(name, Object.keys(known)))
}

export function unitOf(text: string | undefined, place: Place, report: Report): Unit {
  const unit = parseUnit(text ?? '')
  if (unit) return unit
  report(place, 'unit', { zh: `“${text}”不是单位`, en: `"${text}" is not a unit` })
  return {}
}

export function codeListsOf(building: Building): Record<string, CodeList> {
  const { packs, report } = building
  const said = holding(building, 'codeLists', (pack) => Object.entries(pack.content.codeLists ?? {}))
  const lists: Record<string, CodeList> = {}
  for (const [id, { raw, pack }] of said) {
    lists[id] = packs.kept(raw, [], () => {
      const standard = raw.standard === undefined ? undefined : packs.standards[raw.standard]
      if (raw.standard !== undefined && !Object.hasOwn(packs.standards, raw.standard)) {
        const message = {
          zh: `没有国家代码表 ${raw.standard}`,
          en: `there is no standard list ${raw.standard}`,
        }
        report(
          raw.place,
          'unknown.standard',
          message,
          nearestName(raw.standard, Object.keys(packs.standards)),
        )
      }
      if ((raw.standard === undefined) === (raw.values === undefined)) {
        const en = 'a code list has either "standard" or "values"'
        report(raw.place, 'shape', { zh: '代码表须写 standard 或 values 之一', en })
      }
      const values = (raw.values ?? standard?.values ?? []).map(({ code, label, national, synonyms }) => ({
        code,
        label,
        synonyms: synonyms ?? [],
        ...(national === undefined ? {} : { national }),
      }))
      for (const [index, { code }] of values.entries()) {
        if (values.findIndex((each) => each.code === code) === index) continue
        report(raw.place, 'id.twice', {
          zh: `代码 ${code} 写了两次`,
          en: `the code ${code} is written twice`,
        })
      }
      return { ...itemOf(pack, id, raw), values }
    })
  }
  return lists
}

/** The subject of an item and its id: `person.phone` names both, `phone` with `subject: person` too. */
export function ownedKey(key: string, subject: string | undefined): string {
  return key.includes('.') ? key : `${subject ?? ''}.${key}`
}

/** Facts by subject, then id. */
export function factsOf(
  building: Building,
  subjects: Readonly<Record<string, SubjectKind>>,
  codeLists: Readonly<Record<string, CodeList>>,
): Record<string, Record<string, Fact>> {
  const { report, packs } = building
  const said = holding(building, 'facts', (pack) =>
    Object.entries(pack.content.facts ?? {}).map(([key, raw]) => {
      const subject = raw.subject ?? pack.content.subject
      if (key.includes('.') && raw.subject && raw.subject.value !== key.split('.')[0]) {
        const en = `${key} and its subject ${raw.subject.value} disagree`
        report(raw.subject.place, 'shape', { zh: `${key} 与 subject ${raw.subject.value} 不一致`, en })
      }
      return [ownedKey(key, subject?.value), raw] as const
    }),
  )
  const facts: Record<string, Record<string, Fact>> = {}
  for (const subject of Object.keys(subjects)) facts[subject] = {}
  for (const [key, one] of said) {
    const subject = key.slice(0, key.indexOf('.'))
    if (!Object.hasOwn(subjects, subject)) {
      reportUnknown(report, one.raw.subject?.place ?? one.raw.place, 'subject', subject || '""', subjects)
      continue
    }
    const codes = one.raw.codes
    if (codes && !Object.hasOwn(codeLists, codes.value)) {
      reportUnknown(report, codes.place, 'codeList', codes.value, codeLists)
    }
    facts[subject]![one.id] = packs.kept(one.raw, [], () => factOf(subject, one, report))
  }
  checkNames(building, subjects, facts, said)
  return facts
}

function factOf(subject: string, { id, raw, pack }: Said<RawFact>, report: Report): Fact {
  const wrong = (zh: string, en: string) => report(raw.place, 'fact', { zh, en })
  const isNumber = raw.type === 'integer' || raw.type === 'decimal' || raw.type === 'money'
  const isCode = raw.type === 'code' || raw.type === 'codes'
  if (isNumber && !raw.range) wrong('数值须写 range', 'a number needs a "range"')
  if (!isNumber && raw.range) wrong('只有数值有 range', 'only numbers have a "range"')
  if (!isNumber && raw.unit !== undefined) wrong('只有数值有 unit', 'only numbers have a "unit"')
  if ((raw.type === 'decimal') !== (raw.scale !== undefined)) {
    wrong('decimal 须写 scale，其他类型不写', 'a decimal needs a "scale", and no other type has one')
  }
  if (isCode !== (raw.codes !== undefined)) {
    wrong('code、codes 须写 codes，其他类型不写', 'code and codes need "codes", and no other type has them')
  }
  if (raw.most !== undefined && raw.type !== 'codes') wrong('只有 codes 有 most', 'only codes have "most"')
  if (raw.least !== undefined && raw.type !== 'codes') wrong('只有 codes 有 least', 'only codes have "least"')
  if (raw.least !== undefined && raw.most !== undefined && raw.least > raw.most)
    wrong('least 不能大于 most', '"least" cannot be more than "most"')
  if (raw.maxLength !== undefined && raw.type !== 'text')
    wrong('只有文字有 maxLength', 'only text has a "maxLength"')
  if (raw.flow && !isNumber && raw.type !== 'boolean')
    wrong('只有数值和是否型可为 flow', 'only numbers and booleans can be a flow')
  if (raw.class === 'identifier' && raw.type !== 'text')
    wrong('class identifier 只用于文字', 'only text can be of class identifier')
  const scale = raw.type === 'money' ? 2 : (raw.scale ?? 0)
  const unit = unitOf(raw.unit ?? (raw.type === 'money' ? 'yuan' : ''), raw.place, report)
  if (raw.type === 'money' && unit.yuan !== 1)
    wrong('money 的单位须含 yuan', 'the unit of money is yuan or yuan/…')
  const range = raw.range && rangeOf(raw.range, scale, wrong)
  return {
    ...itemOf(pack, id, raw),
    subject,
    type: raw.type,
    unit,
    unitText: raw.unit ?? (raw.type === 'money' ? 'yuan' : ''),
    scale,
    ...(range ? { range } : {}),
    ...(raw.codes ? { codes: raw.codes.value } : {}),
    ...(raw.least === undefined ? {} : { least: raw.least }),
    ...(raw.most === undefined ? {} : { most: raw.most }),
    ...(raw.question ? { question: raw.question } : {}),
    ...(raw.validFor === undefined ? {} : { validForMonths: raw.validFor }),
    class: raw.class ?? 'ordinary',
    ...(raw.retention === undefined ? {} : { retention: raw.retention }),
    ...(raw.group === undefined ? {} : { group: raw.group }),
    synonyms: raw.synonyms ?? [],
    ...(raw.national === undefined ? {} : { national: raw.national }),
    ...(raw.maxLength === undefined ? {} : { maxLength: raw.maxLength }),
    flow: raw.flow ?? false,
    ...(raw.parent ? { parent: raw.parent.value } : {}),
    system: raw.system ?? false,
  }
}

function rangeOf(
  range: { min: string; max: string },
  scale: number,
  wrong: (zh: string, en: string) => void,
) {
  const min = parseDecimal(range.min, scale)
  const max = parseDecimal(range.max, scale)
  if (min === undefined || max === undefined) {
    wrong(`range 的小数不超过 ${scale} 位`, `the "range" has at most ${scale} decimals`)
    return undefined
  }
  if (min > max) wrong('range 的 min 大于 max', '"min" of the range is greater than "max"')
  if (max > EXACT || min < -EXACT) wrong('range 过大，不能精确计算', 'the range is too large to be exact')
  return { min, max }
}

/** Names that one subject answers to are unique; `complete`, `parent` name facts that exist. */
function checkNames(
  { report, inForce }: Building,
  subjects: Readonly<Record<string, SubjectKind>>,
  facts: Readonly<Record<string, Readonly<Record<string, Fact>>>>,
  said: ReadonlyMap<string, Said<RawFact>>,
): void {
  for (const pack of inForce) {
    for (const [id, raw] of Object.entries(pack.content.subjects ?? {})) {
      for (const list of Object.values(raw.lists ?? {})) {
        if (list.complete === undefined || facts[id]?.[list.complete]?.type === 'boolean') continue
        const isThere = facts[id]?.[list.complete] !== undefined
        if (!isThere) reportUnknown(report, list.place, 'fact', list.complete, facts[id] ?? {})
        else {
          const en = `"complete" names a boolean fact, and ${list.complete} is not one`
          report(list.place, 'fact', { zh: `complete 须是是否型事实，${list.complete} 不是`, en })
        }
      }
    }
  }
  for (const [key, { raw, id }] of said) {
    const subject = key.slice(0, key.indexOf('.'))
    const own = facts[subject] ?? {}
    if (raw.parent && !Object.hasOwn(own, raw.parent.value)) {
      reportUnknown(report, raw.parent.place, 'fact', raw.parent.value, own)
    }
    if (Object.hasOwn(subjects[subject]?.lists ?? {}, id)) {
      const en = `${subject} already has a list ${id}`
      report(raw.place, 'id.twice', { zh: `${subject} 已有列表 ${id}`, en })
    }
  }
}
