/** The tests of a pack, run when somebody looks at them, and once for the same packs and files. */
import type { PackTests } from '@lika/contract'
import { type EffectivePolicy, reportPackTests } from '@lika/policy'
import { notFound } from '../../../platform/errors.ts'
import { sha256 } from '../policies.ts'
import type { PolicyPageDeps } from './policy-page.ts'

/** By pack, the latest. */
export type KnownTests = Map<string, PackTests>

/** All tests of a pack take at most a few hundred milliseconds: they are about one household each. */
export function getPackTests(deps: PolicyPageDeps, known: KnownTests, pack: string): PackTests {
  const { policies } = deps.judging()
  const versions = policies.packs.list.filter(({ content }) => content.pack === pack)
  const files = policies.testFiles().get(pack) ?? []
  if (versions.length === 0) throw unknownPack(pack)
  // A test may rest on any pack above, so all of them count.
  const digest = sha256(
    [...policies.packs.list.map(({ ref }) => ref.digest), ...files.map(({ text }) => sha256(text))].join(),
  )
  const before = known.get(pack)
  if (before?.digest === `sha256:${digest}`) return before
  const { cases, bases, problems } = reportPackTests(policies.packs, files)
  const tests: PackTests = {
    pack,
    digest: `sha256:${digest}`,
    passed: cases.filter(({ passed }) => passed).length,
    failed: cases.filter(({ passed }) => !passed).length,
    labels: labelsOf(deps, versions),
    cases: cases.map((each) => ({
      ...each,
      facts: [...each.facts],
      results: each.results.map((result) => ({ ...result })),
    })),
    bases: bases.map((each) => ({ ...each, facts: [...each.facts] })),
    problems: problems.map(({ file, line, item, message }) => ({ file, line, item, message })),
  }
  known.set(pack, tests)
  return tests
}

function unknownPack(pack: string) {
  return notFound(
    'policy.packNotFound',
    { zh: `没有政策包 ${pack}。`, en: `There is no pack ${pack}.` },
    { field: 'pack', value: pack },
  )
}

/** What results are named by, as the policies say in which the versions of the pack are in force. */
function labelsOf(
  { judging }: PolicyPageDeps,
  versions: readonly { content: { region: string; inForce: { from: string } }; topic: string }[],
): PackTests['labels'] {
  const { policies } = judging()
  const labels: PackTests['labels'] = {}
  for (const { content, topic } of versions) {
    let policy: EffectivePolicy
    try {
      policy = policies.at(content.region, content.inForce.from)
    } catch {
      continue
    }
    for (const { id, label } of policy.sets[topic]?.criteria ?? []) labels[id] = label
    for (const formulas of Object.values(policy.derived))
      for (const { id, label } of Object.values(formulas)) labels[`derived.${id}`] = label
    for (const { id, label } of policy.entitlements) labels[`entitlements.${id}`] = label
  }
  return labels
}
