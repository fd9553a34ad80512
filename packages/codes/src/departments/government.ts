/**
 * Departments of governments but those of fields and forests. Sources: the State Council's institutional reforms of 2008,
 * 2013, 2018 and 2023, as provinces, cities and counties followed them. Years are those of the reform; what no reform
 * fixed is marked U.
 */
import { called, type Department, department, named } from './department.ts'

const government = department('government')

export const governmentDepartments: readonly Department[] = [
  government(
    'government',
    '人民政府',
    'Government',
    called('政府 人民政府 乡政府 镇政府 街道办 街道办事处 办事处 行署'),
  ),
  government('governmentOffice', '政府办公室', 'Office of the government', [
    ...named('政府', '办公室 办公厅 办'),
    ...named('人民政府', '办公室 办公厅'),
    ...called('府办'),
  ]),
  government('governmentInspection', '政府督查室', 'Inspection office of the government', [
    ...named('政府', '督查室 督察室 督查办 督查局'),
  ]),
  government(
    'poverty',
    '扶贫（乡村振兴）部门',
    'Poverty alleviation (rural revitalisation)',
    [
      ...called('扶贫办 扶贫局 扶贫办公室 扶贫开发局 扶贫工作局 扶贫工作办公室'),
      ...named('扶贫开发', '办公室 工作办公室 领导小组办公室 办 中心'),
      ...named('扶贫和移民', '工作局 局 开发局'),
      ...called('扶贫移民局 扶贫移民办 扶贫移民工作局 扶贫移民开发局 扶贫生态移民局 生态移民局'),
      ...called(
        '老区扶贫办 老区扶贫局 扶贫老区办 老区建设扶贫办 扶贫开发和老区建设办公室 扶贫和老区工作办公室',
      ),
      ...called('扶贫工作站 扶贫站'),
      ...named('乡村振兴', '局 办 办公室', { from: 2021, until: 2024 }),
    ],
    { into: ['agriculture', 2023] },
  ),
  government('education', '教育部门', 'Education', [
    ...named('教育', '局 厅 委员会 部'),
    ...called(
      '教委 教体局 教育体育局 教育和体育局 教科局 教育科技局 教育和科学技术局 教科体局 教育科技体育局',
    ),
  ]),
  government('ethnicReligious', '民族宗教部门', 'Ethnic and religious affairs', [
    ...called(
      '民委 民宗委 民宗局 民族局 民族事务委员会 民族宗教事务委员会 民族宗教事务局 民族宗教局 民族和宗教事务局',
    ),
    ...called('民族和宗教事务委员会 宗教局 宗教事务局 民族事务局 民族宗教委'),
  ]),
  government('publicSecurity', '公安部门', 'Public security', [
    ...named('公安', '局 厅 分局 处 部'),
    ...called('交警大队 交警支队 交警队 派出所'),
  ]),
  government('civilAffairs', '民政部门', 'Civil affairs', named('民政', '局 厅 办 部')),
  government('justice', '司法行政部门', 'Justice', named('司法', '局 厅 所 部')),
  government('humanResources', '人力资源和社会保障部门', 'Human resources and social security', [
    ...named('人力资源和社会保障', '局 厅 部', { from: 2008 }),
    ...named('人力资源社会保障', '局 厅 部'),
    ...named('人社', '局 厅 部 委'),
    ...called('人保局 人力社保局 人力社保厅 人社中心'),
    ...called('人事局 劳动局 劳动保障局 劳动和社会保障局 人事劳动和社会保障局 人劳局 劳动和社会保障厅', {
      until: 2009,
    }),
  ]),
  government(
    'employment',
    '就业服务机构',
    'Employment service',
    [
      ...called(
        '就业局 就业服务局 就业中心 就业管理局 劳动就业服务局 劳务办 劳务局 就业服务中心 公共就业服务中心',
      ),
    ],
    { grade: 'U' },
  ),
  government('socialInsurance', '社会保险经办机构', 'Social insurance service', [
    ...called('社保局 社保中心 社会保险局 社会保险事业管理局 社会保险事业局 社保经办中心'),
  ]),
  government(
    'culture',
    '文化（文广）部门',
    'Culture',
    [
      ...named('文化', '局 厅 体育局 广电局 馆 部', { until: 2018 }),
      ...called(
        '文广局 文广新局 文体局 文广体局 文体广电局 文广新体局 文体广新局 文体广电新闻出版局 文化体育广电局',
      ),
      ...called(
        '文化新闻出版广电局 文化广电新闻出版局 文化体育新闻出版广电局 文化广播电视局 文化广电局 文新广局 文体新局',
      ),
      ...called(
        '文化广播影视局 文化广电体育局 文体电视局 文化体育广播电影电视局 文化和体育局 文体旅局 文新广体局',
      ),
      ...called('文体新广局 文化体育和广播电视局 文新局'),
    ],
    { into: ['cultureTourism', 2018] },
  ),
  government('press', '新闻出版广电部门', 'Press, publishing, radio and television', [
    ...called(
      '新闻出版广电局 新闻出版局 广电局 广播电视局 广播电影电视局 广播电视台 广电台 广电网络公司 广播影视局',
    ),
  ]),
  government(
    'tourism',
    '旅游部门',
    'Tourism',
    [
      ...called(
        '旅游局 旅游发展委员会 旅发委 旅游发展委 旅游委 旅发局 旅游外侨局 旅游发展局 文物旅游局 旅游委员会',
        { until: 2018 },
      ),
    ],
    { into: ['cultureTourism', 2018] },
  ),
  government('cultureTourism', '文化和旅游部门', 'Culture and tourism (since 2018)', [
    ...called('文化和旅游局 文化和旅游厅 文旅局 文旅厅 文化旅游局 文化旅游和体育局 文化旅游体育局 文旅委', {
      from: 2018,
    }),
    ...called(
      '文化广电和旅游局 文化和旅游委员会 文化体育和旅游局 文化旅游广电局 文化广电旅游局 文化旅游和广电体育局',
      { from: 2018 },
    ),
    ...called(
      '文广旅局 文旅体局 文体旅游局 文体广旅局 文化旅游体育和广播影视局 文广旅体局 文体广电和旅游局 文体广电旅游局',
    ),
  ]),
  government('culturalRelics', '文物部门', 'Cultural relics', called('文物局 文物管理所 博物馆')),
  government('sport', '体育部门', 'Sport', called('体育局 体育发展中心 体育总会 体委')),
  government('health', '卫生健康（卫计）部门', 'Health', [
    ...named('卫生', '局 厅 部', { until: 2014 }),
    ...named('卫生和计划生育', '局 委员会 委', { from: 2013, until: 2018 }),
    ...called('卫计委 卫计局 卫生计生委 卫生计生局 卫生计生委员会', { from: 2013, until: 2018 }),
    ...called('卫生健康委员会 卫生健康委 卫生健康局 卫健委 卫健局', { from: 2018 }),
    ...called('卫生和食品药品监督管理局'),
  ]),
  government(
    'familyPlanning',
    '人口和计划生育部门',
    'Family planning (until 2013)',
    [
      ...called(
        '计生局 计生委 人口计生局 人口计生委 人口和计划生育局 人口和计划生育委员会 计划生育局 计生办 计生协会 计划生育协会',
      ),
    ],
    { into: ['health', 2013] },
  ),
  government('medicalInsurance', '医疗保障部门', 'Medical insurance', [
    ...named('医疗保障', '局 分局 中心', { from: 2018 }),
    ...called('医保局', { from: 2018 }),
    ...called(
      '合医办 合管办 新农合办 新农合管理办公室 合疗办 医保中心 医保办 新农合管理中心 农合办 合作医疗办',
    ),
  ]),
  government(
    'disease',
    '疾病预防控制机构',
    'Disease control',
    called('疾控中心 疾控局 疾病预防控制中心 妇幼保健院 爱卫办'),
  ),
  government(
    'petitions',
    '信访部门',
    'Petitions',
    called('信访局 信访办 群众工作部 群工部 人民来访接待办公室'),
  ),
  government(
    'legalAffairs',
    '法制办',
    'Legal affairs (until 2018)',
    called('法制办 法制局 法制办公室 政府法制办'),
    {
      into: ['justice', 2018],
    },
  ),
  government('foreignAffairs', '外事侨务部门', 'Foreign and overseas Chinese affairs', [
    ...called(
      '外侨办 外事办 外办 侨办 外事侨务办公室 外事和侨务办公室 外侨局 外事侨务局 台办 台湾事务办公室',
    ),
  ]),
  government(
    'organsAffairs',
    '机关事务管理部门',
    'Affairs of organs',
    called('机关事务局 机关事务管理局 机关事务管理中心 机关事务服务中心 机关后勤服务中心'),
  ),
  government('approval', '行政审批部门', 'Administrative approval', [
    ...called(
      '行政审批局 政务服务中心 政务服务局 政务服务管理办公室 政务中心 行政审批服务局 政管办 行政服务中心',
    ),
  ]),
  government(
    'reservoirMigrants',
    '水库移民部门',
    'Reservoir resettlement',
    [
      ...called(
        '移民局 移民办 移民开发局 移民管理局 移民工作局 移民开发办公室 移民后期扶持局 移民工作管理局',
      ),
      ...named('水库移民', '局 管理局 工作管理局 办 工作局 开发局'),
    ],
    { grade: 'U' },
  ),
  government(
    'relocation',
    '易地搬迁机构',
    'Poverty relocation',
    [
      ...called(
        '搬迁办 易地搬迁办 移民搬迁办 移民搬迁局 移民(脱贫)搬迁办 移民脱贫搬迁办 易地扶贫搬迁办公室 易扶办 陕南移民办',
      ),
      ...called(
        '易地扶贫搬迁指挥部 移民搬迁工作办公室 移民搬迁安置办公室 易地扶贫搬迁办 移民(脱贫)搬迁工作办公室',
      ),
    ],
    { grade: 'U' },
  ),
  government(
    'beautifulVillages',
    '美丽乡村建设机构',
    'Beautiful villages office',
    [
      ...called(
        '美丽乡村办 美丽乡村建设办公室 新农村办 新农村建设办公室 乡村办 美丽乡村建设领导小组办公室 人居办',
      ),
      ...called('农村人居环境整治办公室 新村办 新农办 美丽广西乡村办 清洁乡村办'),
    ],
    { grade: 'U' },
  ),
  government(
    'ageing',
    '老龄办',
    'Ageing commission',
    [...called('老龄办 老龄委 老龄委办 老龄工作委员会 老龄工作委员会办公室 老龄局 老龄工作办公室')],
    { into: ['health', 2018] },
  ),
  government(
    'veterans',
    '退役军人事务部门',
    'Veterans affairs',
    called('退役军人事务局 退役军人事务厅 退役军人局 退役军人厅 双拥办', { from: 2018 }),
  ),
  government(
    'zone',
    '管委会',
    'Zone committee',
    called('管委会 管理委员会 党工委管委会 工委管委会 党工委管理委员会'),
  ),
  government(
    'jobTraining',
    '职业教育机构',
    'Vocational schools',
    called('职教中心 职业教育中心 职业技术学院 职业技术学校 职业学校 职业中学'),
  ),
  government(
    'oldBases',
    '老区建设部门',
    'Old revolutionary base areas',
    called('老区办 老区促进会 老促会 老区建设办公室 老建办 老区建设促进会'),
  ),
]
