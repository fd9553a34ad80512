/** Units of the worlds: the departments that plans name, in the city and each of its counties. Offices, not persons. */
import { namedUuid } from './numbers.ts'
import { type DemoRegion, levelOf } from './regions.ts'

export interface DemoUnit {
  readonly id: string
  readonly kind: 'office' | 'sector' | 'finance' | 'audit' | 'inspection' | 'government'
  readonly name: string
  readonly regionCode: string
}

export const unitIdOf = (regionCode: string, office: string): string =>
  namedUuid(`lika:demo:unit:${regionCode}:${office}`)

const kinds: Readonly<Record<string, DemoUnit['kind']>> = {
  扶贫开发办公室: 'office',
  扶贫局: 'office',
  财政局: 'finance',
  审计局: 'audit',
  委督查室: 'inspection',
  纪委: 'inspection',
  监察局: 'inspection',
  人民政府: 'government',
}

/** Names as each level bears them in 2017; most differ from how plans write them. */
const offices = {
  city: '人民政府 扶贫开发办公室 发展和改革委员会 财政局 教育局 工业和信息化委员会 民政局 人力资源和社会保障局 国土资源局 住房和城乡建设局 交通运输局 水利局 农业局 林业局 水产畜牧兽医局 水库移民工作管理局 文化新闻出版广电局 旅游发展委员会 体育局 卫生和计划生育委员会 审计局 统计局 金融工作办公室 供电局 妇女联合会 残疾人联合会 委组织部 委宣传部 委督查室 农村信用合作联社 涠洲旅游度假区管委会',
  county:
    '人民政府 扶贫开发办公室 发展和改革局 财政局 教育局 民政局 人力资源和社会保障局 国土资源局 住房和城乡建设局 交通运输局 水利局 农业局 林业局 水产畜牧兽医局 文化体育和旅游局 卫生和计划生育局 审计局 统计局 妇女联合会 残疾人联合会 委组织部 委督查室 纪委 农村信用合作联社',
  tongchuan:
    '扶贫局 发展和改革委员会 财政局 教育局 科学技术局 民政局 人力资源和社会保障局 国土资源局 住房和城乡建设局 农业局 林业局 果业局 文化广电新闻出版局 商务局 卫生和计划生育局 审计局 监察局 金融工作办公室 妇女联合会 残疾人联合会 老龄工作委员会办公室 关心下一代工作委员会 美丽乡村建设办公室 委组织部 委宣传部 委办公室 纪委 考核办 农村工作办公室 新区管委会',
}

export function demoUnits(regions: readonly DemoRegion[]): DemoUnit[] {
  return regions.flatMap(({ code, name }) => {
    const level = levelOf(code)
    if (level !== 'city' && level !== 'county') return []
    // Of Tongchuan's districts nothing more is told.
    if (code.startsWith('61') && level === 'county') return []
    const list = code === '6102' ? offices.tongchuan : offices[level]
    return list.split(' ').map((office) => ({
      id: unitIdOf(code, office),
      kind: kinds[office] ?? 'sector',
      name: `${name}${office}`,
      regionCode: code,
    }))
  })
}
