import { useQuery } from '@tanstack/react-query'
import { policyQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { useStandards } from '../../parts/standards.ts'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'

type PartName = keyof typeof zh.policy.part
type OfName = keyof typeof zh.policy.of

/** Names of the parts of a policy, and of what items belong to: a set of criteria or a kind of subject. */
export function useNames() {
  const { t, say } = useWords()
  const { region, date } = usePlace()
  const { sets } = useStandards()
  const { data: policy } = useQuery(policyQuery(region, date))
  return {
    part: (id: string) => (id in zh.policy.part ? t(`policy.part.${id as PartName}`) : id),
    group: (of: string) => {
      const set = sets.find((each) => each.set === of)
      if (set) return say(set.title)
      if (of in zh.policy.of) return t(`policy.of.${of as OfName}`)
      // A set that counts nobody today still has the title of its pack.
      const pack = policy?.packs.findLast(({ topic }) => topic === of)
      return pack ? say(pack.title) : of
    },
  }
}
