import { type AppError, conflict, invalid, notFound, refused } from '../../platform/errors.ts'
import { columns, leadKinds, MOST_ROWS } from './kinds.ts'

export function unknownList(id: string): AppError {
  return notFound(
    'leadList.notFound',
    {
      zh: `没有这份名单（${id}），或者不在您的范围内。`,
      en: `There is no such list (${id}), or it is not yours to see.`,
    },
    { field: 'id', value: id },
  )
}

export function unknownLead(id: string, field = 'id'): AppError {
  return notFound(
    'lead.notFound',
    {
      zh: `没有这条线索（${id}），或者不在您的范围内。`,
      en: `There is no such lead (${id}), or it is not yours to see.`,
    },
    { field, value: id },
  )
}

export function otherContent(id: string, field = 'id'): AppError {
  return conflict(
    'lead.otherContent',
    { zh: '同一编号已经提交过别的内容。', en: 'Something else was sent under the same id.' },
    { field, value: id },
  )
}

export function sameFile(): AppError {
  return conflict(
    'leadList.sameFile',
    {
      zh: '同一份表格已经作为同一种类的名单上传过；要重新上传，请先撤回原来的名单。',
      en: 'The same sheet was uploaded as a list of this kind before; to upload it again, take that list back first.',
    },
    { field: 'file' },
  )
}

export function regionTooLarge(region: string): AppError {
  return invalid(
    'leadList.region',
    {
      zh: '一份名单属于一个县：请选择县、乡镇或村。',
      en: 'A list is of one county: choose a county, a township or a village.',
    },
    { field: 'region', value: region, expected: '6–12 digits' },
  )
}

export function unknownKind(kind: string): AppError {
  const known = leadKinds.map(({ id }) => id)
  return invalid(
    'leadList.kind',
    {
      zh: `没有“${kind}”这种名单，可选：${leadKinds.map(({ label }) => label.zh).join('、')}。`,
      en: `There is no kind ${kind}: it is one of ${known.join(', ')}.`,
    },
    { field: 'kind', value: kind, expected: known },
  )
}

export function unknownUnit(unit: string): AppError {
  return invalid(
    'leadList.unit',
    {
      zh: '没有这个单位，或者它不在名单所属的县及以上。',
      en: 'There is no such unit, or it is not one of the region and what lies above it.',
    },
    { field: 'unit', value: unit },
  )
}

export function heardLater(day: string, today: string): AppError {
  return invalid(
    'leadList.heardOn',
    {
      zh: `名单日期 ${day} 晚于今天（${today}）。`,
      en: `${day} is later than today, ${today}.`,
    },
    { field: 'heardOn', value: day, expected: `≤ ${today}` },
  )
}

export function columnsMissing(found: readonly string[]): AppError {
  const names = columns.slice(0, 3).map(({ header }) => header)
  return refused(
    'leadList.columnsMissing',
    {
      zh: `表里找不到“${names[0]}”列，也没有“${names[1]}”和“${names[2]}”两列。请改正表头。`,
      en: 'The sheet has no column 身份证号 (id number), and not both 姓名 (name) and 村 (village). Name the columns so.',
    },
    { field: 'file', value: found.slice(0, 20).map((header) => header.slice(0, 40)), expected: names },
  )
}

export function emptySheet(): AppError {
  return refused(
    'leadList.empty',
    { zh: '表里没有一行内容。', en: 'The sheet has no rows.' },
    { field: 'file' },
  )
}

export function tooManyRows(): AppError {
  return refused(
    'leadList.tooMany',
    {
      zh: `一份名单最多 ${MOST_ROWS} 行，请分几份上传。`,
      en: `A list has ${MOST_ROWS} rows at most: upload it in parts.`,
    },
    { field: 'file', expected: MOST_ROWS },
  )
}

export function alreadyActedOn(): AppError {
  return refused('leadList.actedOn', {
    zh: '已经处置过其中的线索，不能再撤回整份名单；请逐条排除，并写明原因。',
    en: 'Leads of this list were acted on: it is not taken back as a whole. Dismiss them one by one, with the reason.',
  })
}

export function withdrawnAlready(): AppError {
  return conflict('leadList.withdrawn', {
    zh: '这份名单已经撤回，原因不同。',
    en: 'The list has been taken back before, for another reason.',
  })
}

export interface LeadFault {
  readonly field: string
  readonly value: string
  readonly message: { readonly zh: string; readonly en: string }
}

export const faultTexts = {
  dismissed: { zh: '这条线索已排除', en: 'the lead was dismissed' },
  notDismissed: { zh: '这条线索没有被排除', en: 'the lead was not dismissed' },
  checking: { zh: '已由这条线索发起事项', en: 'a case was opened out of it' },
  checked: { zh: '这一户已经核实，事项已办结', en: 'the household was checked: its case has ended' },
  actedMeanwhile: {
    zh: '其间有人处置过，请刷新后再办',
    en: 'somebody has acted on it meanwhile; load it again',
  },
  otherHousehold: { zh: '这条线索说的是另一户', en: 'the lead is about another household' },
  procedure: {
    zh: '这类事项不是识别认定，不能由线索发起',
    en: 'a case of this procedure recognises nobody: it is not opened out of a lead',
  },
  channel: { zh: '事项来源与线索的种类不符', en: 'the channel is not that of the kind of list' },
} as const

/** All or none: those that cannot go along are named, so that they can be taken out. */
export function notAll(faults: readonly LeadFault[], of: number): AppError {
  return refused(
    'lead.notAll',
    {
      zh: `${of}条中有${faults.length}条不能办理，一条也没有办。请移出后再办。`,
      en: `${faults.length} of ${of} cannot be done, so none was. Take them out and send the others again.`,
    },
    { errors: faults.slice(0, 500) },
  )
}

export function namedTwice(field: string, value: string): AppError {
  return invalid('lead.twice', { zh: '同一条出现了两次。', en: 'It is named twice.' }, { field, value })
}
