/** Who publishes, and under which title: in the words that such notices use. */
import type { Procedure, Step } from '@lika/policy'
import { namedActor } from '../terms.ts'

/** The body that posts a notice: whose stamp it bears, or the level that acts. `nameOf` knows the places above `region`. */
export function issuerOf(step: Step, region: string, nameOf: (code: string) => string): string {
  const posted = step.notice ?? step.announcement
  const level = posted?.stamp ?? step.stamp ?? step.level ?? posted?.level
  if (level === 'group' || level === 'village') return committeeOf(nameOf(region.slice(0, 12)))
  if (level === 'town') return governmentOf(nameOf(region.slice(0, 9)))
  const place = nameOf(region.slice(0, level === 'province' ? 2 : level === 'city' ? 4 : 6))
  // Its departments bear the name of the place: 县扶贫办 is 合浦县扶贫办. 县级 is no department.
  const [, department = ''] = /^(?:县|市|省|自治区)(?!级)(.*)$/.exec(labelOf(step.actors)) ?? []
  return `${place}${department || '人民政府'}`
}

function labelOf([actor]: readonly string[]): string {
  return actor === undefined ? '' : namedActor(actor).label.zh
}

function committeeOf(village: string): string {
  if (/(委员会|村委会|居委会)$/.test(village)) return village
  return `${village}${village.endsWith('社区') ? '居民委员会' : '村民委员会'}`
}

function governmentOf(town: string): string {
  if (town.endsWith('办事处')) return town
  return `${town}${town.endsWith('街道') ? '办事处' : '人民政府'}`
}

export function titleOf(procedure: Procedure, step: Step, place: string): string {
  const stage = (step.notice ?? step.announcement)?.label?.zh
  return `${place}${plainOf(procedure)}${step.notice ? '公示' : '公告'}${stage ? `（${stage}）` : ''}`
}

/** 贫困人口退出程序 and 贫困户脱贫“双认定” both read well before 程序 and 公示. */
function plainOf({ label }: Procedure): string {
  return label.zh.replace(/程序$/, '')
}

/** The first paragraph stands above the table, the others below it. */
export function textOf(
  { procedure, step }: { readonly procedure: Procedure; readonly step: Step },
  said: {
    readonly issuer: string
    readonly rows: number
    readonly from: string
    readonly until: string
    readonly days: number
    readonly workingDays: boolean
    readonly hasWithheld: boolean
  },
): string {
  const unit = { household: '户', village: '个村', county: '个县' }[procedure.subject] ?? '项'
  const named = `${said.rows} ${unit}`
  const span = `${dayText(said.from)}至${dayText(said.until)}（${said.days} ${said.workingDays ? '个工作日' : '天'}）`
  const paragraphs = step.notice
    ? [
        `按照${plainOf(procedure)}程序，现将以下 ${named}予以公示，接受群众监督。办理环节：${step.label.zh}。`,
        `公示时间：${span}。`,
        `对公示内容有异议的，请在公示期内向${said.issuer}提出，也可以在公示网站提出，或者拨打扶贫监督举报电话 12317。提出异议可以不署名。`,
      ]
    : [
        `按照${plainOf(procedure)}程序，现将以下 ${named}予以公告。`,
        `公告时间：${span}。`,
        '对公告内容有意见的，可以拨打扶贫监督举报电话 12317。',
      ]
  if (said.hasWithheld) paragraphs.push('标明“姓名不公示”的，由村民委员会当面说明。')
  return paragraphs.join('\n\n')
}

function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
