/** Economy, building and transport, supervision. Sources: as in government.ts; 2008 to 2023. */
import { called, type Department, department, named } from './department.ts'

const government = department('government')

export const economyDepartments: readonly Department[] = [
  government('development', '发展改革部门', 'Development and reform', [
    ...called(
      '发改委 发改局 发改办 发展改革委 发展改革局 发展和改革委员会 发展改革委员会 发展和改革局 发展和改革委',
    ),
    ...called('发展改革和科技局 发改科技局 发展改革 发改经信局'),
    ...called('计委 计划委员会 发展计划委员会', { until: 2003 }),
  ]),
  government('finance', '财政部门', 'Finance', named('财政', '局 厅 所 部')),
  government('science', '科学技术部门', 'Science and technology', [
    ...called('科技局 科技厅 科技部 科学技术局 科学技术厅 科委 科学技术委员会 科技和知识产权局 科技工信局'),
  ]),
  government('industry', '工业和信息化部门', 'Industry and information technology', [
    ...named('工业和信息化', '局 厅 委员会 委 部'),
    ...named('工信', '委 局 厅'),
    ...called(
      '经信委 经信局 经济和信息化委员会 经济和信息化局 经济和信息化厅 经贸委 经贸局 工信商务局 经济贸易局',
    ),
    ...called('经济贸易委员会 工业经济贸易局 工贸局 工业局 科技和工业信息化局 科工信局 经济商务和信息化局'),
  ]),
  government('housing', '住房和城乡建设部门', 'Housing and urban-rural development', [
    ...named('住房和城乡建设', '局 厅 委员会 委 管理局 规划建设局 部'),
    ...named('住房城乡建设', '局 厅 委员会 委 部'),
    ...named('住建', '局 厅 委 部'),
    ...called(
      '城乡建设局 城建局 建设局 建设厅 建委 住房和建设局 城乡建设委员会 住房保障和城乡建设局 住房规划建设局',
    ),
    ...called('城乡规划建设局 规划建设局 住房城乡规划建设局 规建局 城乡住房建设局 住规建局'),
  ]),
  government(
    'housingManagement',
    '房产管理部门',
    'Housing management',
    called('房管局 房产局 房产管理局 房地产管理局 住房保障局 住房公积金管理中心 公积金中心'),
  ),
  government(
    'planning',
    '城乡规划部门',
    'Urban and rural planning',
    called('规划局 城乡规划局 城市规划局', { until: 2018 }),
    {
      into: ['land', 2018],
    },
  ),
  government('urbanManagement', '城市管理部门', 'Urban management', [
    ...called(
      '城管局 城市管理局 城管执法局 城市管理行政执法局 城管委 综合执法局 市容局 市政局 市政管理局 园林局 环卫局',
    ),
  ]),
  government('land', '自然资源（国土）部门', 'Natural resources (land)', [
    ...named('国土资源', '局 厅 分局 所 和房屋管理局 和规划局 部', { until: 2018 }),
    ...called('国土局 国土厅 国土分局 国土所', { until: 2018 }),
    ...named('自然资源', '局 厅 分局 所 和规划局 和规划委员会 部', { from: 2018 }),
    ...called('自规局 资规局', { from: 2018 }),
  ]),
  government('environment', '生态环境（环保）部门', 'Environment', [
    ...named('环境保护', '局 厅 部', { until: 2018 }),
    ...called('环保局 环保厅 环保部 环保分局', { until: 2018 }),
    ...named('生态环境', '局 厅 分局 部', { from: 2018 }),
  ]),
  government('transport', '交通运输部门', 'Transport', [
    ...named('交通运输', '局 厅 委员会 委 部'),
    ...called('交通局 交通厅 交委 交运局 交通委'),
  ]),
  government('highways', '公路管理机构', 'Highways', [
    ...called('公路局 公路管理局 公路段 公路管理段 农村公路管理局 公路管理所 公路管理站 公路养护中心 运管所'),
  ]),
  government('commerce', '商务部门', 'Commerce', [
    ...named('商务', '局 厅 委员会 委 部 和粮食局 粮食局'),
    ...called(
      '商贸局 商贸流通局 商务旅游局 商务和投资促进局 商粮局 电商办 电子商务办公室 电商中心 商务经合局',
    ),
  ]),
  government(
    'foodDrug',
    '食品药品监管部门',
    'Food and drugs (until 2018)',
    [...called('食药监局 食品药品监督管理局 食药局 食品药品监管局 药监局 药品监督管理局')],
    { into: ['market', 2018] },
  ),
  government(
    'industryCommerce',
    '工商行政管理部门',
    'Industry and commerce (until 2018)',
    [...called('工商局 工商行政管理局 工商所 工商分局')],
    { into: ['market', 2018] },
  ),
  government(
    'quality',
    '质量技术监督部门',
    'Quality supervision (until 2018)',
    called('质监局 质量技术监督局 质量监督局'),
    {
      into: ['market', 2018],
    },
  ),
  government('market', '市场监管部门', 'Market regulation', [
    ...called(
      '市场监管局 市场监督管理局 市监局 市场监管委 工商质监局 工商和质量监督管理局 工商质量局 食药工商质监局',
    ),
  ]),
  government('audit', '审计部门', 'Audit', named('审计', '局 厅 署')),
  government('stateAssets', '国有资产监管部门', 'State assets', [
    ...called(
      '国资委 国资办 国资局 国资中心 国有资产监督管理委员会 国有资产管理局 国有资产监督管理局 国有资产监督管理办公室',
    ),
  ]),
  government('statistics', '统计部门', 'Statistics', called('统计局 统计站 统计办')),
  government('emergency', '应急管理（安监）部门', 'Emergency management', [
    ...called('安监局 安全生产监督管理局 应急办 安办 安委办', { until: 2018 }),
    ...named('应急', '管理局 管理厅 局 厅', { from: 2018 }),
    ...called('消防大队 消防支队 消防救援大队 消防救援支队 防汛办'),
  ]),
  government('price', '物价部门', 'Prices', called('物价局 价格局')),
  government('grain', '粮食和储备部门', 'Grain and reserves', [
    ...called('粮食局 粮食和物资储备局 粮食和储备局 粮储局 粮食和物资储备中心 物资储备局 粮食流通管理局'),
  ]),
  government('investment', '招商部门', 'Investment promotion', [
    ...called(
      '招商局 投促局 招商促进局 投资促进局 招商服务局 招商引资局 经济技术合作局 经合局 经济合作局 招商办 投资合作局',
    ),
  ]),
  government('localFinance', '金融工作部门', 'Local financial work', [
    ...called(
      '金融办 金融工作办公室 金融局 金融工作局 金融服务办公室 金融服务中心 政府金融办 金融工作服务中心',
    ),
    ...called('地方金融监督管理局 地方金融监管局', { from: 2018, until: 2023 }),
    ...called('地方金融管理局 金融委办公室', { from: 2023 }),
  ]),
  government(
    'data',
    '数据管理部门',
    'Data',
    called('数据局 大数据局 大数据管理局 大数据发展局 大数据中心 大数据发展管理局 信息中心 信息办'),
  ),
]
