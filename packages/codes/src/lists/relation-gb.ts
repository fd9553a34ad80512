import { list, type Sex, value } from '../standard.ts'
import { relation } from './relation.ts'

/** GB/T 4761 as civil registries use it: code, name, English, sex. */
const rows: readonly (readonly [code: string, zh: string, en: string, sex?: Sex])[] = [
  ['01', '本人', 'Self'],
  ['02', '户主', 'Head'],
  ['03', '小集体户户主', 'Head of a small collective household'],
  ['10', '配偶', 'Spouse'],
  ['11', '夫', 'Husband', 'male'],
  ['12', '妻', 'Wife', 'female'],
  ['20', '子', 'Son', 'male'],
  ['21', '独生子', 'Only son', 'male'],
  ['22', '长子', 'First son', 'male'],
  ['23', '次子', 'Second son', 'male'],
  ['24', '三子', 'Third son', 'male'],
  ['25', '四子', 'Fourth son', 'male'],
  ['26', '五子', 'Fifth son', 'male'],
  ['27', '养子或继子', 'Adopted son or stepson', 'male'],
  ['28', '女婿', 'Son-in-law', 'male'],
  ['29', '其他儿子', 'Other son', 'male'],
  ['30', '女', 'Daughter', 'female'],
  ['31', '独生女', 'Only daughter', 'female'],
  ['32', '长女', 'First daughter', 'female'],
  ['33', '次女', 'Second daughter', 'female'],
  ['34', '三女', 'Third daughter', 'female'],
  ['35', '四女', 'Fourth daughter', 'female'],
  ['36', '五女', 'Fifth daughter', 'female'],
  ['37', '养女或继女', 'Adopted daughter or stepdaughter', 'female'],
  ['38', '儿媳', 'Daughter-in-law', 'female'],
  ['39', '其他女儿', 'Other daughter', 'female'],
  ['40', '孙子、孙女或外孙子、外孙女', 'Grandchild'],
  ['41', '孙子', "Son's son", 'male'],
  ['42', '孙女', "Son's daughter", 'female'],
  ['43', '外孙子', "Daughter's son", 'male'],
  ['44', '外孙女', "Daughter's daughter", 'female'],
  ['45', '孙媳妇或外孙媳妇', "Grandson's wife", 'female'],
  ['46', '孙女婿或外孙女婿', "Granddaughter's husband", 'male'],
  ['47', '曾孙子或外曾孙子', 'Great-grandson', 'male'],
  ['48', '曾孙女或外曾孙女', 'Great-granddaughter', 'female'],
  ['49', '其他孙子、孙女或外孙子、外孙女', 'Other grandchild'],
  ['50', '父母', 'Parent'],
  ['51', '父亲', 'Father', 'male'],
  ['52', '母亲', 'Mother', 'female'],
  ['53', '公公', "Husband's father", 'male'],
  ['54', '婆婆', "Husband's mother", 'female'],
  ['55', '岳父', "Wife's father", 'male'],
  ['56', '岳母', "Wife's mother", 'female'],
  ['57', '继父或养父', 'Stepfather or adoptive father', 'male'],
  ['58', '继母或养母', 'Stepmother or adoptive mother', 'female'],
  ['59', '其他父母关系', 'Other parent'],
  ['60', '祖父母或外祖父母', 'Grandparent'],
  ['61', '祖父', "Father's father", 'male'],
  ['62', '祖母', "Father's mother", 'female'],
  ['63', '外祖父', "Mother's father", 'male'],
  ['64', '外祖母', "Mother's mother", 'female'],
  ['65', '配偶的祖父母或外祖父母', "Spouse's grandparent"],
  ['66', '曾祖父', 'Great-grandfather', 'male'],
  ['67', '曾祖母', 'Great-grandmother', 'female'],
  ['68', '配偶的曾祖父母', "Spouse's great-grandparent"],
  ['69', '其他祖父母或外祖父母关系', 'Other grandparent'],
  ['70', '兄弟姐妹', 'Brother or sister'],
  ['71', '兄', 'Elder brother', 'male'],
  ['72', '嫂', "Elder brother's wife", 'female'],
  ['73', '弟', 'Younger brother', 'male'],
  ['74', '弟媳', "Younger brother's wife", 'female'],
  ['75', '姐姐', 'Elder sister', 'female'],
  ['76', '姐夫', "Elder sister's husband", 'male'],
  ['77', '妹妹', 'Younger sister', 'female'],
  ['78', '妹夫', "Younger sister's husband", 'male'],
  ['79', '其他兄弟姐妹', 'Other brother or sister'],
  ['80', '其他', 'Other'],
  ['81', '伯父', "Father's elder brother", 'male'],
  ['82', '伯母', "Father's elder brother's wife", 'female'],
  ['83', '叔父', "Father's younger brother", 'male'],
  ['84', '婶母', "Father's younger brother's wife", 'female'],
  ['85', '舅父', "Mother's brother", 'male'],
  ['86', '舅母', "Mother's brother's wife", 'female'],
  ['87', '姨父', "Mother's sister's husband", 'male'],
  ['88', '姨母', "Mother's sister", 'female'],
  ['89', '姑父', "Father's sister's husband", 'male'],
  ['90', '姑母', "Father's sister", 'female'],
  ['91', '堂兄弟、堂姐妹', "Cousin on the father's side"],
  ['92', '表兄弟、表姐妹', 'Other cousin'],
  ['93', '侄子', "Brother's son", 'male'],
  ['94', '侄女', "Brother's daughter", 'female'],
  ['95', '外甥', "Sister's son", 'male'],
  ['96', '外甥女', "Sister's daughter", 'female'],
  ['97', '其他亲属', 'Other relative'],
  ['98', '保姆', 'Domestic worker'],
  ['99', '非亲属', 'Not a relative'],
]

/** The code of the group a code belongs to: 23 to 20, 81 to 80 (90 to 99 belong to 80 as well). */
const groupOf = (code: string) => (code < '80' ? `${code[0]}0` : '80')
const groupHeads = new Set(['10', '20', '30', '40', '50', '60', '70', '80'])

export const relationGb = list(
  'relationGb',
  'GB/T 4761-2008',
  'R',
  { zh: '家庭关系代码', en: 'Family relation code' },
  rows.map(([code, zh, en, sex]) =>
    value(code, zh, en, {
      ...(groupHeads.has(code) || code < '10' ? {} : { parent: groupOf(code) }),
      ...(sex ? { sex } : {}),
    }),
  ),
)

/** Codes whose national value does not follow from `gbt4761` of the relation list. */
const narrower: Readonly<Record<string, string>> = {
  '01': 'head',
  '03': 'head',
  '57': 'father',
  '58': 'mother',
  '72': 'brothersWife',
  '74': 'brothersWife',
  '81': 'uncle',
  '83': 'uncle',
}
const exact = new Map(
  relation.values.filter((v) => v.gbt4761 !== '70' && v.gbt4761 !== '80').map((v) => [v.gbt4761, v.code]),
)
const siblings = new Set(['70', '71', '73', '75', '77', '79'])

/**
 * The value of the national relation list for a GB/T 4761 code: `23` gives `son`, `72` gives `brothersWife`.
 * What the national list has no word for (45 a grandson's wife) is `other`; undefined for no such code, and for
 * the group codes 40, 50, 60, which could be several values.
 */
export function relationOfGbt4761(code: string): string | undefined {
  if (!rows.some(([known]) => known === code)) return undefined
  const own = narrower[code]
  if (own) return own
  if (siblings.has(code)) return 'sibling'
  if (code === '40' || code === '50' || code === '60') return undefined
  const same = exact.get(code)
  if (same) return same
  if (code >= '10' && code < '20') return 'spouse'
  if (code >= '20' && code < '30') return 'son'
  if (code >= '30' && code < '40') return 'daughter'
  return 'other'
}
