import { list, value } from '../standard.ts'

/** The thirteen causes of the national list with their numbers, and two that Beihai's plan and the 2014 form add. */
export const cause = list(
  'cause',
  'national poverty system (aac007)',
  'R',
  { zh: '致贫原因', en: 'Cause of poverty' },
  [
    value('illness', '因病', 'Illness', { national: '1', synonyms: ['疾病', '因病致贫'] }),
    value('disability', '因残', 'Disability', { national: '2', synonyms: ['因残致贫'] }),
    value('schooling', '因学', 'Cost of schooling', { national: '3', synonyms: ['因学致贫'] }),
    value('disaster', '因灾', 'Disaster', { national: '4', synonyms: ['因灾致贫', '自然灾害'] }),
    value('landShortage', '缺土地', 'Lack of land', { national: '5', synonyms: ['缺地'] }),
    value('waterShortage', '缺水', 'Lack of water', { national: '6' }),
    value('technology', '缺技术', 'Lack of skills', { national: '7' }),
    value('labour', '缺劳力', 'Lack of labour', { national: '8', synonyms: ['缺劳动力', '缺少劳动力'] }),
    value('capital', '缺资金', 'Lack of capital', { national: '9' }),
    value('traffic', '交通条件落后', 'Poor roads', { national: '10', synonyms: ['交通落后'] }),
    value('motivation', '自身发展动力不足', 'Lack of motivation', {
      national: '11',
      synonyms: ['自身发展力不足', '发展动力不足', '内生动力不足'],
    }),
    value('marriage', '因婚', 'Marriage', { national: '12', synonyms: ['因婚致贫'] }),
    value('bereavement', '因丧', 'Bereavement', { national: '13', synonyms: ['因丧致贫'] }),
    value('mishap', '因祸', 'Mishap', { synonyms: ['因祸致贫', '意外事故'] }),
    value('other', '其他', 'Other', { synonyms: ['其它', '其他原因'] }),
  ],
)

/** Attributes of the registration, then what they become after exit; `dibao` and the 五保 words are of 2014. */
export const householdAttribute = list(
  'householdAttribute',
  'national poverty system',
  'C',
  { zh: '户属性', en: 'Household attribute' },
  [
    value('ordinaryPoor', '一般贫困户', 'Ordinary poor household'),
    value('dibaoPoor', '低保贫困户', 'Poor household on minimum living allowance', {
      synonyms: ['扶贫低保户'],
    }),
    value('supportedPoor', '特困供养贫困户', 'Poor household supported as destitute', {
      synonyms: ['五保户', '五保贫困户', '特困户'],
    }),
    value('dibao', '低保户', 'Household on minimum living allowance (2014 form)'),
    value('ordinaryExited', '一般脱贫户', 'Exited household'),
    value('dibaoExited', '低保脱贫户', 'Exited household on minimum living allowance'),
    value('supportedExited', '特困供养脱贫户', 'Exited household supported as destitute'),
  ],
)

export const householdStatus = list(
  'householdStatus',
  'campaign documents 2015–2018',
  'G',
  { zh: '户状态', en: 'Household status' },
  [
    value('poor', '未脱贫', 'Poor', { synonyms: ['未脱贫户', '贫困户'] }),
    value('expected', '预脱贫', 'Expected to exit', { synonyms: ['预脱贫户', '计划脱贫'] }),
    value('exited', '脱贫', 'Exited', { synonyms: ['已脱贫', '脱贫户', '已脱贫户'] }),
    value('relapsed', '返贫', 'Relapsed', { synonyms: ['返贫户'] }),
    value('removed', '清退', 'Removed from the register', { synonyms: ['清退户', '剔除'] }),
    value('marginal', '边缘户', 'Marginal', { synonyms: ['贫困边缘户'] }),
  ],
)

/** The three kinds of 2021; from 2026 the term 防止返贫致贫对象 no longer divides them by former status. */
export const monitoredObject = list(
  'monitoredObject',
  '中农组发〔2021〕7号',
  'G',
  { zh: '监测对象类型', en: 'Kind of monitored household' },
  [
    value('unstableExited', '脱贫不稳定户', 'Exited but unstable household'),
    value('marginal', '边缘易致贫户', 'Marginal household at risk', { synonyms: ['边缘户'] }),
    value('suddenHardship', '突发严重困难户', 'Household in sudden serious difficulty'),
  ],
)

/** At most five per household. Read off public software; the official list is not confirmed. */
export const riskType = list(
  'riskType',
  'national poverty system',
  'U',
  { zh: '风险类型', en: 'Kind of risk' },
  [
    value('illness', '因病', 'Illness'),
    value('schooling', '因学', 'Cost of schooling'),
    value('disability', '因残', 'Disability'),
    value('disaster', '因自然灾害', 'Natural disaster', { synonyms: ['因灾', '自然灾害'] }),
    value('flood', '洪涝灾害', 'Flood', { parent: 'disaster', synonyms: ['洪涝'] }),
    value('geologicalDisaster', '地质灾害', 'Geological disaster', {
      parent: 'disaster',
      synonyms: ['地质'],
    }),
    value('drought', '旱灾', 'Drought', { parent: 'disaster', synonyms: ['干旱', '旱'] }),
    value('biologicalDisaster', '生物灾害', 'Pests and plant or animal disease', {
      parent: 'disaster',
      synonyms: ['生物'],
    }),
    value('weatherDisaster', '气象灾害', 'Weather disaster', { parent: 'disaster', synonyms: ['气象'] }),
    value('earthquake', '地震灾害', 'Earthquake', { parent: 'disaster', synonyms: ['地震'] }),
    value('otherDisaster', '其他自然灾害', 'Other natural disaster', { parent: 'disaster' }),
    value('accident', '因意外事故', 'Accident', { synonyms: ['意外事故'] }),
    value('businessFailure', '因产业失败', 'Failed business', { synonyms: ['产业失败'] }),
    value('unstableJob', '因务工就业不稳', 'Unstable work', { synonyms: ['务工就业不稳'] }),
    value('labour', '因缺劳动力', 'Lack of labour', { synonyms: ['缺劳动力', '缺劳力'] }),
    value('housing', '因安全住房', 'Unsafe housing', { synonyms: ['安全住房'] }),
    value('water', '因安全饮水', 'Unsafe water', { synonyms: ['安全饮水'] }),
    value('other', '其他', 'Other', { synonyms: ['其它'] }),
  ],
)
