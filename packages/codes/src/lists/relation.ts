import { list, value } from '../standard.ts'

/**
 * Relation to the head as the national poverty system has it (28 values). Where a value covers several codes of
 * GB/T 4761 (siblings, a brother's wife, uncles), `gbt4761` is the head code of their group.
 */
export const relation = list(
  'relation',
  'national poverty system (aab006)',
  'R',
  { zh: '与户主关系', en: 'Relation to the head' },
  [
    value('head', '户主', 'Head', { gbt4761: '02', synonyms: ['本人', '本人或户主'] }),
    value('spouse', '配偶', 'Spouse', {
      gbt4761: '10',
      synonyms: ['妻子', '丈夫', '妻', '夫', '之妻', '之夫'],
    }),
    value('son', '之子', 'Son', {
      gbt4761: '20',
      sex: 'male',
      synonyms: ['子', '儿子', '独生子', '长子', '次子', '三子', '四子', '五子', '养子', '继子'],
    }),
    value('daughter', '之女', 'Daughter', {
      gbt4761: '30',
      sex: 'female',
      synonyms: ['女', '女儿', '独生女', '长女', '次女', '二女', '三女', '四女', '五女', '养女', '继女'],
    }),
    value('daughterInLaw', '之儿媳', 'Daughter-in-law', {
      gbt4761: '38',
      sex: 'female',
      synonyms: ['儿媳', '儿媳妇'],
    }),
    value('sonInLaw', '之女婿', 'Son-in-law', { gbt4761: '28', sex: 'male', synonyms: ['女婿'] }),
    value('grandson', '之孙子', "Son's son", { gbt4761: '41', sex: 'male', synonyms: ['孙子', '孙'] }),
    value('granddaughter', '之孙女', "Son's daughter", {
      gbt4761: '42',
      sex: 'female',
      synonyms: ['孙女'],
    }),
    value('maternalGrandson', '之外孙子', "Daughter's son", {
      gbt4761: '43',
      sex: 'male',
      synonyms: ['外孙子', '外孙'],
    }),
    value('maternalGranddaughter', '之外孙女', "Daughter's daughter", {
      gbt4761: '44',
      sex: 'female',
      synonyms: ['外孙女'],
    }),
    value('father', '之父', 'Father', {
      gbt4761: '51',
      sex: 'male',
      synonyms: ['父', '父亲', '继父', '养父'],
    }),
    value('mother', '之母', 'Mother', {
      gbt4761: '52',
      sex: 'female',
      synonyms: ['母', '母亲', '继母', '养母'],
    }),
    value('wifesFather', '之岳父', "Wife's father", { gbt4761: '55', sex: 'male', synonyms: ['岳父'] }),
    value('wifesMother', '之岳母', "Wife's mother", { gbt4761: '56', sex: 'female', synonyms: ['岳母'] }),
    value('husbandsFather', '之公公', "Husband's father", {
      gbt4761: '53',
      sex: 'male',
      synonyms: ['公公'],
    }),
    value('husbandsMother', '之婆婆', "Husband's mother", {
      gbt4761: '54',
      sex: 'female',
      synonyms: ['婆婆'],
    }),
    value('grandfather', '之祖父', "Father's father", {
      gbt4761: '61',
      sex: 'male',
      synonyms: ['祖父', '爷爷'],
    }),
    value('grandmother', '之祖母', "Father's mother", {
      gbt4761: '62',
      sex: 'female',
      synonyms: ['祖母', '奶奶'],
    }),
    value('maternalGrandfather', '之外祖父', "Mother's father", {
      gbt4761: '63',
      sex: 'male',
      synonyms: ['外祖父', '外公', '姥爷'],
    }),
    value('maternalGrandmother', '之外祖母', "Mother's mother", {
      gbt4761: '64',
      sex: 'female',
      synonyms: ['外祖母', '外婆', '姥姥'],
    }),
    value('sibling', '之兄弟姐妹', 'Brother or sister', {
      gbt4761: '70',
      synonyms: [
        '兄弟姐妹',
        '兄',
        '弟',
        '姐',
        '妹',
        '兄弟',
        '姐妹',
        '哥哥',
        '弟弟',
        '姐姐',
        '妹妹',
        '之兄',
        '之弟',
        '之姐',
        '之妹',
      ],
    }),
    value('greatGrandson', '之曾孙子', 'Great-grandson', {
      gbt4761: '47',
      sex: 'male',
      synonyms: ['曾孙子', '曾孙', '外曾孙子'],
    }),
    value('greatGranddaughter', '之曾孙女', 'Great-granddaughter', {
      gbt4761: '48',
      sex: 'female',
      synonyms: ['曾孙女', '外曾孙女'],
    }),
    value('nephew', '之侄儿', "Brother's son", {
      gbt4761: '93',
      sex: 'male',
      synonyms: ['侄儿', '侄子', '之侄子'],
    }),
    value('niece', '之侄女', "Brother's daughter", { gbt4761: '94', sex: 'female', synonyms: ['侄女'] }),
    value('brothersWife', '之兄弟媳妇', "Brother's wife", {
      gbt4761: '70',
      sex: 'female',
      synonyms: ['兄弟媳妇', '嫂', '嫂子', '弟媳', '弟媳妇'],
    }),
    value('uncle', '之叔伯', "Father's brother", {
      gbt4761: '80',
      sex: 'male',
      synonyms: ['叔伯', '叔叔', '叔父', '伯父', '伯伯'],
    }),
    value('other', '其他', 'Other', { gbt4761: '97', synonyms: ['其它', '其他亲属', '非亲属'] }),
  ],
)
