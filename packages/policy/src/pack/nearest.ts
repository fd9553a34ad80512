import { nearest } from '../expression/index.ts'

/** No name of ours is as long, and the distance to a long text takes long. */
const LONGEST = 80

/** The right name that a wrong one was probably meant to be. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  return wrong.length > LONGEST ? undefined : nearest(wrong, names)
}
