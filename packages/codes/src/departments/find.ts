/** Which department the name of a unit means: 市卫计委, 合浦县扶贫开发办公室, 人民银行西安分行, 各县区党委、政府. Nothing is guessed. */
import { editDistance } from '../find-code.ts'
import { dropBlanks } from '../fold.ts'
import type { RegionLevel } from '../region-code.ts'
import type { Department, DepartmentKind } from './department.ts'
import { departmentByName, departments } from './list.ts'

export interface NamedDepartment {
  readonly key: string
  readonly department: Department
  /** The level that the name speaks of; undefined where it says nothing, or a region by name. */
  readonly level: RegionLevel | undefined
  /** How it says so: 市, 省直, 各县区. Empty when it does not. */
  readonly prefix: string
  /** Region that it names: 合浦县, 陕西, 西安. */
  readonly place: string | undefined
  /** Each unit of its kind, not one: 各市政府. */
  readonly isEach: boolean
  /** What stands behind the department: a branch, words in brackets. */
  readonly rest: string
  /** First year in which offices could bear this name, where a reform brought it. */
  readonly from: number | undefined
}

export interface FindOptions {
  /** Names of regions that may stand in front without 省, 市 or 县: 合浦水利局. Provinces always may. */
  readonly places?: Iterable<string>
}

/** Longer text is no name. */
const longest = 40

const provinces =
  '北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆'.split(
    ' ',
  )

const levels: readonly (readonly [RegExp, RegionLevel])[] = [
  [/^(?:省|自治区)(?:级|直|属)?$/, 'province'],
  [/^(?:市|州|盟|自治州|地区)(?:级|直|属|本级)?$/, 'city'],
  [/^(?:县|区|旗|自治县|县区|区县|县市|县市区|市县区)(?:级|直|属|本级)?$/, 'county'],
  [/^(?:镇|乡|乡镇|镇乡|街道)(?:级|直)?$/, 'town'],
  [/^(?:中央|国家|全国|国务院)$/, 'nation'],
]
const placeName = /^[\u4e00-\u9fff]{1,13}(?:省|市|县|区|州|盟|旗|地区|镇|乡|街道)(?:级|直)?$/
const branch = /^[\u4e00-\u9fff]{2,8}(?:中心支行|分行|支行|分公司|支公司|分局|办事处|中心)$/
const inBrackets = /[(（[［【〔][^)）\]］】〕]*[)）\]］】〕]/g
const each =
  /^各(?:级|有关)?(?<regions>[省市州盟地县区旗乡镇街道村、,，()（）]{1,12})(?:党委|党工委|委)?[、,，和及]?(?:人民政府|政府|管委会|乡镇人民政府)?$/
const zones =
  /^(?<place>[\u4e00-\u9fff]{0,12}?(?:新区|开发区|度假区|园区|管理区|示范区|高新区|实验区|风景区|名胜区|保护区|工业区|产业园|试验区|林区|矿区))(?:党工委|工委)?[、,，和]?(?:管委会|管理委员会|党工委)?$/
const both =
  /^(?<place>[\u4e00-\u9fff]{0,13}?)(?:党委|党工委|委)[、,，和及]?(?:人民)?(?:\k<place>|[省市县区州镇乡])?(?:人民)?政府$/
const survey = /^国家统计局(?<place>[\u4e00-\u9fff]{2,8}?)(?:调查总队|调查队)$/

/** The department that a name means, with the level or region it names; undefined when it means none that is known. */
export function departmentOf(name: string, options: FindOptions = {}): NamedDepartment | undefined {
  const said = dropBlanks(name.normalize('NFKC'))
  if (said === '' || said.length > longest) return undefined
  return groupOf(said) ?? unitOf(said, '', options) ?? unitOf(...withoutBrackets(said), options)
}

export interface NearDepartment {
  readonly department: Department
  /** The name that is near. */
  readonly name: string
  /** Characters that differ. */
  readonly distance: number
}

/** For proposals: departments whose name is a slip of the pen away, the nearest first. None for a name that is known. */
export function nearDepartments(name: string, options: FindOptions = {}): NearDepartment[] {
  const said = dropBlanks(name.normalize('NFKC'))
  if (said === '' || said.length > longest || departmentOf(name, options)) return []
  const best = new Map<string, NearDepartment>()
  for (const { rest } of prefixesOf(withoutBrackets(said)[0], new Set(options.places))) {
    const length = Array.from(rest).length
    if (length < 3) continue
    const most = Math.max(1, Math.floor(length / 4))
    for (const department of departments) {
      for (const known of department.names) {
        if (Math.abs(known.name.length - rest.length) > most || known.name.length < 3) continue
        const distance = editDistance(rest, known.name)
        const before = best.get(department.key)
        if (distance <= most && (!before || distance < before.distance)) {
          best.set(department.key, { department, name: known.name, distance })
        }
      }
    }
  }
  return [...best.values()].sort((a, b) => a.distance - b.distance).slice(0, 5)
}

function withoutBrackets(said: string): [name: string, rest: string] {
  return [said.replaceAll(inBrackets, ''), (said.match(inBrackets) ?? []).join('')]
}

/** Names of many units at once, and of a party committee together with its government. */
function groupOf(said: string): NamedDepartment | undefined {
  const regions = each.exec(said)?.groups?.regions
  if (regions !== undefined) {
    return made('governments', { level: levelOfEach(regions), prefix: `各${regions}`, isEach: true })
  }
  const zone = zones.exec(said)?.groups?.place
  if (zone) return made('zone', { place: zone })
  const place = both.exec(said)?.groups?.place
  if (place === undefined) return undefined
  const level = levels.find(([pattern]) => pattern.test(place))?.[1]
  return made('partyAndGovernment', level ? { level, prefix: place } : { place: place || undefined })
}

/** 各县区 and 各县(市、区) are counties, 各市 and 各市州 cities; 各市县 says both and so neither. */
function levelOfEach(regions: string): RegionLevel | undefined {
  const plain = regions.replaceAll(/[、,，()（）]/g, '')
  if (/[村]/.test(plain)) return /[县区镇乡]/.test(plain) ? undefined : 'village'
  if (/[乡镇街]/.test(plain)) return /[县区市]/.test(plain.replaceAll('街道', '')) ? undefined : 'town'
  if (plain === '省' || plain === '省区' || plain === '省区市') return 'province'
  if (/^市(?:县|区)/.test(plain)) return undefined
  if (/[县区旗]/.test(plain)) return 'county'
  return 'city'
}

interface Prefixed {
  readonly prefix: string
  readonly level: RegionLevel | undefined
  readonly place: string | undefined
  readonly rest: string
}

/** Every way to take a level or a region off the front, the shortest first; nothing taken comes before all. */
function* prefixesOf(said: string, places: ReadonlySet<string>): Generator<Prefixed> {
  yield { prefix: '', level: undefined, place: undefined, rest: said }
  for (let length = 1; length < Math.min(said.length, 16); length++) {
    const prefix = said.slice(0, length)
    const rest = said.slice(length)
    const level = levels.find(([pattern]) => pattern.test(prefix))?.[1]
    if (level) yield { prefix, level, place: undefined, rest }
    else if (placeName.test(prefix) || places.has(prefix) || provinces.includes(prefix)) {
      yield { prefix, level: undefined, place: prefix.replace(/(?:级|直)$/, ''), rest }
    }
  }
}

function unitOf(said: string, behind: string, { places }: FindOptions): NamedDepartment | undefined {
  const surveyed = survey.exec(said)?.groups?.place
  if (surveyed) return made('surveyTeam', { place: surveyed, rest: behind })
  for (const { prefix, level, place, rest } of prefixesOf(said, new Set(places))) {
    const found = findNamed(rest)
    if (!found) continue
    const { department, tail, from } = found
    // A committee and a government alone are known by where they are; 委 alone is no name.
    if (rest === '委' && prefix === '') continue
    const branchOf = /^(.{2,6}?)(?:市|县)?(?:中心支行|分行|支行|分公司|支公司|分局|办事处|中心)$/.exec(
      tail,
    )?.[1]
    return made(department.key, { level, prefix, place: place ?? branchOf, rest: tail + behind, from })
  }
  return undefined
}

interface Found {
  readonly department: Department
  readonly tail: string
  readonly from: number | undefined
}

/** The department of a name without prefix: as it is, as a party organ (委组织部), under a government (政府扶贫办), with a branch. */
function findNamed(rest: string): Found | undefined {
  const organ = /^(?:委|党委)(?:(?:和|、)?[省市县区州]?政府)?(.+)$/.exec(rest)?.[1]
  const office = /^(?:人民政府|政府)(.+)$/.exec(rest)?.[1]
  const found =
    findWhole(rest) ??
    findWhole(organ, (kind) => kind !== 'group') ??
    findWhole(office, (kind) => kind === 'government')
  if (found) return found
  for (let length = rest.length - 2; length >= 2; length--) {
    const head = findWhole(rest.slice(0, length))
    const tail = rest.slice(length)
    if (head?.department.hasBranches && branch.test(tail)) return { ...head, tail }
  }
  return undefined
}

function findWhole(name: string | undefined, fits: (kind: DepartmentKind) => boolean = () => true) {
  const department = name === undefined ? undefined : departmentByName.get(name)
  if (!department || !fits(department.kind)) return undefined
  return { department, tail: '', from: department.names.find((each) => each.name === name)?.from }
}

function made(key: string, said: Partial<Omit<NamedDepartment, 'key' | 'department'>>): NamedDepartment {
  const department = departments.find((each) => each.key === key)!
  const { level, prefix = '', place, isEach = department.kind === 'group', rest = '', from } = said
  return { key, department, level, prefix, place, isEach, rest, from }
}
