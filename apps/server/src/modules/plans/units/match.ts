/**
 * Which unit of the register a name in a document means: what a person said (an alias), the same name, or the one office
 * of that department in the region that the name speaks of. Where two might be meant, none is; they are suggested.
 */
import { departmentOf, departments, type NamedDepartment, nearDepartments, regionRange } from '@lika/codes'
import type { NamedUnit } from '@lika/contract'
import { listUnitsNamed } from '../../access/index.ts'
import { findPlaces, listByNames, type Place } from '../../regions/index.ts'
import { bareName, type Ground, isOfRegion, namesOfPlace, regionsMeant } from './places.ts'
import { type AliasRow, listAliases, type Runner } from './units.store.ts'

export interface MatchedUnit extends NamedUnit {
  /** Units of the register that might be meant, where none is sure. */
  readonly suggestions: readonly { readonly id: string; readonly name: string }[]
}

type UnitOfRegister = { readonly id: string; readonly name: string; readonly region_code: string }

export interface Matching {
  /** Region of the document. */
  readonly region: string
  readonly names: Iterable<string>
  /** Day on which regions bear their names. */
  readonly today: string
  /** Also looks for what may be meant by a slip of the pen: dear, so for the first few names alone. */
  readonly withSlips?: boolean
}

const MOST_SLIPS = 200

/** By name, each of them once. A handful of queries, however many names there are. */
export async function matchUnits(runner: Runner, matching: Matching): Promise<Map<string, MatchedUnit>> {
  const names = [...new Set(matching.names)]
  if (names.length === 0) return new Map()
  const { region: own } = matching
  const places = await findPlaces(runner, [own])
  const chain = [...places.values()].sort((a, b) => b.code.length - a.code.length)
  const find = (places: readonly Place[]) => {
    const options = { places: places.map(({ name }) => bareName(name)) }
    return new Map(names.map((name) => [name, departmentOf(name, options)]))
  }
  const asFar = find(chain)
  const below = await listByNames(
    runner,
    [...asFar].flatMap(([name, department]) =>
      department?.place ? namesOfPlace(department.place) : department ? [] : beginningsOf(name),
    ),
    [regionRange(own)],
    matching.today,
  )
  // 合浦水利局 names a region without saying that it is a county: read once more, knowing those.
  const said = below.length > 0 ? find([...chain, ...below]) : asFar
  const ground: Ground = { own, chain, below }
  const regions = [...new Set([...chain, ...below].map(({ code }) => code))]
  const units = await listUnitsNamed(runner, { regions, names, ranges: rangesOf([regionRange(own)]) })
  const aliases = await listAliases(
    runner,
    chain.map(({ code }) => code),
    names,
  )
  const register = registerOf(units, new Map([...chain, ...below].map((place) => [place.code, place])))
  const unknown = matching.withSlips ? names.filter((name) => !said.get(name)) : []
  const slips = new Set(unknown.slice(0, MOST_SLIPS))
  return new Map(
    names.map((name) => [name, matchOne(name, said.get(name), { ground, units, aliases, register, slips })]),
  )
}

const beginningsOf = (name: string) => [2, 3, 4].flatMap((length) => namesOfPlace(name.slice(0, length)))

const rangesOf = (ranges: readonly { readonly lo: string; readonly hi: string }[]) => ({
  lo: ranges.map(({ lo }) => lo),
  hi: ranges.map(({ hi }) => hi),
})

/** Units by region and department. */
type Register = ReadonlyMap<string, readonly UnitOfRegister[]>
const place = (region: string, department: string) => `${region} ${department}`

function registerOf(units: readonly UnitOfRegister[], places: ReadonlyMap<string, Place>): Register {
  const register = new Map<string, UnitOfRegister[]>()
  for (const unit of units) {
    const region = places.get(unit.region_code)
    if (!region) continue
    const named = departmentOf(unit.name, { places: [bareName(region.name)] })
    if (!named || named.isEach) continue
    const zone = zoneOf(named, region)
    if (zone === undefined && !isOfRegion(named, region)) continue
    for (const key of zone === undefined ? [named.key, ...heirOf(named)] : [zone]) {
      const at = place(unit.region_code, key)
      register.set(at, [...(register.get(at) ?? []), unit])
    }
  }
  return register
}

/** A zone is told apart by its name: 新区 of 市新区管委会 and of 铜川市新区管委会. */
function zoneOf({ key, place }: NamedDepartment, region: Place): string | undefined {
  if (key !== 'zone' || place === undefined) return undefined
  const levels = region.name.slice(-1)
  return `zone ${place.startsWith(region.name) ? place.slice(region.name.length) : place.replace(new RegExp(`^${levels}(?=.{2})`), '')}`
}

/** The departments that an office took over when it got its name: 文化和旅游局 is what 旅游局 was, 国税局 is not 地税局. */
function heirOf({ key, from }: NamedDepartment): string[] {
  if (from === undefined) return []
  return departments.filter(({ into }) => into?.[0] === key && from >= into[1]).map((each) => each.key)
}

interface Known {
  readonly ground: Ground
  readonly units: readonly UnitOfRegister[]
  readonly aliases: readonly AliasRow[]
  readonly register: Register
  /** Names whose slips are looked for. */
  readonly slips: ReadonlySet<string>
}

function matchOne(name: string, named: NamedDepartment | undefined, known: Known): MatchedUnit {
  const { ground, units, register } = known
  const department = named ? { key: named.key, label: named.department.label } : null
  const answer = (unit: UnitOfRegister | AliasRow | undefined, others: readonly UnitOfRegister[] = []) => ({
    name,
    unit: unit ? { id: unit.id, name: unit.name } : null,
    department,
    suggestions: unit ? [] : others.slice(0, 8).map(({ id, name }) => ({ id, name })),
  })
  const alias = aliasOf(name, named, known)
  if (alias) return answer(alias)
  const sameName = nearestOf(
    units.filter((unit) => unit.name === name),
    ground,
  )
  if (sameName.length === 1) return answer(sameName[0])
  if (sameName.length > 1) return answer(undefined, sameName)
  if (named?.isEach) return answer(undefined)
  if (!named) return answer(undefined, [...governmentOf(name, known), ...suggested(name, known)])
  const here = ground.chain[0]
  const zone = here && zoneOf(named, here)
  const regions = zone === undefined ? regionsMeant(named, ground) : [ground.own]
  const found = regions.flatMap((region) => register.get(place(region, zone ?? named.key)) ?? [])
  if (found.length === 1) return answer(found[0])
  if (found.length > 1) return answer(undefined, found)
  if (named.key === 'partyAndGovernment') return answer(undefined, governmentOf(named.place ?? '', known))
  const elsewhere = ground.chain.flatMap(({ code }) => register.get(place(code, named.key)) ?? [])
  return answer(undefined, named.level === undefined && named.place === undefined ? [] : elsewhere)
}

/** What a person said for documents of this region, or of one above: a name without a place means another office there. */
function aliasOf(name: string, named: NamedDepartment | undefined, known: Known): AliasRow | undefined {
  const isRelative = named !== undefined && named.level === undefined && named.place === undefined
  return known.aliases.find(
    ({ alias, region_code }) => alias === name && (!isRelative || region_code === known.ground.own),
  )
}

/** Of units with one name, those of the document's region; else all. */
function nearestOf(units: readonly UnitOfRegister[], { own }: Ground): readonly UnitOfRegister[] {
  const here = units.filter(({ region_code }) => region_code === own)
  return here.length > 0 ? here : units
}

/** A region that is named by itself, or with its party committee, stands for those who govern it. */
function governmentOf(name: string, { ground, register }: Known): readonly UnitOfRegister[] {
  const region = [...ground.chain, ...ground.below].find((each) => each.name === name)
  return (region && register.get(place(region.code, 'government'))) ?? []
}

/** Offices whose department's name is a slip of the pen away. */
function suggested(name: string, { ground, register, slips }: Known): UnitOfRegister[] {
  if (!slips.has(name)) return []
  return nearDepartments(name, { places: ground.chain.map((each) => bareName(each.name)) }).flatMap(
    ({ department }) => ground.chain.flatMap(({ code }) => register.get(place(code, department.key)) ?? []),
  )
}
