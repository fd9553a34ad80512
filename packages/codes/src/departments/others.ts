/**
 * People's organisations, bodies that answer to the level above, enterprises, and words for many units at once. Sources:
 * the reforms of financial supervision of 2018 and 2023 and of taxes in 2018; the rest is general knowledge.
 */
import { called, type Department, department } from './department.ts'

const people = department('people')
const vertical = department('vertical')
const enterprise = department('enterprise')
const group = department('group')

export const otherDepartments: readonly Department[] = [
  people('tradeUnion', '总工会', 'Trade unions', called('总工会 工会')),
  people(
    'youthLeague',
    '共青团',
    'Youth league',
    called('团委 共青团 团省委 团市委 团县委 团区委 团州委 共青团委 共青团委员会'),
  ),
  people(
    'womensFederation',
    '妇联',
    "Women's federation",
    called('妇联 妇女联合会 妇联会 妇儿工委 妇儿工委办'),
  ),
  people('disabledFederation', '残联', "Disabled persons' federation", called('残联 残疾人联合会')),
  people(
    'industryFederation',
    '工商联',
    'Federation of industry and commerce',
    called('工商联 工商业联合会 总商会 商会'),
  ),
  people('scienceAssociation', '科协', 'Association for science', called('科协 科学技术协会')),
  people('writersArtists', '文联', 'Writers and artists', called('文联 文学艺术界联合会 作协')),
  people('socialSciences', '社科联', 'Social sciences', called('社科联 社会科学界联合会 社科院 社会科学院')),
  people('overseasChinese', '侨联', 'Returned overseas Chinese', called('侨联 归国华侨联合会')),
  people('redCross', '红十字会', 'Red Cross', called('红十字会')),
  people(
    'charity',
    '慈善协会',
    'Charity',
    called('慈善会 慈善协会 慈善总会 扶贫基金会 扶贫开发协会 扶贫协会'),
  ),
  people(
    'nextGeneration',
    '关工委',
    'Care for the next generation',
    called('关工委 关工委办 关工委办公室 关心下一代工作委员会 关心下一代工作委员会办公室'),
  ),
  people(
    'supplyMarketing',
    '供销合作社',
    'Supply and marketing co-operative',
    called('供销社 供销合作社 供销联社 供销合作社联合社 供销合作联社 供销社联合社 供销总社'),
  ),
  people(
    'parties',
    '民主党派',
    'Democratic parties',
    called('民革 民盟 民建 民进 农工党 致公党 九三学社 台盟 各民主党派 民主党派'),
  ),

  vertical('tax', '税务部门', 'Taxes', [
    ...called('税务局 税务分局 税务所', { from: 2018 }),
    ...called('国税局 国家税务局 国税分局 国税地税局', { until: 2018 }),
  ]),
  vertical(
    'localTax',
    '地税部门',
    'Local taxes (until 2018)',
    called('地税局 地方税务局 地税分局', { until: 2018 }),
    {
      into: ['tax', 2018],
    },
  ),
  vertical('peoplesBank', '人民银行', "People's Bank", called('人民银行 中国人民银行 人行'), {
    hasBranches: true,
  }),
  vertical(
    'financialRegulator',
    '金融监管（银监）部门',
    'Financial regulation',
    [
      ...called('银监局 银监分局 银监办 银监会 银行业监督管理局 银监办事处 银监组', { until: 2018 }),
      ...called('银保监局 银保监分局 银保监会 银保监监管组', { from: 2018, until: 2023 }),
      ...called('金融监管局 金融监管分局 金融监管总局 金融监管支局', { from: 2023 }),
    ],
    { hasBranches: true },
  ),
  vertical(
    'insuranceRegulator',
    '保监部门',
    'Insurance regulation (until 2018)',
    called('保监局 保监分局 保监会', { until: 2018 }),
    {
      into: ['financialRegulator', 2018],
    },
  ),
  vertical('securitiesRegulator', '证监部门', 'Securities regulation', called('证监局 证监会')),
  vertical('surveyTeam', '统计调查队', 'Survey teams of the Bureau of Statistics', [
    ...called('调查总队 调查队 国家调查队 国家统计局调查队 国调队'),
  ]),
  vertical('weather', '气象部门', 'Meteorology', called('气象局 气象台 气象站')),
  vertical('earthquake', '地震部门', 'Earthquakes', called('地震局 地震办 防震减灾局')),
  vertical(
    'post',
    '邮政部门',
    'Post',
    called('邮政局 邮政管理局 邮政公司 邮政分公司 邮政集团 邮政集团公司 邮政'),
  ),
  vertical('tobacco', '烟草部门', 'Tobacco', called('烟草局 烟草专卖局 烟草公司')),
  vertical(
    'customs',
    '海关和海事',
    'Customs and maritime affairs',
    called('海关 海事局 检验检疫局 出入境检验检疫局'),
  ),
  vertical('hydrology', '水文部门', 'Hydrology', called('水文局 水文站 水文中心')),

  enterprise('power', '供电企业', 'Power grid', [
    ...called(
      '供电局 供电公司 供电所 供电分局 供电分公司 电力公司 电力局 电网公司 国网公司 电网供电局 电力有限公司',
    ),
  ]),
  enterprise('localPower', '地方电力企业', 'Local power company', [
    ...called(
      '地方电力公司 地电公司 地电分公司 地方电力集团 地方电力局 地方电力分公司 水利电业公司 水利电业集团',
    ),
  ]),
  enterprise(
    'telecom',
    '通信企业',
    'Telecommunications',
    [
      ...called(
        '电信公司 移动公司 联通公司 电信局 通信公司 中国电信 中国移动 中国联通 电信 移动 联通 通信管理局 电信分公司',
      ),
      ...called('移动分公司 联通分公司 铁塔公司 中国铁塔 通信管理办公室 通信办'),
    ],
    { hasBranches: true },
  ),
  enterprise('ruralCredit', '农村信用社（农商行）', 'Rural credit co-operatives', [
    ...called(
      '农村信用社 农信社 信用社 信用联社 农村信用联社 农村信用合作社 农村信用合作联社 农信联社 省联社 联社',
    ),
    ...called('农商行 农商银行 农村商业银行 农合行 农村合作银行 农村信用社联合社 农村合作信用联社 信合'),
  ]),
  enterprise(
    'developmentBanks',
    '政策性银行',
    'Policy banks',
    [...called('农发行 农业发展银行 中国农业发展银行 国开行 国家开发银行 开发银行 进出口银行')],
    { hasBranches: true },
  ),
  enterprise(
    'banks',
    '商业银行',
    'Commercial banks',
    [
      ...called(
        '农行 农业银行 中国农业银行 邮储银行 邮政储蓄银行 中国邮政储蓄银行 建设银行 工商银行 中国银行 建行 工行 中行 邮储行',
      ),
      ...called(
        '商业银行 相关商业银行 各商业银行 有关商业银行 各银行 各银行业金融机构 银行业金融机构 各金融机构 金融机构 有关金融机构',
      ),
      ...called(
        '村镇银行 涉农金融机构 各涉农金融机构 银行 驻市金融机构 驻县金融机构 相关金融机构 城商行 涉农银行机构',
      ),
    ],
    { hasBranches: true },
  ),
  enterprise(
    'insurers',
    '保险公司',
    'Insurers',
    called('保险公司 人保财险 中国人寿 人保公司 人寿保险公司 人保财险公司 保险机构 人寿公司 财险公司'),
    {
      hasBranches: true,
    },
  ),
  enterprise(
    'investmentCompany',
    '投资（担保）公司',
    'Investment and guarantee companies',
    [
      ...called(
        '城投公司 农投公司 扶投公司 扶贫开发投资公司 扶贫投资公司 旅投公司 投资公司 农业投资公司 担保公司 融资担保公司',
      ),
      ...called('扶贫开发投融资公司 国投公司 交投公司 水投公司 城投集团 农投集团 农担公司'),
    ],
    { grade: 'U' },
  ),

  group('helpingUnits', '帮扶单位', 'Helping units', [
    ...called(
      '各有关定点帮扶单位 有关定点帮扶单位 定点帮扶单位 各定点帮扶单位 后盾单位 帮扶单位 各帮扶单位 包村单位 各包村单位',
    ),
    ...called(
      '各后盾单位 联系单位 驻村帮扶单位 各驻村帮扶单位 驻村单位 各包扶单位 包扶单位 各联系单位 帮扶部门 包扶部门',
    ),
    ...called(
      '各结对帮扶单位 结对帮扶单位 挂钩单位 各挂钩单位 挂包单位 各级帮扶单位 各定点扶贫单位 定点扶贫单位 对口帮扶单位',
    ),
    ...called('有关帮扶单位 各有关帮扶单位 各驻村工作队 驻村工作队 各帮扶部门'),
  ]),
  group('departments', '各有关部门', 'All departments concerned', [
    ...called(
      '各单位 各部门 各有关部门 各相关部门 有关部门 相关部门 各有关单位 各相关单位 有关单位 相关单位 级各单位 级各部门',
    ),
    ...called(
      '直各部门 直各单位 级有关部门 直有关部门 级相关部门 直相关部门 直有关单位 级有关单位 直相关单位 各行业部门 行业部门',
    ),
    ...called(
      '各责任单位 各牵头单位 各成员单位 领导小组成员单位 各责任部门 各职能部门 直单位 直部门 直机关 级部门 级单位',
    ),
    ...called(
      '各级各部门 各级部门 级行业部门 直各有关单位 直各有关部门 机关各部门 级机关各部门 直及驻单位 成员单位 相关行业部门',
    ),
    ...called('部门 单位 各地各部门 各县直单位 级相关单位'),
  ]),
  group('governments', '下级党委和政府', 'Governments of the level below', [
    ...called('各级政府 各级党委政府 各级人民政府 基层政府 各级党委'),
  ]),
  group('villages', '村级组织', 'Village organisations', [
    ...called(
      '村委会 村民委员会 村两委 各村 村党支部 各行政村 各贫困村 村支部 村支两委 各村两委 村级组织 各村委会 居委会 社区',
    ),
    ...called('各村民委员会 各村委 村组织 村委 各村社区'),
  ]),
]
