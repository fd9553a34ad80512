/** What can be wrong with a question about regions or with a change of the tree, each said in one sentence. */
import { parseDay } from '@lika/policy'
import { type AppError, conflict, invalid, notFound, refused } from '../../platform/errors.ts'

/** Not found and not yours look the same from outside. */
export function unknownRegion(
  field: string,
  code: string,
  successor?: { to: string; effectiveOn: string },
): AppError {
  const zh = successor ? `${code} 自 ${successor.effectiveOn} 起已并入或改为 ${successor.to}。` : ''
  const en = successor ? ` Since ${successor.effectiveOn} it is ${successor.to}.` : ''
  return notFound(
    'region.notFound',
    {
      zh: `没有这个区划，或者不在您的范围内。${zh}`,
      en: `There is no such region, or it is not within your scope.${en}`,
    },
    { field, value: code, ...(successor ? { expected: successor.to } : {}) },
  )
}

/** The pattern of a day admits 30 February. */
export function mustBeADay(field: string, day: string | undefined): void {
  if (day === undefined || parseDay(day) !== undefined) return
  throw invalid(
    'request.invalid',
    { zh: `${day} 不是日历上的日期。`, en: `${day} is no day of the calendar.` },
    { field, value: day, expected: 'YYYY-MM-DD' },
  )
}

export function notInTheFuture(field: string, day: string, today: string): void {
  if (day <= today) return
  throw refused(
    'regionChange.future',
    {
      zh: `生效日期 ${day} 晚于今天 ${today}：请在生效之日或之后录入。`,
      en: `The day ${day} lies after today, ${today}: enter the change when it has taken effect.`,
    },
    { field, value: day, expected: `≤ ${today}` },
  )
}

export function tooEarly(code: string, day: string, since: string): AppError {
  return refused(
    'regionChange.tooEarly',
    {
      zh: `${code} 现在的名称和代码自 ${since} 起有效，不能从 ${day} 起变更。`,
      en: `${code} bears its present name and code since ${since}; it cannot change from ${day} on.`,
    },
    { field: 'effectiveOn', value: day, expected: `> ${since}` },
  )
}

export function differentBody(id: string): AppError {
  return conflict(
    'regionChange.differentBody',
    { zh: `编号 ${id} 的变更已存在，内容不同。`, en: `A change ${id} is there already, with another body.` },
    { field: 'id', value: id },
  )
}

export function wrongFields(field: 'to' | 'name', kind: string, isNeeded: boolean): AppError {
  const [zh, en] = isNeeded
    ? [`${kind} 需要填写 ${field}。`, `A ${kind} needs ${field}.`]
    : [`${kind} 不填写 ${field}。`, `A ${kind} takes no ${field}.`]
  return invalid('regionChange.fields', { zh, en }, { field, expected: isNeeded ? 'required' : 'absent' })
}

export function acrossCounties(from: string, to: string): AppError {
  return refused(
    'regionChange.acrossCounties',
    {
      zh: `${from} 与 ${to} 不在同一个县：跨县划转涉及两个县的登记，须作为单独的事项办理。`,
      en: `${from} and ${to} lie in two counties: a move across counties changes two registers and is a case of its own.`,
    },
    { field: 'to', value: to, expected: from.slice(0, 6) },
  )
}

export function onlyVillages(field: 'from' | 'to', code: string): AppError {
  return refused(
    'regionChange.onlyVillages',
    {
      zh: `撤并和划转以行政村为单位(12位代码),${code} 不是。`,
      en: `Merges and moves are of villages, whose codes have 12 digits; ${code} is none.`,
    },
    { field, value: code, expected: '12' },
  )
}

export function sameRegion(code: string): AppError {
  return refused(
    'regionChange.sameRegion',
    { zh: `${code} 不能并入或划转为自身。`, en: `${code} cannot become itself.` },
    { field: 'to', value: code },
  )
}

export function sameName(name: string): AppError {
  return refused(
    'regionChange.sameName',
    { zh: `名称已经是“${name}”。`, en: `It already bears the name ${name}.` },
    { field: 'name', value: name },
  )
}

export function codeTaken(code: string): AppError {
  return conflict(
    'regionChange.codeTaken',
    { zh: `代码 ${code} 已经使用过。`, en: `The code ${code} has been in use.` },
    { field: 'to', value: code },
  )
}

export function groupsFull(village: string): AppError {
  return refused(
    'region.groupsFull',
    {
      zh: `${village} 的村民小组编号已用到 99,无法再增设。`,
      en: `${village} has given all 99 numbers to groups.`,
    },
    { field: 'village', value: village },
  )
}

export function groupNameTaken(name: string, code: string): AppError {
  return conflict(
    'region.groupNameTaken',
    {
      zh: `该村已有“${name}”，代码 ${code}。`,
      en: `The village already has a group named ${name}, with the code ${code}.`,
    },
    { field: 'name', value: name, expected: code },
  )
}
