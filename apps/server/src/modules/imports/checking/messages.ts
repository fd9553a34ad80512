/** The sentence for each problem of a cell or row, in both languages. Codes and arguments are what is stored. */

import type { Label } from '../deps.ts'
import { problemText as sheetTexts } from '../sheet/index.ts'
import type { StagedProblem } from '../staging/problem.ts'

type Args = Readonly<Record<string, string | number>>
type Sentence = (args: Args) => readonly [zh: string, en: string]

const sentences: Readonly<Record<string, Sentence>> = {
  'cell.required': () => ['必填，不能为空。', 'Required, must not be blank.'],
  'cell.boolean': () => [
    '应填是或否（也可填有/无、√、1/0）。',
    'Yes or no is expected (是/否, 有/无, √, 1/0).',
  ],
  'cell.number': () => ['应为数字。', 'A number is expected.'],
  'cell.whole': () => ['应为整数。', 'A whole number is expected.'],
  'cell.decimals': ({ most }) => [`最多 ${most} 位小数。`, `At most ${most} decimals.`],
  'cell.range': ({ min, max }) => [`应在 ${min} 到 ${max} 之间。`, `Must lie between ${min} and ${max}.`],
  'cell.noSuchDay': () => ['日历上没有这一天。', 'There is no such day.'],
  'cell.dayIncomplete': () => ['缺少日，应写成 2016-11-03。', 'The day is missing: write 2016-11-03.'],
  'cell.daySerial': () => [
    '像是日期的内部序号，请把该列设为日期格式后再上传。',
    'This looks like the serial number of a date: format the column as a date.',
  ],
  'cell.day': () => ['应为日期，如 2016-11-03。', 'A day is expected, such as 2016-11-03.'],
  'cell.code': ({ near, nearEn, some, someEn }) =>
    near
      ? [`不在可选值内，是否为“${near}”？`, `Not one of the choices; did you mean ${nearEn}?`]
      : [`不在可选值内，可填：${some}。`, `Not one of the choices: ${someEn}.`],
  'cell.tooLong': ({ most }) => [`超过 ${most} 个字。`, `Longer than ${most} characters.`],
  'cell.householdNumber': () => [
    '户编号只能有数字、字母和短横。',
    'A household number has only digits, letters and hyphens.',
  ],
  'cell.year': () => ['应为年份，如 2016。', 'A year is expected, such as 2016.'],
  'identity.idNumber': ({ zh, en }) => [`证件号码有误：${zh}。`, `The id number is wrong: ${en}.`],
  'identity.birthDate': ({ implied }) => [
    `与证件号码中的出生日期 ${implied} 不符。`,
    `Differs from the birth date in the id number, ${implied}.`,
  ],
  'identity.sex': ({ implied }) => [
    `与证件号码中的性别（${implied === 'male' ? '男' : '女'}）不符。`,
    `Differs from the sex in the id number, ${implied}.`,
  ],
  'identity.relationSex': () => [
    '与户主关系和性别不一致。',
    'The relation to the head and the sex do not agree.',
  ],
  'place.code': ({ zh, en }) => [`区划代码有误：${zh}。`, `The region code is wrong: ${en}.`],
  'place.notVillage': () => ['须写到村或组。', 'A village or group is needed.'],
  'place.outside': ({ region }) => [
    `不在本次导入的区域 ${region} 内。`,
    `Not within ${region}, the region of this import.`,
  ],
  'place.unknown': () => [
    '在本次导入的区域内没有这个地方。',
    'There is no such place within the region of this import.',
  ],
  'place.unknownGroup': () => [
    '没有登记这个村民小组，本行记到村。',
    'The village group is not registered; the row is kept under the village.',
  ],
  'place.ambiguous': ({ count }) => [
    `有 ${count} 个同名的地方，请补充上级或填写代码。`,
    `${count} places bear this name: add the region above or the code.`,
  ],
  'row.noPlace': () => ['没有写明所在村。', 'The village is not said.'],
  'row.future': ({ today }) => [`晚于今天 ${today}。`, `Lies after today, ${today}.`],
  'row.noPeriod': () => [
    '有收入金额，但没有写明收入年度或时期。',
    'There are amounts of income, but no year or period for them.',
  ],
  'row.sameIdNumber': ({ line }) => [
    `证件号码与第 ${line} 行相同。`,
    `The same id number stands in row ${line}.`,
  ],
  'row.repeated': ({ line }) => [
    `与第 ${line} 行是同一人，内容相同，只入库一次。`,
    `The same person as in row ${line}, with the same content; counted once.`,
  ],
  'row.samePerson': ({ line }) => [
    `与第 ${line} 行对应到登记册中的同一个人。`,
    `Stands for the same registered person as row ${line}.`,
  ],
  'row.dependsOn': ({ line }) => [
    `同一户的第 ${line} 行有误；如果不导入有误的行，本行也不导入。`,
    `Row ${line} of the same household has an error; if such rows are left out, so is this one.`,
  ],
  'household.noHead': () => ['这一户没有户主。', 'The household has no head.'],
  'household.twoHeads': ({ count }) => [`这一户有 ${count} 名户主。`, `The household has ${count} heads.`],
  'household.otherHead': ({ name }) => [
    `这一户在登记册中的户主是${name}，与本表不同。`,
    `The registered head of the household is ${name}, not this person.`,
  ],
  'household.twoPlaces': () => [
    '同一户的各行所在村组不同。',
    'Rows of one household lie in different places.',
  ],
  'household.disagree': ({ values }) => [
    `同一户各行的该项不一致：${values}。`,
    `Rows of one household disagree: ${values}.`,
  ],
  'household.elsewhere': ({ region }) => [
    region
      ? `户编号已在另一个村（${region}）使用；整户搬迁请用“迁移”。`
      : '户编号已在另一个村使用（不在您的范围内）。',
    region
      ? `The household number is in use in another village (${region}); use a move for a household that moved.`
      : 'The household number is in use in another village, outside your scope.',
  ],
  'household.ended': () => ['这一户已注销。', 'This household has ended.'],
  'person.elsewhere': ({ number }) => [
    number ? `此人已登记在户 ${number}；人员变动请用“人员迁移”。` : '此人已登记在另一户（不在您的范围内）。',
    number
      ? `This person is registered in household ${number}; use a move for a person who moved.`
      : 'This person is registered in another household, outside your scope.',
  ],
  'person.ended': () => ['此人已注销。', 'This person has ended.'],
  'person.likely': ({ score, name, number }) => [
    `可能与户 ${number} 的${name}是同一人（${score} 分），入库后列入疑似重复。`,
    `May be ${name} of household ${number} (score ${score}); will be listed as a possible duplicate.`,
  ],
  'person.likelyRow': ({ score, line }) => [
    `可能与第 ${line} 行是同一人（${score} 分），入库后列入疑似重复。`,
    `May be the person of row ${line} (score ${score}); will be listed as a possible duplicate.`,
  ],
  'income.overlaps': ({ from, to }) => [
    `该项已有 ${from} 至 ${to} 的金额，时期重叠会重复计算。`,
    `There is an amount for ${from} to ${to} already; overlapping periods would count twice.`,
  ],
  'village.twice': ({ line }) => [`与第 ${line} 行是同一个村。`, `The same village as in row ${line}.`],
}

export function problemMessage(problem: StagedProblem): Label {
  const { code, args = {} } = problem
  if (code.startsWith('sheet.')) {
    const text = sheetTexts[code.slice(6) as keyof typeof sheetTexts]
    if (text) return text
  }
  const sentence = sentences[code]
  if (!sentence) return { zh: code, en: code }
  const [zh, en] = sentence(args)
  return { zh, en }
}
