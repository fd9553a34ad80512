/** Checks of packs as wholes: versions and their dates, regions, `extends`, citations. */
import type { Text } from '../ir.ts'
import type { Place, Problem } from '../model.ts'
import { dayAfter, overlaps } from './day.ts'
import { nearestName } from './nearest.ts'
import type { Jurisdiction, LoadedPack } from './packs.ts'
import { ancestorsOf, levelOf, regionCode } from './packs.ts'

export type Report = (place: Place, code: string, message: Text, nearest?: string) => void

export function collector(): { readonly problems: Problem[]; readonly report: Report } {
  const problems: Problem[] = []
  const seen = new Set<string>()
  return {
    problems,
    report(place, code, message, nearest) {
      // One mistake shows in many periods; it is told once.
      const key = [place.file, place.line, place.column, place.item, code, message.en].join('\n')
      if (seen.has(key)) return
      seen.add(key)
      problems.push({ ...place, code, message, ...(nearest === undefined ? {} : { nearest }) })
    },
  }
}

/** Where a key at the top of a pack file is reported: the file's beginning, with the key as the item. */
export function headPlace(pack: LoadedPack, item: string): Place {
  return { ...pack.content.place, item }
}

/** The days on which a version is in force, as far as another known version does not replace it. */
export function spanOf(pack: LoadedPack, others: readonly LoadedPack[]): { from: string; to?: string } {
  const successor = others.find(
    (each) => each.content.pack === pack.content.pack && each.content.replaces === pack.content.version,
  )
  const { from, to } = pack.content.inForce
  if (!successor) return to === undefined ? { from } : { from, to }
  const end = dayAfter(successor.content.inForce.from, -1)
  return { from, to: to !== undefined && to < end ? to : end }
}

export function checkVersions(packs: readonly LoadedPack[], report: Report): void {
  const byName = Map.groupBy(packs, (each) => each.content.pack)
  for (const versions of byName.values()) {
    for (const [index, pack] of versions.entries()) {
      const { inForce, version, replaces, pack: name } = pack.content
      if (inForce.to !== undefined && inForce.to < inForce.from) {
        report(headPlace(pack, 'inForce'), 'dates', {
          zh: '“to”早于“from”',
          en: '"to" is before "from"',
        })
      }
      if (
        replaces !== undefined &&
        !versions.some((each) => each !== pack && each.content.version === replaces)
      ) {
        const names = versions.filter((each) => each !== pack).map((each) => each.content.version)
        const en = `there is no version ${replaces} of ${name}`
        report(
          headPlace(pack, 'replaces'),
          'pack.replaces',
          { zh: `${name} 没有版本 ${replaces}`, en },
          nearestName(replaces, names),
        )
      }
      for (const other of versions.slice(0, index)) {
        if (other.content.version === version) {
          const en = `version ${version} of ${name} is also in ${other.path}`
          report(headPlace(pack, 'version'), 'pack.version', {
            zh: `${other.path} 已有 ${name} 的版本 ${version}`,
            en,
          })
        } else if (bothHold(pack, other, versions)) {
          const en = `versions ${other.content.version} and ${version} of ${name} are in force on the same days`
          report(headPlace(pack, 'inForce'), 'pack.overlap', {
            zh: `${name} 的版本 ${other.content.version} 与 ${version} 有同日生效`,
            en,
          })
        }
      }
    }
  }
}

function bothHold(a: LoadedPack, b: LoadedPack, versions: readonly LoadedPack[]): boolean {
  const transitional = Number(a.content.appliesTo !== undefined) + Number(b.content.appliesTo !== undefined)
  return transitional !== 1 && overlaps(spanOf(a, versions), spanOf(b, versions))
}

/** All jurisdictions, with the one above each; what disagrees about its region is reported. */
export function findJurisdictions(packs: readonly LoadedPack[], report: Report): Map<string, Jurisdiction> {
  const found = new Map<string, Jurisdiction & { readonly pack: LoadedPack }>()
  for (const pack of packs) {
    const name = pack.jurisdiction
    const region = regionCode(pack.content.region)
    const first = found.get(name)
    if (!first) {
      const above = ancestorsOf(name).find((each) => packs.some((other) => other.jurisdiction === each))
      const level = levelOf(region) ?? 'nation'
      found.set(name, { name, region, level, pack, ...(above === undefined ? {} : { above }) })
    } else if (first.region !== region) {
      const other = first.pack.content.region
      report(headPlace(pack, 'region'), 'pack.region', {
        zh: `${name} 的地区在 ${first.pack.path} 中是 ${other}`,
        en: `the region of ${name} is ${other} in ${first.pack.path}`,
      })
    }
  }
  for (const one of found.values()) {
    const above = one.above === undefined ? undefined : found.get(one.above)
    if (above && !(one.region.startsWith(above.region) && one.region.length > above.region.length)) {
      report(headPlace(one.pack, 'region'), 'pack.region', {
        zh: `地区 ${one.region || 'all'} 不在上级 ${above.name} 的地区 ${above.region || 'all'} 之内`,
        en: `region ${one.region || 'all'} does not lie within region ${above.region || 'all'} of ${above.name}`,
      })
    }
    for (const other of found.values()) {
      if (one === other || ancestorsOf(one.name).includes(other.name)) continue
      const isInside = one.region.startsWith(other.region)
      const sameCountry = one.name.split('/')[0] === other.name.split('/')[0]
      const isAbove = ancestorsOf(other.name).includes(one.name)
      // Two trees of packs side by side are fine as long as one of them is nearer to any region.
      if (isInside && !isAbove && (sameCountry || one.region === other.region) && one.name > other.name) {
        report(headPlace(one.pack, 'pack'), 'pack.region', {
          zh: `${one.name} 与 ${other.name} 管同一地区，须有上下级关系`,
          en: `${one.name} and ${other.name} both hold in region ${one.region || 'all'}: one must stand below the other`,
        })
      }
    }
  }
  return new Map([...found].map(([name, { pack: _pack, ...rest }]) => [name, rest]))
}

export function checkExtends(packs: readonly LoadedPack[], report: Report): void {
  for (const pack of packs) {
    const higher = pack.content.extends
    if (higher === undefined) continue
    const place = headPlace(pack, 'extends')
    const names = [...new Set(packs.map((each) => each.content.pack))]
    const nearestAbove = ancestorsOf(pack.jurisdiction)
      .map((each) => `${each}/${pack.topic}`)
      .find((each) => names.includes(each))
    if (!names.includes(higher)) {
      const en = `there is no pack ${higher}`
      report(
        place,
        'pack.extends',
        { zh: `没有政策包 ${higher}`, en },
        nearestAbove ?? nearestName(higher, names),
      )
    } else if (higher !== nearestAbove) {
      report(
        place,
        'pack.extends',
        {
          zh: `只能扩展上级同主题的政策包，${higher} 不是`,
          en: `a pack extends the nearest pack of its topic above it, and ${higher} is not that`,
        },
        nearestAbove,
      )
    }
  }
}

/** Every `source` of a pack names one of its own sources: a lower item never rests on the higher pack's text. */
export function checkContent(pack: LoadedPack, report: Report): void {
  const names = Object.keys(pack.content.sources)
  visit(pack.content)
  function visit(value: unknown): void {
    if (Array.isArray(value)) {
      value.forEach(visit)
      return
    }
    if (typeof value !== 'object' || value === null) return
    if ('from' in value && 'to' in value && typeof value.from === 'string' && typeof value.to === 'string') {
      if (value.to < value.from && 'place' in value) {
        report(value.place as Place, 'dates', { zh: '“to”早于“from”', en: '"to" is before "from"' })
      }
    }
    for (const [key, each] of Object.entries(value)) {
      if (key === 'place') continue
      if (key === 'source') {
        // The shape of a source: its name with the place where it stands.
        const { value: cited, place } = each as { value: { id: string }; place: Place }
        if (names.includes(cited.id)) continue
        const en = `there is no source ${cited.id} in this pack`
        report(
          place,
          'source',
          { zh: `本政策包的 sources 中没有 ${cited.id}`, en },
          nearestName(cited.id, names),
        )
      } else visit(each)
    }
  }
}
