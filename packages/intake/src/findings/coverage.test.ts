import { expect, test } from 'vitest'
import { readText } from '../index.ts'

const found = (text: string) =>
  readText(text).documents.flatMap(({ findings }) =>
    findings
      .filter(({ rule }) => ['coverage', 'moreThanAll', 'unitMisspelt'].includes(rule))
      .map(({ rule, stated, computed, ranges }) => [
        rule,
        stated,
        computed,
        ...ranges.map(([from, to]) => text.slice(from, to)),
      ]),
  )

test('fewer households get a measure than have the cause that it is for', () => {
  const text =
    '一、底数\n解决320户因学致贫问题,因病致贫410户。\n二、措施\n通过教育资助290户实现脱贫,医疗救助410户。'
  expect(found(text)).toEqual([['coverage', '290', '320', '320户', '290户']])
  expect(found(text.replace('资助290', '资助320'))).toEqual([])
})

test.each([
  // Two districts each with their own figures: whose measure it is, is not said.
  '甲镇因病致贫30户,乙镇因病致贫40户。医疗救助20户。',
  '因病致贫30户。医疗救助20人。',
  '因学致贫30户。医疗救助20户。',
  '因病致贫30户。每户医疗救助2000元。',
])('nothing is said where it cannot be known: %s', (text) => {
  expect(found(text)).toEqual([])
})

test('a measure for the poor reaches more of them than there are', () => {
  const text =
    '一、目标\n确保全县剩余贫困人口7200人脱贫。\n二、产业\n发展茶叶,带动贫困人口4000人;全部项目辐射带动贫困人口8100人以上。'
  expect(found(text)).toEqual([['moreThanAll', '8100', '7200', '8100人', '7200人']])
  expect(found(text.replace('8100', '7200'))).toEqual([])
  expect(found('确保全市7.2万贫困人口脱贫。产业带动贫困人口5万人。')).toEqual([])
  // Persons who took part several times are no persons.
  expect(found(text.replace('8100人', '8100人次'))).toEqual([])
})

test('an office with a wrong character in its last words', () => {
  expect(found('抓好工作。(县卫生健康委贡会牵头,县人民政府办公室配合)')).toEqual([
    ['unitMisspelt', '县卫生健康委贡会', '县卫生健康委员会', '县卫生健康委贡会'],
  ])
})

test.each(['(县政府办公厅、县人民医院、市管委会、县工委、县妇联负责)', '(甲镇人民政府、县残疾人联合会牵头)'])(
  'offices that are named rightly are not: %s',
  (text) => {
    expect(found(text)).toEqual([])
  },
)

test('a share to be added to what is handed down says what that would have to be', () => {
  const text =
    '四、资金\n1.道路\n共需投资600万元。\n共需资金约900万元。其中,中央资金500万元;市级资金300万元;县级配套资金100万元。\n五、保障\n各乡镇要按照县级下拨扶贫资金50%的比例,增加投入。'
  const notes = (words: string) =>
    readText(words).documents[0]!.findings.filter(({ rule }) => rule === 'matchingNotChecked')
  expect(notes(text)).toMatchObject([{ grade: 'note', stated: '100', computed: '200' }])
  expect(notes(text.replace('按照县级下拨扶贫资金50%的比例', '按照不低于预算收入2%的比例'))).toEqual([])
})
