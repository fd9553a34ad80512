/** Every field that a column of a sheet can fill: the facts of the catalogue, and what is about the row itself. */
import type { Fact } from '@lika/policy'
import type { Catalogue } from '../../registry/index.ts'
import type { Field, ImportKindName, Label, SubjectName } from '../deps.ts'
import { groupName } from './groups.ts'

/**
 * Facts that the registry works out, yet that a sheet of what was registered elsewhere may bring: they are
 * taken over by a decision of whoever commits (接收已有登记).
 */
const takenOver: Readonly<Record<SubjectName, readonly string[]>> = {
  household: ['status', 'exitedOn'],
  person: [],
  village: ['villageStatus', 'poorVillage'],
}

const required = new Set(['household.householdNumber', 'person.name', 'person.relation'])

export function fieldsOf(catalogue: Catalogue, kind: ImportKindName): Field[] {
  const subjects: readonly SubjectName[] = kind === 'households' ? ['household', 'person'] : ['village']
  const facts = subjects.flatMap((subject) =>
    catalogue[subject].flatMap((fact) => {
      const byDecision = takenOver[subject].includes(fact.id)
      return fact.system && !byDecision ? [] : [factField(subject, fact, byDecision)]
    }),
  )
  return [...placeFields(kind), ...facts, ...sheetFields(kind)]
}

function factField(subject: SubjectName, fact: Fact, byDecision: boolean): Field {
  const key = `${subject}.${fact.id}`
  const groupId = fact.group ?? subject
  const group = groupName(groupId)
  return {
    key,
    label: fact.label,
    group,
    groupId,
    // 户登记/联系电话 and 人员身份/联系电话 differ by their group alone.
    labels: [fact.label.zh, `${group.zh}${fact.label.zh}`, fact.label.en],
    synonyms: [...fact.synonyms, ...(synonyms[key] ?? []), ...(fact.national ? [fact.national] : [])],
    required: required.has(key),
    subject,
    fact,
    ...(byDecision ? { byDecision } : {}),
  }
}

/** What sheets of offices call it besides what the catalogue knows. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  'household.householdNumber': ['户号', '家庭编号', '建档立卡户编号', '户籍编号'],
  'household.status': ['户状态', '贫困状态', '是否脱贫', '当前状态'],
  'person.name': ['名字', '家庭成员姓名', '人员姓名'],
  'person.relation': ['与户主的关系', '和户主关系', '家庭关系'],
  'person.idNumber': ['证件号', '身份证', '居民身份证号', '公民身份证号码'],
  'person.birthDate': ['出生年月日', '生日'],
}

function placeFields(kind: ImportKindName): Field[] {
  const place = (
    key: string,
    zh: string,
    en: string,
    names: readonly string[],
    isRequired = false,
  ): Field => ({
    key: `region.${key}`,
    label: { zh, en },
    group: groupName('place'),
    groupId: 'place',
    labels: [zh, en],
    synonyms: names,
    required: isRequired,
    subject: 'sheet',
  })
  const village = kind === 'villages'
  return [
    place('code', '村（组）代码', 'code of the village or group', [
      '行政村代码',
      '村编码',
      '行政区划代码',
      '区划代码',
      '村组代码',
      '所在村代码',
    ]),
    place('county', '县（市、区）', 'county', ['县区', '区县', '县名', '所在县', '县级']),
    place('town', '乡镇', 'town', ['乡(镇)', '乡镇街道', '镇', '所在乡镇', '乡镇名称']),
    place(
      'village',
      '行政村',
      'village',
      ['村', '村名', '村委会', '所在村', '村(社区)', '行政村名称'],
      village,
    ),
    ...(village ? [] : [place('group', '村民小组', 'village group', ['组', '小组', '村组', '所在组'])]),
  ]
}

function sheetFields(kind: ImportKindName): Field[] {
  const field = (key: string, label: Label, names: readonly string[]): Field => ({
    key,
    label,
    group: groupName('sheet'),
    groupId: 'sheet',
    labels: [label.zh, label.en],
    synonyms: names,
    required: false,
    subject: 'sheet',
  })
  const observedOn = field('observedOn', { zh: '调查日期', en: 'observed on' }, [
    '采集日期',
    '填表日期',
    '登记日期',
    '观察日期',
    '调查时间',
    '采集时间',
  ])
  if (kind === 'villages') return [observedOn]
  return [
    observedOn,
    field('incomeYear', { zh: '收入年度', en: 'year of the income' }, [
      '年度',
      '统计年度',
      '收入年份',
      '核算年度',
    ]),
  ]
}
