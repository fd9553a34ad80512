/** Plans of our own wording, and how tests file them. */
import { uuidv7 } from '../../platform/uuid.ts'
import type { Api } from '../../testing.ts'

/** Of the county; 3 tasks with units, an amount that its parts do not make. */
export const planText = `合浦县2017年农村饮水工作方案
合水字〔2017〕3号
一、目标任务
2017年底前，全县完成1200户农户饮水改造，其中廉州镇700户，党江镇500户。
二、重点工作
(一)修建水源。由县水利局牵头，10月底前完成水源点建设。(牵头单位：县水利局；配合单位：县财政局、县扶贫办)
(二)检测水质。每季度检测一次水质。(责任单位：县卫计局)
(三)落实资金。按0.5万元/户补助，1200户需补助资金600万元。(责任单位：县财政局)
三、资金
共需资金900万元，其中：县财政安排400万元，上级补助300万元。`

export function aPlan(api: Api, body: { region?: string; text?: string; id?: string; above?: string } = {}) {
  return api.addPlan({ body: { id: uuidv7(), region: '450521', text: planText, ...body } })
}

/** The words of a document as a place in it. */
export function placeOf(words: string, text = planText, version = 1) {
  const from = text.indexOf(words)
  if (from < 0) throw new Error(`the text does not say ${words}`)
  return { version, part: 0, range: [from, from + words.length] as [number, number] }
}

export const aTarget = {
  label: '饮水改造农户',
  indicator: null,
  region: '450521',
  from: '2017-01-01',
  to: '2017-12-31',
  kind: 'plan',
  bound: 'exact',
  value: '1200',
  unit: '户',
  clause: '一',
} as const

export const aTask = {
  text: '完成水源点建设',
  lead: [{ name: '县水利局' }],
  cooperating: [{ name: '县财政局' }, { name: '县扶贫办' }],
  responsible: [],
  from: null,
  to: '2017-10-31',
  every: null,
  clause: '二/(一)',
}

export const aFundLine = {
  title: '饮水补助',
  side: 'use',
  nature: 'grant',
  yuan: '6000000',
  bound: 'exact',
  terms: [{ role: 'count', text: '1200户', value: '1200', unit: '户' }],
  clause: '二/(三)',
} as const
