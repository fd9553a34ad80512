/** Regions as a document of a region names them: 合浦县, 合浦, 全市, 廉州镇. */
import { regionRange } from '@lika/codes'
import { listByNames, namesOf } from '../../regions/index.ts'
import type { PlansDeps } from '../deps.ts'

/** 全市, 我县, 本区: the region of the plan itself. */
const OWN = /^[全我本][省区市州县镇乡村]$/

/** Codes by name; a name that several regions bear is of none, unless one lies above the others. */
export async function codesByName(
  { db, clock }: Pick<PlansDeps, 'db' | 'clock'>,
  region: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(names)]
  const rows = await listByNames(
    db.pool,
    [...new Set(wanted.flatMap(namesOf))],
    [regionRange(region)],
    clock.today(),
  )
  const byName = Map.groupBy(rows, ({ name }) => name)
  const found = new Map<string, string>()
  for (const name of wanted) {
    const code = OWN.test(name) ? region : codeOf(namesOf(name), byName)
    if (code !== undefined) found.set(name, code)
  }
  return found
}

/** The name as it stands counts before what it may stand for. */
function codeOf(
  names: readonly string[],
  byName: ReadonlyMap<string, readonly { readonly code: string }[]>,
): string | undefined {
  const [whole = '', ...others] = names
  const codes = (byName.get(whole) ?? others.flatMap((name) => byName.get(name) ?? [])).map(
    ({ code }) => code,
  )
  const highest = codes.filter(({ length }) => codes.every((other) => length <= other.length))
  return highest.length === 1 ? highest[0] : undefined
}
