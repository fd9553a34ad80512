/** What a code list is. The lists themselves lie in `lists/`, one file for what belongs together. */

/** A label or sentence in both languages. */
export interface Text {
  readonly zh: string
  readonly en: string
}

/**
 * How well the list is known: G government or official-media text, C a third-party copy, R read off an official
 * form or export as software reproduced it, U believed but not confirmed.
 */
export type Grade = 'G' | 'C' | 'R' | 'U'

export type Sex = 'male' | 'female'

export interface CodeValue {
  /** Stored in facts. Never changes its meaning. */
  readonly code: string
  readonly label: Text
  /** The number or letter of the same value in the national standard or system. */
  readonly national?: string
  /** GB/T 4761 code of a relation; the head code of the group where one value covers several. */
  readonly gbt4761?: string
  /** Other words that forms and spreadsheets use for it. */
  readonly synonyms?: readonly string[]
  /** Code of the broader value of the same list. */
  readonly parent?: string
  /** The sex that the value implies, for relations. */
  readonly sex?: Sex
  /** Only where a single value is less certain than its list. */
  readonly grade?: 'U'
}

export interface CodeStandard {
  readonly id: StandardId
  /** Where the list comes from: `GB/T 3304-1991`, `national poverty system`. */
  readonly standard: string
  readonly title: Text
  readonly grade: Grade
  /** In the order of the form. */
  readonly values: readonly CodeValue[]
}

export type StandardId =
  | 'ethnicGroup'
  | 'relation'
  | 'relationGb'
  | 'sex'
  | 'maritalStatus'
  | 'health'
  | 'healthGb'
  | 'education'
  | 'educationGb'
  | 'schoolStage'
  | 'labourSkill'
  | 'politicalStatus'
  | 'dropoutReason'
  | 'cause'
  | 'householdAttribute'
  | 'householdStatus'
  | 'disabilityCategory'
  | 'disabilityGrade'
  | 'entryRoad'
  | 'fuel'
  | 'houseGrade'
  | 'houseStructure'
  | 'waterSource'
  | 'riskType'
  | 'monitoredObject'
  | 'unitAffiliation'
  | 'regionLevel'
  | 'urbanRuralClass'

type Extra = Omit<CodeValue, 'code' | 'label'>

/** One line of a list. */
export const value = (code: string, zh: string, en: string, extra: Extra = {}): CodeValue => ({
  code,
  label: { zh, en },
  ...extra,
})

/** A whole list. */
export const list = (
  id: StandardId,
  standard: string,
  grade: Grade,
  title: Text,
  values: readonly CodeValue[],
): CodeStandard => ({ id, standard, title, grade, values })
