/** Names of the groups of facts, as they stand above the columns of a template. */
import type { Label } from '../deps.ts'

const label = (zh: string, en: string): Label => ({ zh, en })

const names: Readonly<Record<string, Label>> = {
  place: label('位置', 'Place'),
  sheet: label('本表', 'This sheet'),
  registration: label('户登记', 'Registration'),
  livelihood: label('生活与保障', 'Livelihood'),
  housing: label('住房', 'Housing'),
  water: label('饮水', 'Water'),
  power: label('电、电视、网络', 'Power, television, network'),
  road: label('道路与生活设施', 'Road and living conditions'),
  land: label('土地与养殖', 'Land and animals'),
  industry: label('产业与信贷', 'Industry and credit'),
  monitoring: label('监测', 'Monitoring'),
  wages: label('工资性收入', 'Wages'),
  operating: label('生产经营性收入', 'Own production'),
  costs: label('生产经营性支出', 'Costs of production'),
  property: label('财产性收入', 'Property'),
  transfers: label('转移性收入', 'Transfers'),
  otherIncome: label('其他收支', 'Other income and spending'),
  income: label('收入账', 'Income book'),
  identity: label('人员身份', 'Identity of the person'),
  education: label('教育', 'Education'),
  health: label('健康与残疾', 'Health and disability'),
  labour: label('劳动与就业', 'Labour and work'),
  insurance: label('参保与救助', 'Insurance and relief'),
  priority: label('优先情形', 'Reasons for priority'),
  exclusion: label('排除情形', 'Reasons for exclusion'),
  registry: label('村登记', 'The village'),
  population: label('户与人口', 'Households and population'),
  services: label('公共服务', 'Services'),
  organisation: label('组织', 'Organisation'),
  incidence: label('贫困发生率', 'Poverty incidence'),
}

/** A pack may bring groups of its own; they bear their id. */
export function groupName(id: string): Label {
  return names[id] ?? label(id, id)
}
