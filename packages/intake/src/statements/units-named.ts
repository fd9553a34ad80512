/** Units (offices, bureaus, governments) in a list as documents write it: 市财政局、农业局,各区县党委、政府. */

/** How the name of a unit ends. */
const SUFFIX =
  '局|办|委|厅|部|处|科|院|校|社|联|会|行|站|所|团|中心|公司|政府|单位|部门|组织|机构|企业|银行|学院|集团|办公室|领导小组|管委会|党工委|党委|总队|支队|大队|委员会|工委|人大|政协|法院|检察院|乡镇|乡(?:镇)?|镇|街道|县区|区县|市县|县|市|区|村|村委会|党支部|工作队|信用社|合作社|园区|度假区|开发区|新区|党组|室|台|报社|总社|分行|支行|监管局|专班|农场|林场'
const isUnitName = new RegExp(
  `^(?:[\\u4e00-\\u9fff“”"·()（）A-Za-z0-9]{1,28})?(?:${SUFFIX})(?:\\([^)]{1,16}\\))?$`,
)
/** A name that only makes sense behind the one before it: 各区县党委、政府; 涠洲旅游度假区党工委、管委会. */
const isRest = /^(?:人民)?政府$|^管委会$|^管理委员会$/
const ENDS =
  /(?:等)?(?:相关|有关|各)?(?:单位|部门|成员单位|责任单位)?(?:等)$|等(?:有关|相关|市直|县直|省直|各)?(?:单位|部门|成员单位|有关部门)$/
/** No unit although it ends like one. */
const notUnit =
  /^(?:全县|全市|全省|本县|本市|本省|我县|我市|我省|全区|辖区|地区|贫困村|贫困县|社会|机会|全村|城市|农村|每个村|到村|驻村|进村)$/

/** Separates two units, but not the halves of 卫生和计划生育委员会: both sides of 和 must end like a unit. */
const together = /^(.{2,28}?)(?:和|及|与|以及|会同|协同)(.{2,28})$/

export interface NamedUnit {
  readonly name: string
  /** In the list, in UTF-16 units. */
  readonly from: number
  readonly to: number
}

/** Names in a list, without 等单位. Pieces that look like no unit are left out. */
export function unitsIn(list: string): NamedUnit[] {
  const units: NamedUnit[] = []
  for (const piece of piecesOf(list)) {
    const last = units.at(-1)
    if (last && isRest.test(piece.name) && /(?:党委|党工委|县委|市委|区委|镇党委|委)$/.test(last.name)) {
      units[units.length - 1] = { name: list.slice(last.from, piece.to), from: last.from, to: piece.to }
    } else if (isUnit(piece.name)) units.push(piece)
  }
  return units
}

export function isUnit(name: string): boolean {
  return isUnitName.test(name) && !notUnit.test(name)
}

/** Whether a text is a list of units and nothing else. */
export function isUnitList(list: string): boolean {
  const pieces = piecesOf(list)
  return pieces.length > 0 && pieces.every(({ name }) => isUnit(name) || isRest.test(name))
}

/** Whether a text is a list of offices: units that act, not places, and no words around them. */
export function isOfficeList(list: string): boolean {
  if (/^(?:按|根据|具体|含|以下|简称|包括|即|如|其中|不含|除)/.test(list)) return false
  return isUnitList(list) && piecesOf(list).every(({ name }) => isRest.test(name) || office.test(name))
}

const office =
  /(?:局|办|委|厅|部|联|会|行|社|团|院|站|所|中心|公司|政府|办公室|领导小组|管委会|党工委|党委|总队|法院|检察院|单位|部门|乡镇|县区|区县|市县|街道办事处)$/

function piecesOf(list: string): NamedUnit[] {
  const pieces: NamedUnit[] = []
  for (const match of list.matchAll(/(?:[^、,;()]|\([^)]*\))+/g))
    pieces.push(...halves(trimmed(match[0], match.index)))
  return pieces.filter(({ name }) => name !== '')
}

function trimmed(raw: string, at: number): NamedUnit {
  const lead = raw.length - raw.trimStart().length
  const name = raw.trim().replace(ENDS, '').replace(/等$/, '').trim()
  return { name, from: at + lead, to: at + lead + name.length }
}

function halves(piece: NamedUnit): NamedUnit[] {
  const match = together.exec(piece.name)
  if (!match) return [piece]
  // The earliest 和 between two units; 人力资源和社会保障局 has none.
  for (const joint of piece.name.matchAll(/和|及|与|以及|会同|协同/g)) {
    const left = trimmed(piece.name.slice(0, joint.index), piece.from)
    const start = joint.index + joint[0].length
    const right = { name: piece.name.slice(start), from: piece.from + start, to: piece.to }
    if (isUnit(left.name) && isUnit(right.name)) return [left, ...halves(right)]
  }
  return [piece]
}
