import { describe, expect, test } from 'vitest'
import { departmentOf, nearDepartments } from './find.ts'
import { departments, departmentToday, findDepartment } from './list.ts'

const keyOf = (name: string, places: string[] = []) => departmentOf(name, { places })?.key

describe('departments', () => {
  test('no name means two of them, and keys and labels are their own', () => {
    const meaning = new Map<string, string>()
    for (const { key, names } of departments) {
      for (const { name } of names) {
        expect([name, meaning.get(name) ?? key]).toEqual([name, key])
        meaning.set(name, key)
      }
    }
    expect(new Set(departments.map(({ key }) => key)).size).toBe(departments.length)
    expect(new Set(departments.map(({ label }) => label.zh)).size).toBe(departments.length)
    expect(departments.length).toBeGreaterThan(120)
  })

  test('a year of renaming comes before its end, and what took over is a department', () => {
    for (const { names, into } of departments) {
      for (const { from = 1998, until = 2024 } of names) expect(from).toBeLessThanOrEqual(until)
      if (into) expect(findDepartment(into[0])).toBeDefined()
    }
    expect(departmentToday('localTax')).toBe('tax')
    expect(departmentToday('planning')).toBe('land')
  })

  test('the names of one office over the years are one department', () => {
    for (const name of [
      '县扶贫开发办公室',
      '合浦县扶贫办',
      '市扶贫局',
      '扶贫移民局',
      '县乡村振兴局',
      '县政府扶贫办',
    ])
      expect([name, keyOf(name)]).toEqual([name, 'poverty'])
    for (const name of [
      '县卫生局',
      '市卫生和计划生育委员会',
      '市卫计局',
      '省卫计委',
      '卫生和计划生育局',
      '县卫生健康局',
      '省卫生健康委员会',
    ])
      expect([name, keyOf(name)]).toEqual([name, 'health'])
    for (const name of ['市人社局', '省人力资源和社会保障厅', '县人力资源社会保障局'])
      expect(keyOf(name)).toBe('humanResources')
    expect(keyOf('县环保局')).toBe(keyOf('市生态环境局'))
    expect(keyOf('市国土资源局')).toBe(keyOf('省自然资源厅'))
    expect(keyOf('县农业局')).toBe(keyOf('县农业农村局'))
  })
})

describe('the level and the place that a name says', () => {
  test('a level', () => {
    expect(departmentOf('市财政局')).toMatchObject({
      key: 'finance',
      level: 'city',
      prefix: '市',
      isEach: false,
    })
    expect(departmentOf('自治区林业厅')).toMatchObject({ key: 'forestry', level: 'province' })
    expect(departmentOf('财政局')).toMatchObject({ key: 'finance', level: undefined, prefix: '' })
    expect(departmentOf('省直机关工委')).toMatchObject({ key: 'organsWork', level: 'province' })
    expect(departmentOf('市级财政局')).toMatchObject({ key: 'finance', level: 'city' })
  })

  test('a region', () => {
    expect(departmentOf('合浦县扶贫办')).toMatchObject({ key: 'poverty', place: '合浦县', level: undefined })
    expect(departmentOf('中共合浦县委组织部', { places: ['中共合浦县'] })?.key).toBe('organisation')
    expect(departmentOf('陕西银监局')).toMatchObject({ key: 'financialRegulator', place: '陕西' })
    expect(departmentOf('人民银行西安分行')).toMatchObject({
      key: 'peoplesBank',
      place: '西安',
      rest: '西安分行',
    })
    expect(departmentOf('国家统计局陕西调查总队')).toMatchObject({ key: 'surveyTeam', place: '陕西' })
    expect(departmentOf('合浦水利局')).toBeUndefined()
    expect(departmentOf('合浦水利局', { places: ['合浦'] })).toMatchObject({ key: 'water', place: '合浦' })
  })

  test('words in brackets stay aside', () => {
    expect(departmentOf('市水利局（移民办）')).toMatchObject({
      key: 'water',
      level: 'city',
      rest: '(移民办)',
    })
  })

  test('party committee and government have inspection offices of their own', () => {
    expect(keyOf('省委督查室')).toBe('partyInspection')
    expect(keyOf('省政府督查室')).toBe('governmentInspection')
    expect(keyOf('督查室')).toBeUndefined()
  })
})

describe('units at once', () => {
  test.each([
    ['各市政府', 'city'],
    ['各市党委、政府', 'city'],
    ['各县区', 'county'],
    ['各区县政府', 'county'],
    ['各县区党委、政府', 'county'],
    ['各县(市、区)人民政府', 'county'],
    ['各区县委、政府', 'county'],
    ['各乡镇人民政府', 'town'],
    ['各镇（街道）', 'town'],
    ['各市县', undefined],
  ])('%s are governments below', (name, level) => {
    expect(departmentOf(name)).toMatchObject({ key: 'governments', level, isEach: true })
  })

  test('units that help, banks and whoever is concerned are groups, not units', () => {
    expect(departmentOf('各有关定点帮扶单位')).toMatchObject({ key: 'helpingUnits', isEach: true })
    expect(departmentOf('后盾单位')).toMatchObject({ key: 'helpingUnits', isEach: true })
    expect(keyOf('相关商业银行')).toBe('banks')
    expect(departmentOf('省级各单位')).toMatchObject({ key: 'departments', isEach: true })
  })

  test('a zone, and a party committee with its government', () => {
    expect(departmentOf('市新区管委会')).toMatchObject({ key: 'zone', place: '市新区' })
    expect(departmentOf('涠洲旅游度假区党工委、管委会')).toMatchObject({
      key: 'zone',
      place: '涠洲旅游度假区',
    })
    expect(departmentOf('铁山港区党委、政府')).toMatchObject({ key: 'partyAndGovernment', place: '铁山港区' })
    expect(departmentOf('市委、市政府')).toMatchObject({ key: 'partyAndGovernment', level: 'city' })
  })
})

describe('documents', () => {
  test('the 25 units of the responsibility list of Tongchuan', () => {
    const units =
      '市农业局 agriculture 市林业局 forestry 市果业局 fruit 市人社局 humanResources 市文广局 culture 市商务局 commerce 市扶贫局 poverty 市发展改革委 development 市住建局 housing 市教育局 education 市民政局 civilAffairs 市卫计局 health 市关工委办 nextGeneration 市妇联 womensFederation 市老龄办 ageing 市残联 disabledFederation 市美丽乡村办 beautifulVillages 市财政局 finance 市金融办 localFinance 市国土资源局 land 市科技局 science 市委组织部 organisation 市委宣传部 publicity 市委办 partyOffice 市考核办 assessment'
    expectAll(units, 25)
  })

  test('the 18 units of its task list', () => {
    const units =
      '市委组织部 organisation 市委宣传部 publicity 市考核办 assessment 市科技局 science 市扶贫局 poverty 市教育局 education 市发展改革 development 市民政局 civilAffairs 市财政局 finance 市人社局 humanResources 市住建局 housing 市国土资源局 land 市卫计局 health 市农业局 agriculture 市林业局 forestry 市果业局 fruit 市妇联 womensFederation 市金融办 localFinance'
    expectAll(units, 18)
  })

  test('all units of the 87 tasks of Shaanxi', () => {
    const units =
      '省扶贫办 poverty 省民政厅 civilAffairs 省残联 disabledFederation 省统计局 statistics 国家统计局陕西调查总队 surveyTeam 各市政府 governments 省国土资源厅 land 省住房和城乡建设厅 housing 省发展改革委 development 省财政厅 finance 省环保厅 environment 省农业厅 agriculture 省旅游局 tourism 省林业厅 forestry 省工业和信息化厅 industry 省商务厅 commerce 省人力资源和社会保障厅 humanResources 省电力公司 power 省地方电力公司 localPower 省国资委 stateAssets 省工商联 industryFederation 省教育厅 education 省供销合作社 supplyMarketing 省水利厅 water 省卫生和计划生育委员会 health 省卫计委 health 省妇联 womensFederation 省交通运输厅 transport 省文化厅 culture 省新闻出版广电局 press 省委网信办 cyberspace 省金融办 localFinance 人民银行西安分行 peoplesBank 陕西银监局 financialRegulator 相关商业银行 banks 省审计厅 audit 省科技厅 science 省委组织部 organisation 省委督查室 partyInspection 省政府督查室 governmentInspection 各市党委、政府 governments 省编办 establishment 省文明办 civility 省直机关工委 organsWork 省级各单位 departments 省委统战部 unitedFront 省委宣传部 publicity 团省委 youthLeague 省国税局 tax 省地税局 localTax 省人大农工委 congressRural'
    expectAll(units, 51)
  })

  test('the units of Beihai', () => {
    const units =
      '市扶贫办 poverty 农业局 agriculture 水产畜牧兽医局 livestock 旅发委 tourism 林业局 forestry 市委组织部 organisation 农村信用社 ruralCredit 市妇联 womensFederation 金融办 localFinance 水库移民管理局 reservoirMigrants 水库移民局 reservoirMigrants 市人力资源和社会保障局 humanResources 市民政局 civilAffairs 市卫生和计划生育委员会 health 市交通局 transport 发改委 development 住建局 housing 市水利局 water 市文化新闻出版广电局 culture 体育局 sport 市工业和信息化委员会 industry 市供电局 power 市委组织部 organisation'
    expectAll(units, 23)
  })

  function expectAll(text: string, count: number) {
    const words = text.split(' ')
    expect(words).toHaveLength(count * 2)
    for (let index = 0; index < words.length; index += 2) {
      expect([words[index], keyOf(words[index]!)]).toEqual([words[index], words[index + 1]])
    }
  }
})

describe('what is no department', () => {
  test('a word that the reader of a scan got wrong is proposed, never taken', () => {
    expect(keyOf('省卫生和计划生育委贡会')).toBeUndefined()
    expect(nearDepartments('省卫生和计划生育委贡会')[0]).toMatchObject({
      department: { key: 'health' },
      name: '卫生和计划生育委员会',
      distance: 1,
    })
    expect(nearDepartments('市住建局')).toEqual([])
  })

  test.each([
    '',
    '市',
    '县',
    '合浦县',
    '贫困户',
    '合作社',
    '市委书记',
    '旅游文化局',
    '阳光科技有限公司',
    '教育',
    '委',
    '某某某某某某局',
    '脱贫攻坚期',
    '财政资金',
    '各项工作',
    '张三',
    '局'.repeat(50),
  ])('%s', (name) => {
    expect(keyOf(name)).toBeUndefined()
  })
})
