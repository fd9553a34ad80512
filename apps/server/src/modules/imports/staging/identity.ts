/** Id numbers: what the check of one says, and what birth date and sex follow from it. Pure. */
import {
  identityKey,
  normaliseIdNumber,
  parseCertificateNumber,
  standards,
  upgradeIdNumber15,
} from '@lika/codes'
import type { CellValue } from './cells.ts'
import { problemOf, type StagedProblem, warningOf } from './problem.ts'

export interface IdentityOptions {
  readonly today: string
  /** Numbers that fail are kept with the result of the check; otherwise they are errors. */
  readonly keepWrong: boolean
}

/** Values of the code list idNumberCheck, by the rule that failed. */
const checkOf: Readonly<Record<string, string>> = {
  length: 'wrongLength',
  characters: 'wrongCharacters',
  birthDate: 'wrongDate',
  birthYear: 'wrongDate',
  birthFuture: 'wrongDate',
  checkDigit: 'wrongCheckDigit',
  category: 'wrongDisability',
  grade: 'wrongDisability',
  suffix: 'wrongDisability',
}

const sexOfRelation = new Map(standards.relation.values.map(({ code, sex }) => [code, sex]))

/**
 * Completes the facts of a person in place. Answers the key under which the number is looked up when it is valid.
 */
export function completeIdentity(
  facts: Record<string, CellValue>,
  problems: StagedProblem[],
  options: IdentityOptions,
): string | undefined {
  const written = facts.idNumber
  const key = typeof written === 'string' ? readIdNumber(written, facts, problems, options) : undefined
  const wanted = typeof facts.relation === 'string' ? sexOfRelation.get(facts.relation) : undefined
  if (wanted && (facts.sex === 'male' || facts.sex === 'female') && facts.sex !== wanted) {
    problems.push(warningOf('person.relation', 'identity.relationSex'))
  }
  return key
}

function readIdNumber(
  written: string,
  facts: Record<string, CellValue>,
  problems: StagedProblem[],
  { today, keepWrong }: IdentityOptions,
): string | undefined {
  let number = normaliseIdNumber(written).text
  const upgraded = number.length === 15 ? upgradeIdNumber15(number) : undefined
  if (upgraded?.ok) number = upgraded.value
  facts.idNumber = number
  const parsed = parseCertificateNumber(number, { today })
  if (!parsed.ok) {
    facts.idNumberCheck = checkOf[parsed.rule] ?? 'wrongCharacters'
    const args = { zh: parsed.message.zh, en: parsed.message.en }
    // The number is not repeated: reports are passed around.
    const problem = problemOf('person.idNumber', 'identity.idNumber', undefined, args)
    problems.push(keepWrong ? { ...problem, warning: true } : problem)
    return undefined
  }
  facts.idNumberCheck = 'valid'
  const { birthDate, sex } = parsed.value
  agree(facts, problems, 'birthDate', birthDate, keepWrong)
  agree(facts, problems, 'sex', sex, keepWrong)
  const { disability } = parsed.value as { disability?: { category: string; grade: string } }
  if (disability) {
    facts.disabilityCategory ??= disability.category
    facts.disabilityGrade ??= disability.grade
  }
  return identityKey(number)
}

/** A blank column is filled from the number; a filled one that says otherwise is told. */
function agree(
  facts: Record<string, CellValue>,
  problems: StagedProblem[],
  fact: 'birthDate' | 'sex',
  implied: string,
  keepWrong: boolean,
): void {
  const said = facts[fact]
  if (said === undefined || said === null || said === 'unknown' || said === 'unstated') facts[fact] = implied
  else if (said !== implied) {
    const problem = problemOf(`person.${fact}`, `identity.${fact}`, String(said), { implied })
    problems.push(keepWrong ? { ...problem, warning: true } : problem)
  }
}
