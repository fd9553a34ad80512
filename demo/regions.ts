/** The region tree of the worlds: Beihai's, out of the extract of the official list, and a county that does not exist. */
import { readFileSync } from 'node:fs'

export interface DemoRegion {
  readonly code: string
  readonly name: string
}

const chineseDigits = '零一二三四五六七八九'

/** Beihai's tree: the province's row, the city, four counties, towns and 341 villages. */
export const beihaiRegions = (): DemoRegion[] => regionsIn('beihai')

/** Tongchuan in Shaanxi, whose lists of tasks are among the documents: the city and its districts, and nobody in them. */
export const tongchuanRegions = (): DemoRegion[] => regionsIn('tongchuan')

function regionsIn(name: 'beihai' | 'tongchuan'): DemoRegion[] {
  return readFileSync(new URL(`./regions/${name}.csv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [code, name] = line.split(',') as [string, string]
      return { code, name }
    })
}

/** Code of the county of the synthetic world: unassigned, but below Beihai, so that the packs of Guangxi hold. */
export const syntheticCounty = '450599'

/** A county of as many villages as asked for, thirty to a town. */
export function syntheticRegions(villages: number): DemoRegion[] {
  const regions = [
    { code: '45', name: '广西壮族自治区' },
    { code: '4505', name: '北海市' },
    { code: syntheticCounty, name: '演示县' },
  ]
  for (let index = 0; index < villages; index++) {
    const town = `${syntheticCounty}${100 + Math.floor(index / 30)}`
    if (index % 30 === 0)
      regions.push({ code: town, name: `演示${chineseNumber(Math.floor(index / 30) + 1)}镇` })
    regions.push({ code: `${town}${200 + (index % 30)}`, name: `演示${chineseNumber(index + 1)}村` })
  }
  return regions
}

/** 第三村民小组 */
export function groupName(order: number): string {
  return `第${chineseNumber(order)}村民小组`
}

export function levelOf(code: string): string {
  const levels: Record<number, string> = {
    2: 'province',
    4: 'city',
    6: 'county',
    9: 'town',
    12: 'village',
    14: 'group',
  }
  return levels[code.length]!
}

export function parentCodeOf(code: string): string | null {
  const lengths = [2, 4, 6, 9, 12, 14]
  const index = lengths.indexOf(code.length)
  return index === 0 ? null : code.slice(0, lengths[index - 1])
}

/** 1 to 99,999 in Chinese: 十二, 三百零四. */
export function chineseNumber(value: number): string {
  const units = ['', '十', '百', '千', '万']
  const digits = [...String(value)].map(Number)
  let text = ''
  let isZeroOpen = false
  digits.forEach((digit, index) => {
    const unit = units[digits.length - 1 - index]!
    if (digit === 0) {
      isZeroOpen = text !== ''
      return
    }
    text += (isZeroOpen ? '零' : '') + chineseDigits[digit] + unit
    isZeroOpen = false
  })
  return text.startsWith('一十') ? text.slice(1) : text
}
