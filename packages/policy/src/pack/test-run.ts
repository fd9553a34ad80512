/** Runs the tests of packs. */
import type { Problem } from '../model.ts'
import { coverageProblems } from './coverage.ts'
import type { PackText } from './load.ts'
import { isTestFile } from './load.ts'
import { mutationProblems } from './mutation.ts'
import type { Packs } from './packs.ts'
import type { CaseResult, ReadyCase } from './test-case.ts'
import { prepare, runCase } from './test-case.ts'
import { readTestFile } from './test-file.ts'

export interface PackTestReport {
  readonly cases: readonly CaseResult[]
  /** Test files that cannot be read, what no test covers, mutations that no test notices. */
  readonly problems: readonly Problem[]
}
export interface TestOptions {
  /** Also change each test of a criterion a little, and demand that a case fails. */
  readonly mutate?: boolean
  /** Packs that must be covered even when no test file names them. */
  readonly mustCover?: readonly string[]
}

/**
 * Runs test files (`*.test.yaml`; other files are passed over) against loaded packs. The packs are in order when
 * every case has passed and there are no problems.
 */
export function runPackTests(
  packs: Packs,
  files: readonly PackText[],
  options: TestOptions = {},
): PackTestReport {
  const problems: Problem[] = []
  const ready: ReadyCase[] = []
  const names = new Set<string>()
  for (const { path, text } of files.filter((each) => isTestFile(each.path))) {
    const read = readTestFile(path, text)
    problems.push(...read.problems)
    if (!read.file) continue
    names.add(read.file.pack)
    for (const spec of read.file.cases) {
      const made = prepare(packs, read.file.pack, spec)
      if ('problems' in made) problems.push(...made.problems)
      else if (made.expect) ready.push({ ...made, expect: made.expect })
    }
  }
  const cases = ready.map((each) => runCase(each))
  for (const name of options.mustCover ?? []) names.add(name)
  const sound = ready.filter((_, index) => cases[index]!.passed)
  for (const name of names) {
    const own = sound.filter((each) => each.pack === name)
    problems.push(...coverageProblems(packs, name, own))
    if (options.mutate) problems.push(...mutationProblems(packs, name, own))
  }
  return { cases, problems }
}
