/**
 * Disability certificate numbers: an id number, the category (1–7), the grade (1–4), and in the form with 22
 * characters two more, as B1. They seem to count re-issues; that is not confirmed, so they are only kept.
 */
import { accept, type Checked, refuse } from './checked.ts'
import { type CheckOptions, type IdNumber, type IdNumberRule, parseIdNumber } from './id-number.ts'
import { disabilityCategory } from './lists/person.ts'

export interface DisabilityNumber extends IdNumber {
  readonly disability: {
    /** A code of the list `disabilityCategory`. */
    readonly category: string
    /** A code of the list `disabilityGrade`; 1 is the most severe. */
    readonly grade: string
    readonly suffix?: string
  }
}

export type DisabilityNumberRule = IdNumberRule | 'category' | 'grade' | 'suffix'

/** Reads a number of 20 or 22 characters as it is written. `number` of the result is the whole number. */
export function parseDisabilityNumber(
  text: string,
  options: CheckOptions,
): Checked<DisabilityNumber, DisabilityNumberRule> {
  if (text.length !== 20 && text.length !== 22) {
    return refuse(
      'length',
      `残疾人证号应为20位或22位，实为${text.length}位`,
      `A disability number has 20 or 22 characters, not ${text.length}`,
    )
  }
  const person = parseIdNumber(text.slice(0, 18), options)
  if (!person.ok) return person
  const category = disabilityCategory.values.find((known) => known.national === text[18])?.code
  if (category === undefined) {
    return refuse(
      'category',
      '第19位残疾类别应为1至7（视力、听力、言语、肢体、智力、精神、多重）',
      'Character 19 is the category and must be 1 to 7 (visual, hearing, speech, physical, intellectual, mental, multiple)',
    )
  }
  const grade = text[19]!
  if (grade < '1' || grade > '4') {
    return refuse('grade', '第20位残疾等级应为1至4', 'Character 20 is the grade and must be 1 to 4')
  }
  const suffix = text.slice(20)
  if (suffix !== '' && !/^[0-9A-Z]{2}$/.test(suffix)) {
    return refuse(
      'suffix',
      '第21、22位应为大写字母或数字，如B1',
      'Characters 21 and 22 must be capital letters or digits, as B1',
    )
  }
  return accept({
    ...person.value,
    number: text,
    disability: { category, grade, ...(suffix ? { suffix } : {}) },
  })
}

/** The field “id number or disability number” of the registration form: 18, 20 or 22 characters. */
export function parseCertificateNumber(
  text: string,
  options: CheckOptions,
): Checked<IdNumber | DisabilityNumber, DisabilityNumberRule> {
  if (text.length === 20 || text.length === 22) return parseDisabilityNumber(text, options)
  return parseIdNumber(text, options)
}
