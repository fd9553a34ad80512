import { type AppError, conflict, invalid, notFound, refused } from '../../platform/errors.ts'

export function unknownComplaint(id: string): AppError {
  return notFound(
    'complaint.notFound',
    {
      zh: `没有这件来信来访（${id}），或者不在您的范围内。`,
      en: `There is no such complaint (${id}), or it is not yours to see.`,
    },
    { field: 'id', value: id },
  )
}

export function otherContent(id: string): AppError {
  return conflict(
    'complaint.otherContent',
    {
      zh: '同一编号已经提交过别的内容。',
      en: 'Something else was sent under the same id.',
    },
    { field: 'id', value: id },
  )
}

export function unknownRegion(field: string, region: string): AppError {
  return invalid(
    'complaint.region',
    {
      zh: `“${region}”不是现有的县、乡镇、村；请选择事情所在的地方。`,
      en: `${region} is no county, township or village of today; choose where it is.`,
    },
    { field, value: region, expected: '6–14 digits' },
  )
}

export function accusedElsewhere(region: string): AppError {
  return invalid(
    'complaint.accusedElsewhere',
    {
      zh: '被反映的单位要在事情所在的村、乡镇或县之中选择。',
      en: 'Whom it is about is the village, the township or the county of the place that it speaks of.',
    },
    { field: 'accusedRegion', value: region },
  )
}

export function unknownUnit(field: string, id: string): AppError {
  return invalid(
    'complaint.unit',
    { zh: '没有这个单位。', en: 'There is no such unit.' },
    { field, value: id },
  )
}

export function notNow(act: string, state: string, may: readonly string[]): AppError {
  return refused(
    'complaint.notNow',
    {
      zh: `现在（${state}）不能做“${act}”。`,
      en: `“${act}” cannot be done while it is ${state}.`,
    },
    { field: 'act', value: act, expected: may },
  )
}

export function actedMeanwhile(): AppError {
  return conflict('complaint.actedMeanwhile', {
    zh: '其间有人办理过，请刷新后再办。',
    en: 'Somebody has acted meanwhile; load it again.',
  })
}

export function textNeeded(act: string): AppError {
  return invalid(
    'complaint.textNeeded',
    {
      zh: '请写明内容（至少两个字）：答复、转办意见和撤回原因都要留存。',
      en: 'Say it in words, two characters at least: answers, instructions and reasons are kept.',
    },
    { field: 'text', value: act, expected: '2–4000' },
  )
}

export function passedToAccused(): AppError {
  return refused(
    'complaint.passedToAccused',
    {
      zh: '不能转给被反映的单位或其下级办理。',
      en: 'It cannot be passed on to whoever it is about, nor below them.',
    },
    { field: 'toRegion' },
  )
}

export function targetNeeded(): AppError {
  return invalid(
    'complaint.targetNeeded',
    { zh: '请选择转给哪个地区或单位。', en: 'Say to which region or unit.' },
    { field: 'toRegion' },
  )
}

export function caseNeeded(value: string | undefined): AppError {
  return invalid(
    'complaint.case',
    {
      zh: '请选择同一个县里、您能看到的事项。',
      en: 'Choose a case of the same county that you may see.',
    },
    { field: 'case', value: value ?? null },
  )
}
