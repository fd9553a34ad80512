import { list, value } from '../standard.ts'

export const sex = list('sex', 'GB/T 2261.1-2003', 'R', { zh: '性别', en: 'Sex' }, [
  value('unknown', '未知的性别', 'Unknown', { national: '0', synonyms: ['未知'] }),
  value('male', '男', 'Male', { national: '1', synonyms: ['男性'] }),
  value('female', '女', 'Female', { national: '2', synonyms: ['女性'] }),
  value('unstated', '未说明的性别', 'Not stated', { national: '9', synonyms: ['未说明'] }),
])

export const maritalStatus = list(
  'maritalStatus',
  'GB/T 2261.2-2003',
  'R',
  { zh: '婚姻状况', en: 'Marital status' },
  [
    value('unmarried', '未婚', 'Unmarried', { national: '10' }),
    value('married', '已婚', 'Married', { national: '20', synonyms: ['有配偶'] }),
    value('firstMarriage', '初婚', 'First marriage', { national: '21', parent: 'married', grade: 'U' }),
    value('remarried', '再婚', 'Married again', { national: '22', parent: 'married', grade: 'U' }),
    value('reunited', '复婚', 'Married the same person again', {
      national: '23',
      parent: 'married',
      grade: 'U',
    }),
    value('widowed', '丧偶', 'Widowed', { national: '30' }),
    value('divorced', '离婚', 'Divorced', { national: '40', synonyms: ['离异'] }),
    value('unstated', '未说明的婚姻状况', 'Not stated', {
      national: '90',
      synonyms: ['未说明'],
      grade: 'U',
    }),
  ],
)

export const politicalStatus = list(
  'politicalStatus',
  'national poverty system (aak033)',
  'R',
  { zh: '政治面貌', en: 'Political status' },
  [
    value('partyMember', '中共党员', 'Party member', { synonyms: ['党员', '中国共产党党员'] }),
    value('probationaryMember', '中共预备党员', 'Probationary party member', {
      synonyms: ['预备党员', '中国共产党预备党员'],
    }),
    value('leagueMember', '共青团员', 'Youth League member', { synonyms: ['团员'] }),
    value('none', '群众', 'None'),
  ],
)

export const health = list(
  'health',
  'national poverty system (aab017)',
  'R',
  { zh: '健康状况', en: 'Health' },
  [
    value('healthy', '健康', 'Healthy', { synonyms: ['良好', '健康或良好'] }),
    value('chronicIllness', '长期慢性病', 'Long-term chronic illness', {
      synonyms: ['慢性病', '有慢性病', '患有长期慢性病'],
    }),
    value('seriousIllness', '患有大病', 'Serious illness', { synonyms: ['大病', '重病', '患大病'] }),
    value('disabled', '残疾', 'Disabled', { synonyms: ['残疾人'] }),
  ],
)

export const healthGb = list(
  'healthGb',
  'GB/T 2261.3-2003',
  'R',
  { zh: '健康状况代码', en: 'Health status code' },
  [
    value('1', '健康或良好', 'Healthy or good', { synonyms: ['健康', '良好'] }),
    value('2', '一般或较弱', 'Fair or rather weak', { synonyms: ['一般', '较弱'] }),
    value('3', '有慢性病', 'Chronic illness', { synonyms: ['慢性病'] }),
    value('6', '残疾', 'Disabled', { synonyms: ['残疾人'] }),
  ],
)

export const disabilityCategory = list(
  'disabilityCategory',
  'disability certificate, digit 19',
  'C',
  { zh: '残疾类别', en: 'Disability category' },
  [
    value('visual', '视力残疾', 'Visual', { national: '1', synonyms: ['视力'] }),
    value('hearing', '听力残疾', 'Hearing', { national: '2', synonyms: ['听力'] }),
    value('speech', '言语残疾', 'Speech', { national: '3', synonyms: ['言语', '语言残疾'] }),
    value('physical', '肢体残疾', 'Physical', { national: '4', synonyms: ['肢体'] }),
    value('intellectual', '智力残疾', 'Intellectual', { national: '5', synonyms: ['智力'] }),
    value('mental', '精神残疾', 'Mental', { national: '6', synonyms: ['精神'] }),
    value('multiple', '多重残疾', 'Multiple', { national: '7', synonyms: ['多重'] }),
  ],
)

export const disabilityGrade = list(
  'disabilityGrade',
  'disability certificate, digit 20',
  'C',
  { zh: '残疾等级', en: 'Disability grade' },
  [
    value('1', '一级', 'Grade 1 (most severe)', { synonyms: ['1级', '壹级'] }),
    value('2', '二级', 'Grade 2', { synonyms: ['2级', '贰级'] }),
    value('3', '三级', 'Grade 3', { synonyms: ['3级', '叁级'] }),
    value('4', '四级', 'Grade 4', { synonyms: ['4级', '肆级'] }),
  ],
)
