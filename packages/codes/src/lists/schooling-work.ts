import { list, value } from '../standard.ts'

export const education = list(
  'education',
  'national poverty system (aab008)',
  'R',
  { zh: '文化程度', en: 'Education completed' },
  [
    value('illiterate', '文盲或半文盲', 'Illiterate or nearly so', { synonyms: ['文盲', '半文盲'] }),
    value('primary', '小学', 'Primary school'),
    value('juniorSecondary', '初中', 'Junior secondary school'),
    value('seniorSecondary', '高中', 'Senior secondary school', { synonyms: ['普通高中', '中专', '中职'] }),
    value('juniorCollege', '大专', 'Junior college', { synonyms: ['专科', '大学专科', '高职高专'] }),
    value('university', '本科及以上', 'University or above', {
      synonyms: ['本科', '大学本科', '研究生', '本科以上'],
    }),
  ],
)

export const educationGb = list(
  'educationGb',
  'GB/T 4658-2006',
  'R',
  { zh: '学历代码', en: 'Education level code' },
  [
    value('10', '研究生教育', 'Postgraduate', { synonyms: ['研究生'] }),
    value('20', '大学本科教育', 'University', { synonyms: ['本科', '大学本科'] }),
    value('30', '大学专科教育', 'Junior college', { synonyms: ['专科', '大专', '大学专科'] }),
    value('40', '中等职业教育', 'Secondary vocational', { synonyms: ['中职', '中专'] }),
    value('60', '普通高级中学教育', 'Senior secondary', { synonyms: ['普高', '高中', '普通高中'] }),
    value('70', '初级中学教育', 'Junior secondary', { synonyms: ['初中'] }),
    value('80', '小学教育', 'Primary', { synonyms: ['小学'] }),
    value('90', '其他', 'Other', { synonyms: ['其它'] }),
  ],
)

/** A person has either an education level or a student status, never both: 25 statuses. */
export const schoolStage = list(
  'schoolStage',
  'national poverty system (aab009)',
  'R',
  { zh: '在校生状况', en: 'Student status' },
  [
    value('preschoolAge', '学龄前儿童', 'Child below school age, not in preschool'),
    value('preschool', '学前教育', 'Preschool', { synonyms: ['幼儿园'] }),
    value('primary', '小学', 'Primary school'),
    value('grade7', '七年级', 'Grade 7', { synonyms: ['初一', '初中一年级'] }),
    value('grade8', '八年级', 'Grade 8', { synonyms: ['初二', '初中二年级'] }),
    value('grade9', '九年级', 'Grade 9', { synonyms: ['初三', '初中三年级'] }),
    value('senior1', '普通高中一年级', 'Senior secondary, year 1', { synonyms: ['高一', '高中一年级'] }),
    value('senior2', '普通高中二年级', 'Senior secondary, year 2', { synonyms: ['高二', '高中二年级'] }),
    value('senior3', '普通高中三年级', 'Senior secondary, year 3', { synonyms: ['高三', '高中三年级'] }),
    value('vocational1', '中职一年级', 'Secondary vocational, year 1', { synonyms: ['中专一年级'] }),
    value('vocational2', '中职二年级', 'Secondary vocational, year 2', { synonyms: ['中专二年级'] }),
    value('vocational3', '中职三年级', 'Secondary vocational, year 3', { synonyms: ['中专三年级'] }),
    value('college1', '高职高专一年级', 'Junior college, year 1', { synonyms: ['大专一年级'] }),
    value('college2', '高职高专二年级', 'Junior college, year 2', { synonyms: ['大专二年级'] }),
    value('college3', '高职高专三年级', 'Junior college, year 3', { synonyms: ['大专三年级'] }),
    value('technician1', '技师学院一年级', 'Technician college, year 1'),
    value('technician2', '技师学院二年级', 'Technician college, year 2'),
    value('technician3', '技师学院三年级', 'Technician college, year 3'),
    value('technician4', '技师学院四年级', 'Technician college, year 4'),
    value('university1', '本科一年级', 'University, year 1', { synonyms: ['大一'] }),
    value('university2', '本科二年级', 'University, year 2', { synonyms: ['大二'] }),
    value('university3', '本科三年级', 'University, year 3', { synonyms: ['大三'] }),
    value('university4', '本科四年级', 'University, year 4', { synonyms: ['大四'] }),
    value('university5', '本科五年级', 'University, year 5', { synonyms: ['大五'] }),
    value('postgraduate', '硕士研究生及以上', 'Postgraduate', { synonyms: ['研究生', '硕士研究生'] }),
  ],
)

/** Two reasons are known from a public rule engine and two from an export; the full list is not confirmed. */
export const dropoutReason = list(
  'dropoutReason',
  'national poverty system',
  'U',
  { zh: '失学或辍学原因', en: 'Reason for not being in school' },
  [
    value('illness', '因病', 'Illness'),
    value('disability', '因残', 'Disability'),
    value('aversion', '厌学', 'Does not want to learn'),
    value('other', '其他', 'Other', { synonyms: ['其它'] }),
  ],
)

export const labourSkill = list(
  'labourSkill',
  'national poverty system (aab010)',
  'R',
  { zh: '劳动技能', en: 'Ability to work' },
  [
    value('ordinary', '普通劳动力', 'Able to work'),
    value('skilled', '技能劳动力', 'Skilled'),
    value('weak', '弱劳动力或半劳动力', 'Weak or half able to work', {
      synonyms: ['弱劳动力', '半劳动力', '弱劳动力或半劳力', '弱劳力', '半劳力'],
    }),
    value('lost', '丧失劳动力', 'Lost the ability to work'),
    value('none', '无劳动力', 'Not able to work', { synonyms: ['无劳力'] }),
  ],
)

/** Which level a helper's unit belongs to; visit quotas depend on it. */
export const unitAffiliation = list(
  'unitAffiliation',
  'county platform (A62–A69) and campaign plans',
  'G',
  { zh: '单位隶属关系', en: 'Level of the unit' },
  [
    value('central', '中央直属单位', 'Central', { synonyms: ['中直', '中央', '中直驻市', '中直单位'] }),
    value('regional', '自治区（省）直属单位', 'Province or autonomous region', {
      synonyms: ['区直', '省直', '自治区', '省级', '区直单位', '省直单位'],
    }),
    value('city', '市直属单位', 'City', { synonyms: ['市直', '市级', '市直单位'] }),
    value('county', '县（区）直属单位', 'County', {
      synonyms: ['县直', '县级', '县区直', '县（区）直', '县直单位'],
    }),
    value('township', '乡镇单位', 'Township', { synonyms: ['乡镇', '乡级', '镇直', '乡镇（街道）'] }),
  ],
)
