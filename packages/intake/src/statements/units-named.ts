/** Units (offices, bureaus, governments) in a list as documents write it: 市财政局、农业局,各区县党委、政府. */

/** How the name of a unit ends. */
const SUFFIX =
  '局|办|委|厅|部|处|科|股|院|校|社|联|会|行|站|所|团|中心|公司|政府|单位|部门|组织|机构|企业|银行|学院|大学|集团|办公室|领导小组|指挥部|管委会|党工委|党委|总队|支队|大队|委员会|工委|人大|政协|法院|检察院|乡镇|乡(?:镇)?|镇|街道|县区|区县|市县|县|市|州|盟|旗|区|村|村委会|党支部|工作队|信用社|合作社|园区|度假区|开发区|新区|党组|室|台|报社|总社|分行|支行|监管局|专班|农场|林场'
const isUnitName = new RegExp(`^(?:[\\u4e00-\\u9fff·A-Za-z0-9]{1,28})?(?:${SUFFIX})$`)
/** A name that only makes sense behind the one before it: 各区县党委、政府; 涠洲旅游度假区党工委、管委会. */
const isRest = /^(?:人民)?政府$|^管委会$|^管理委员会$/
const takesRest = /(?:党委|党工委|县委|市委|区委|镇党委|委)$/
/** Levels whose last one bears the office: 各市、县人民政府; 各市（州）、县（市、区）党委. */
const level =
  /^(?:各|全省各|全市各|全县各)?[省市州盟县区旗镇乡]{1,3}(?:\([省市州盟县区旗镇乡、]{1,9}\))?$|^各(?:区县|县区|市县|乡镇|市州|地市|镇街|镇乡)$/
const officeOfLevels =
  /^(?:[市州盟县区旗镇乡]{1,3}|区县|县区|乡镇|街道|镇街)(?:\([^()]{1,12}\))?(?:人民政府|政府|党委|党工委|人民法院|扶贫办)/
const ENDS =
  /(?:等)?(?:相关|有关|各)?(?:单位|部门|成员单位|责任单位)?(?:等)$|等(?:有关|相关|市直|县直|省直|各|牵头|责任|配合|成员|职能|行业){0,2}(?:单位|部门|成员单位|有关部门)$/
/** No unit although it ends like one: what is no body, and words that happen to end so (举办, 格局, 住院, 进行, 干部). */
const notUnit = new RegExp(
  [
    '^(?:全县|全市|全省|本县|本市|本省|我县|我市|我省|全区|辖区|地区|贫困村|贫困县|社会|机会|全村|城市|农村|每个村|到村|驻村|进村)$',
    '^(?:牵头|配合|协办|协助|参与|主办|主责|责任|主体责任|监督|实施|承办)(?:单位|部门|主体)$',
    '(?:干|全|内|外|局|中|东|西|南|北|大|前|后)部$',
    '(?:举|兴|创|承|主|协|督|催|开|交|代|快|包|查|联|申|续|新|停|帮)办$',
    '(?:布|格|结|大|全|开|当|时|破|僵|定|战)局$',
    '(?:住|入|出)院$',
    '(?:进|推|执|实|运|发|并|可|现|先|施|履|试|例|旅|出|流|盛|举|奉|厉)行$',
    '(?:机|社|大|约|宴|聚|学|体|领|意|误)会$',
    '(?:平|舞|阳|上|出|窗|后|柜|讲|灶)台$',
    '(?:场|住|厕|各|处|派|诊)所$',
    '(?:到|好|用|长|短|各|四|益|害|相|妥|惩|查)处$',
    '(?:网|车|电|水)站$',
    '(?:教|居|温)室$',
  ].join('|'),
)

/** Separates two units, but not the halves of 卫生和计划生育委员会: both sides of 和 must end like a unit. */
const JOINT = /特别是|尤其是|以及|会同|协同|联合|和|及|与/g

export interface NamedUnit {
  readonly name: string
  /** In the list, in UTF-16 units. */
  readonly from: number
  readonly to: number
}

/** Names in a list, without 等单位. Pieces that look like no unit are left out. */
export function unitsIn(list: string): NamedUnit[] {
  const pieces = piecesOf(list)
  const isNamed = pieces.map(({ name }) => isUnit(name) || isRest.test(name))
  const units: NamedUnit[] = []
  for (const [at, piece] of pieces.entries()) {
    const last = units.at(-1)
    if (last && at > 0 && isOne(last.name, piece.name) && pieces[at - 1]!.to === last.to) {
      units[units.length - 1] = { name: list.slice(last.from, piece.to), from: last.from, to: piece.to }
    } else if (isUnit(piece.name) || isCutShort(pieces, isNamed, at)) units.push(piece)
  }
  return units
}

function isOne(last: string, name: string): boolean {
  return (isRest.test(name) && takesRest.test(last)) || (level.test(last) && officeOfLevels.test(name))
}

/** 市发展改革 in a long list of offices of the city: its last word was left out. */
function isCutShort(pieces: readonly NamedUnit[], isNamed: readonly boolean[], at: number): boolean {
  const { name } = pieces[at]!
  if (pieces.length < 6 || !/^[省市县区州旗盟][\u4e00-\u9fff]{2,8}$/.test(name)) return false
  const others = pieces.filter((_, index) => index !== at)
  return (
    others.filter((_, index) => isNamed[index < at ? index : index + 1]).length === others.length &&
    others.filter((other) => other.name[0] === name[0]).length * 2 > others.length
  )
}

export function isUnit(name: string): boolean {
  // 牵头单位于每年11月底前报省扶贫办: a sentence that ends in an office.
  if (/[单位部门]+(?:于|在|应|要|须|将|每)|\d[年月日]/.test(name)) return false
  // 各县(市、区)人民政府, 各乡镇[街道] and 村“两委” are named like any other.
  const bare = name.replaceAll(/(?<=.)[([][^()[\]]{1,16}[)\]]|[“”]/g, '')
  return isUnitName.test(bare) && !notUnit.test(bare)
}

/** Whether a text is a list of units and nothing else. */
export function isUnitList(list: string): boolean {
  const pieces = piecesOf(list)
  return pieces.length > 0 && pieces.every(({ name }) => isUnit(name) || isRest.test(name))
}

/** Whether a text is a list of offices: units that act, not places, and no words around them. */
export function isOfficeList(list: string): boolean {
  if (/^(?:按|根据|具体|含|以下|简称|包括|即|如|其中|不含|除)/.test(list)) return false
  const pieces = piecesOf(list)
  const isNamed = pieces.map(({ name }) => isRest.test(name) || (isUnit(name) && office.test(name)))
  return (
    pieces.length > 0 &&
    pieces.every(
      ({ name }, at) =>
        isNamed[at] ||
        (level.test(name) && officeOfLevels.test(pieces[at + 1]?.name ?? '')) ||
        isCutShort(pieces, isNamed, at),
    )
  )
}

/** Whether a list of offices names at least one body: not only levels (各县区), kinds (各部门) and firms. */
export function namesABody(list: string): boolean {
  return isOfficeList(list) && piecesOf(list).some(({ name }) => !kind.test(name))
}

const office =
  /(?:局|办|委|厅|部|联|会|行|社|团|院|校|大学|站|所|中心|公司|政府|办公室|领导小组|指挥部|专班|管委会|党工委|党委|党组|总队|支队|大队|法院|检察院|人大|政协|单位|部门|乡镇|县区|区县|市县|街道办事处|工作队|股|科|室)(?:[([][^()[\]]{1,16}[)\]])?”?$/
const kind =
  /(?:单位|部门|组织|机构|企业|公司|集团|学校|合作社|协会|队|乡镇|县区|区县|市县|街道|社区|系统|科室|股室|处室|站所|乡|镇|村)(?:\([^)]{1,16}\))?$/

/** Longer than any list of units: what is no list at all is not taken to pieces. */
const LONGEST = 1500

function piecesOf(list: string): NamedUnit[] {
  const pieces: NamedUnit[] = []
  if (list.length > LONGEST) return pieces
  for (const match of list.matchAll(/(?:[^、,。;()]|\([^)]*\))+/g))
    for (const part of apart(trimmed(match[0], match.index))) pieces.push(...halves(part))
  return pieces.filter(({ name }) => name !== '')
}

/** 县教育局 县财政局: blanks part names where each of them is one. */
function apart(piece: NamedUnit): NamedUnit[] {
  if (!piece.name.includes(' ')) return [piece]
  const parts = [...piece.name.matchAll(/\S+/g)].map((match) => trimmed(match[0], piece.from + match.index))
  return parts.some(({ name }) => isUnit(name)) ? parts : [piece]
}

function trimmed(raw: string, at: number): NamedUnit {
  // 一是县住建局: the number of the point is no part of the name.
  const point = /^[一二三四五六七八九十]{1,2}是(?:由)?/.exec(raw.trimStart())?.[0].length ?? 0
  const lead = raw.length - raw.trimStart().length + point
  const name = raw.slice(lead).trim().replace(ENDS, '').replace(/等$/, '').trim()
  return { name, from: at + lead, to: at + lead + name.length }
}

function halves(piece: NamedUnit): NamedUnit[] {
  // The earliest 和 between two units; 人力资源和社会保障局 has none.
  for (const joint of piece.name.matchAll(JOINT)) {
    const left = trimmed(piece.name.slice(0, joint.index), piece.from)
    const start = joint.index + joint[0].length
    const right = { name: piece.name.slice(start), from: piece.from + start, to: piece.to }
    if (isUnit(left.name) && isUnit(right.name)) return [left, ...halves(right)]
  }
  return [piece]
}
