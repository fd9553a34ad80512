import type { CriteriaSet, Day, EffectivePolicy, PackRef, Problem } from '../model.ts'
import { effectivePolicy } from './effective.ts'
import type { Packs } from './packs.ts'

/** From what a verdict was made: with it the same verdict can be made again, years later. */
export interface Receipt {
  readonly set: string
  /** The packs that the set rests on, the nearest first. */
  readonly packs: readonly PackRef[]
  readonly region: string
  readonly asOf: Day
  readonly knownAt?: Day
  readonly caseOpened?: Day
  /** Name and version of what judged. */
  readonly engine: string
  /** Digest of the facts that were judged, as the caller keeps them. */
  readonly factsDigest: string
}

/** The receipt of a verdict of one set under a policy. */
export function receipt(
  set: CriteriaSet,
  policy: Pick<EffectivePolicy, 'region' | 'asOf' | 'knownAt' | 'caseOpened'>,
  made: { readonly engine: string; readonly factsDigest: string },
): Receipt {
  const { region, asOf, knownAt, caseOpened } = policy
  return {
    set: set.id,
    packs: set.chain,
    region,
    asOf,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(caseOpened === undefined ? {} : { caseOpened }),
    engine: made.engine,
    factsDigest: made.factsDigest,
  }
}

/**
 * The set and the policy of a receipt, out of packs that are loaded today. A problem when a pack of the receipt is
 * no longer there, was changed, or others have come in between: then the verdict cannot be made again.
 */
export function replay(
  packs: Packs,
  made: Receipt,
):
  | { readonly set: CriteriaSet; readonly policy: EffectivePolicy }
  | { readonly problems: readonly Problem[] } {
  const { region, asOf, knownAt, caseOpened } = made
  const policy = effectivePolicy(packs, {
    region,
    asOf,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(caseOpened === undefined ? {} : { caseOpened }),
  })
  if ('problems' in policy) return policy
  const set = policy.sets[made.set]
  if (!set)
    return { problems: [broken(`标准 ${made.set} 已不存在`, `the set ${made.set} is no longer there`)] }
  const name = (each: PackRef) => `${each.pack}@${each.version} ${each.digest}`
  const [then, now] = [made.packs.map(name), set.chain.map(name)]
  const problems = [
    ...then
      .filter((each) => !now.includes(each))
      .map((each) => broken(`当时的 ${each} 已变`, `${each} of the receipt is gone or changed`)),
    ...now
      .filter((each) => !then.includes(each))
      .map((each) => broken(`${each} 当时没有`, `${each} is not in the receipt`)),
  ]
  return problems.length > 0 ? { problems } : { set, policy }
}

function broken(zh: string, en: string): Problem {
  return { file: '', line: 1, column: 1, item: 'receipt', code: 'receipt', message: { zh, en } }
}
