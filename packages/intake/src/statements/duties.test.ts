import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findDuties } from './duties.ts'

const read = (text: string) => findDuties(fold(text), text).map(({ range, ...roles }) => roles)
const duty = (roles: object) => ({ lead: [], cooperating: [], responsible: [], ...roles })

test('labels in brackets', () => {
  expect(
    read(
      '共需资金500万元。（牵头单位：市水利局；配合单位：市发改委、财政局，各有关定点帮扶单位；主体责任落实单位：各县区党委、政府，某某度假区党工委、管委会）',
    ),
  ).toEqual([
    duty({
      lead: ['市水利局'],
      cooperating: ['市发改委', '财政局', '各有关定点帮扶单位'],
      responsible: ['各县区党委、政府', '某某度假区党工委、管委会'],
    }),
  ])
})

test('verbs in brackets', () => {
  expect(
    read('建立平台。(省国资委、省工商联牵头,省人力资源和社会保障厅、省扶贫办等单位和各市政府配合)'),
  ).toEqual([
    duty({
      lead: ['省国资委', '省工商联'],
      cooperating: ['省人力资源和社会保障厅', '省扶贫办', '各市政府'],
    }),
  ])
  expect(read('认真施行。(省人大农工委、省扶贫办负责)')).toEqual([
    duty({ responsible: ['省人大农工委', '省扶贫办'] }),
  ])
})

test('units alone at the end of a sentence', () => {
  expect(read('促进特色产业发展。(市农业局)')).toEqual([duty({ responsible: ['市农业局'] })])
})

test('a sentence that gives it to somebody', () => {
  expect(read('由县卫健局牵头,县医保局、县民政局配合。')).toEqual([
    duty({ lead: ['县卫健局'], cooperating: ['县医保局', '县民政局'] }),
  ])
  expect(read('镇财政所负责资金管理。')).toEqual([duty({ responsible: ['镇财政所'] })])
})

test('a line of its own', () => {
  expect(read('1.新建道路。\n责任单位：县交通局、县财政局，各乡（镇）人民政府\n完成时限：10月底')).toEqual([
    duty({ responsible: ['县交通局', '县财政局', '各乡（镇）人民政府'] }),
  ])
})

test('the halves of one name stay together', () => {
  expect(read('(省卫生和计划生育委员会、省住房和城乡建设厅牵头,省工业和信息化厅配合)')).toEqual([
    duty({
      lead: ['省卫生和计划生育委员会', '省住房和城乡建设厅'],
      cooperating: ['省工业和信息化厅'],
    }),
  ])
})

test.each<[string, object]>([
  [
    '推进产业帮扶。〔责任单位：省农业农村厅、省林业局，各市（州）人民政府〕',
    { responsible: ['省农业农村厅', '省林业局', '各市（州）人民政府'] },
  ],
  ['［责任单位：省水利厅，各市、县人民政府］', { responsible: ['省水利厅', '各市、县人民政府'] }],
  [
    '【牵头单位：县农业农村局；责任单位：县林业局，各乡（镇）】',
    { lead: ['县农业农村局'], responsible: ['县林业局', '各乡（镇）'] },
  ],
  ['【责任单位】县农业农村局、县林业局', { responsible: ['县农业农村局', '县林业局'] }],
  ['责任单位：县教育局 县财政局 县扶贫办', { responsible: ['县教育局', '县财政局', '县扶贫办'] }],
  ['责任单位：县教育局 责任人：王某 完成时限：6月底', { responsible: ['县教育局'] }],
  [
    '牵头领导：李某某　牵头单位：县住建局　配合单位：县财政局、各乡（镇）人民政府',
    { lead: ['县住建局'], cooperating: ['县财政局', '各乡（镇）人民政府'] },
  ],
  ['（责任单位：县教育局；完成时限：2018年12月底）', { responsible: ['县教育局'] }],
  [
    '（责任单位：市直有关部门，各县（市、区）人民政府）',
    { responsible: ['市直有关部门', '各县（市、区）人民政府'] },
  ],
  [
    '（国家发展改革委、财政部、农业农村部按职责分工负责）',
    { responsible: ['国家发展改革委', '财政部', '农业农村部'] },
  ],
  [
    '（教育部牵头，财政部、国家发展改革委等参与，2020年底前完成）',
    { lead: ['教育部'], cooperating: ['财政部', '国家发展改革委'] },
  ],
  ['（由县教育局负责）', { responsible: ['县教育局'] }],
  ['解决饮水问题（县水利局、各乡镇，2018年6月底前）；', { responsible: ['县水利局', '各乡镇'] }],
  ['农网改造35个村（县供电公司，10月底前）；', { responsible: ['县供电公司'] }],
  ['新建公路（县交通局牵头，各乡镇配合，9月底前完成）；', { lead: ['县交通局'], cooperating: ['各乡镇'] }],
  ['责任科室：医政科；配合科室：农合办。', { cooperating: ['农合办'], responsible: ['医政科'] }],
  ['危房改造到户（县住建局）；', { responsible: ['县住建局'] }],
  [
    '责任单位：县扶贫办（牵头）、县财政局、县农业农村局',
    { lead: ['县扶贫办'], responsible: ['县财政局', '县农业农村局'] },
  ],
  [
    '责任单位：县扶贫办牵头，县财政局、县农业局配合',
    { lead: ['县扶贫办'], cooperating: ['县财政局', '县农业局'] },
  ],
  ['（县委宣传部、县文明办，各乡镇〔街道〕）', { responsible: ['县委宣传部', '县文明办', '各乡镇〔街道〕'] }],
  ['责任领导：县委常委、副县长王某；责任单位：县住建局、各乡镇', { responsible: ['县住建局', '各乡镇'] }],
])('a list of another style: %s', (text, roles) => {
  expect(read(text)).toEqual([duty(roles)])
})

test.each<[string, object]>([
  ['县教育局牵头，县财政局、县人社局配合。', { lead: ['县教育局'], cooperating: ['县财政局', '县人社局'] }],
  ['由县扶贫办会同县财政局、县审计局组织实施。', { responsible: ['县扶贫办', '县财政局', '县审计局'] }],
  ['资金由县财政局负责筹措，县审计局负责监督。', { responsible: ['县财政局', '县审计局'] }],
  ['由县委督查室、县政府督查室联合督查。', { responsible: ['县委督查室', '县政府督查室'] }],
  [
    '各乡镇人民政府是责任主体，县农业局为牵头单位，县财政局、县水利局为配合单位。',
    { lead: ['县农业局'], cooperating: ['县财政局', '县水利局'], responsible: ['各乡镇人民政府'] },
  ],
  [
    '（一）各区县委、政府，市新区党工委、管委会对各自辖区的工作负主体责任，层层抓落实。',
    { responsible: ['各区县委、政府', '市新区党工委、管委会'] },
  ],
  ['县级党委、政府承担主体责任。', { responsible: ['县级党委、政府'] }],
  ['县财政局、县扶贫办要加强资金监管，各乡镇要及时报账。', { responsible: ['县财政局', '县扶贫办'] }],
  ['县应急管理局应当每季度排查一次。', { responsible: ['县应急管理局'] }],
  ['县农业局、水利局等有关部门要制定具体办法。', { responsible: ['县农业局', '水利局'] }],
  ['县农业局、县水利局等牵头部门要制定方案，指导乡镇抓好落实。', { lead: ['县农业局', '县水利局'] }],
  ['村“两委”负责组织，驻村工作队协助。', { responsible: ['村“两委”'], cooperating: ['驻村工作队'] }],
  ['县财政局负责拨付，各乡镇人民政府是项目实施主体。', { responsible: ['县财政局', '各乡镇人民政府'] }],
  ['村“两委”要组织群众评议。', { responsible: ['村“两委”'] }],
  [
    '由县扶贫办牵头，会同县财政局、县审计局实施。',
    { lead: ['县扶贫办'], responsible: ['县财政局', '县审计局'] },
  ],
  [
    '县教育局负责统筹管理，县编办、县财政局等部门要按照职责分工积极配合。',
    { responsible: ['县教育局'], cooperating: ['县编办', '县财政局'] },
  ],
  ['明确县林业局为责任主体。', { responsible: ['县林业局'] }],
  ['省财政厅会同省扶贫办制定管理办法。', { responsible: ['省财政厅', '省扶贫办'] }],
  [
    '县民政局牵头负责，县残联、县卫健局协同做好残疾人帮扶。',
    { lead: ['县民政局'], cooperating: ['县残联', '县卫健局'] },
  ],
])('a sentence of another style: %s', (text, roles) => {
  expect(read(text)).toEqual([duty(roles)])
})

test('the list of an item says who does it, and its sentences say what', () => {
  expect(read('62.各级党校和行政学院要开设培训班。(省委组织部牵头,省教育厅配合)')).toEqual([
    duty({ lead: ['省委组织部'], cooperating: ['省教育厅'] }),
  ])
})

test('in a long list of offices of a city, the one whose last word was left out is one of them', () => {
  const names = ['市教育局', '市发展改革', '市民政局', '市财政局', '市水利局', '市妇联']
  expect(read(`${names.join('、')}等牵头部门要制定方案。`)).toEqual([duty({ lead: names })])
  expect(read('市教育局、市发展改革等部门要制定方案。')).toEqual([])
})

test('the units of a label may stand in brackets behind it', () => {
  expect(read('由牵头单位（县住建局）、配合单位（县财政局、县水利局）实施。')).toEqual([
    duty({ lead: ['县住建局'] }),
    duty({ cooperating: ['县财政局', '县水利局'] }),
  ])
})

test('a table whose cells are apart by blanks, and rows whose last cells are empty', () => {
  const tabbed = [
    '序号\t任务\t牵头单位\t责任单位\t时限',
    '1\t产业发展\t县农业局\t县林业局、县水利局',
    '2\t新建道路\t县交通局',
    '3\t宣传\t各村\t县文旅局\t县融媒体中心\t县妇联',
  ]
  expect(read(tabbed.join('\n'))).toEqual([
    duty({ lead: ['县农业局'], responsible: ['县林业局', '县水利局'] }),
    duty({ lead: ['县交通局'] }),
  ])
  // Blanks do not tell which cell is empty: a row that lacks one is not read.
  expect(read('序号  任务  牵头单位  配合单位\n1  产业  县农业局  县林业局\n2  教育  县教育局')).toEqual([
    duty({ lead: ['县农业局'], cooperating: ['县林业局'] }),
  ])
})

test('a table with columns for the units, with empty cells and with cells that span rows', () => {
  const table = [
    '序号\t任务\t牵头单位\t责任单位\t时限',
    '1\t产业发展\t县农业局\t县林业局、县水利局\t6月',
    '2\t新建道路\t县交通局\t\t12月',
    '危房改造\t县住建局\t各乡镇人民政府\t12月',
    '合计\t3项\t-\t-\t-',
    '备注：县审计局负责监督。',
    '县文旅局\t县卫健局\t县医保局\t县残联\t县妇联',
  ]
  expect(read(table.join('\n'))).toEqual([
    duty({ lead: ['县农业局'], responsible: ['县林业局', '县水利局'] }),
    duty({ lead: ['县交通局'] }),
    duty({ lead: ['县住建局'], responsible: ['各乡镇人民政府'] }),
    duty({ responsible: ['县审计局'] }),
  ])
})

test.each([
  '“三靠近”(城镇、园区、中心村)',
  '(按教育部门、扶贫部门确定的年度标准执行)',
  '6个贫困村(甲镇田村、乙镇树村)',
  '县财政局的同志参加了会议。',
  '(以下简称贫困县)',
  '县委、县政府要求各乡镇抓好落实。',
  '成员单位（县财政局、县教育局、县民政局）定期会商。',
  '报送县扶贫办（县乡村振兴局）。',
  '各帮扶单位要派强工作队，帮扶干部要每月走访。',
  '各级各部门要高度重视，各乡镇要按时上报。',
  '乡镇要有专门干部负责扶贫开发工作。',
  '搭建服务平台，优化产业布局，责任落实到专人负责。',
  '农户承担剩余资金，政府承担利息。',
  '由县委督查室、县政府督查室、县扶贫办组成督查组。',
  '各科室要按照职责分工抓好工作。',
  '由县住建局牵头，完成了危房改造，县财政局负责的资金已全部发放。',
  '乡镇长（街道办事处主任）是第一责任人。',
  '主要是由于资金不足，贫困户需要帮助。',
  '县妇联举办了三期培训，县教育局负责人到会。',
])('%s gives nobody a duty', (text) => {
  expect(read(text)).toEqual([])
})
