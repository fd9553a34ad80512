/**
 * Party, people's congress, political conference, courts. Source: the plans of institutional reform of the party and the
 * state of 2018 and 2023, and general knowledge of how counties name their offices.
 */
import { called, type Department, department, named } from './department.ts'

const party = department('party')
const people = department('people')

export const partyDepartments: readonly Department[] = [
  party('partyCommittee', '党委', 'Party committee', called('委 党委 党委会 党工委 委员会 党组')),
  party('partyAndGovernment', '党委和政府', 'Party committee and government', [
    ...called('委政府 党委政府 党委和政府 委和政府 党委人民政府 党政'),
  ]),
  party('partyOffice', '党委办公室', 'Office of the party committee', [
    ...called('委办公室 委办 党委办公室 党委办 党政办 党政办公室 委办公厅'),
  ]),
  party('partyInspection', '党委督查室', 'Inspection office of the party committee', [
    ...named('委', '督查室 督察室 督查局 督查办 政府督查室 目标督查办公室'),
  ]),
  party('organisation', '组织部', 'Organisation department', called('组织部')),
  party('publicity', '宣传部', 'Publicity department', called('宣传部')),
  party('unitedFront', '统战部', 'United front department', called('统战部 统一战线工作部')),
  party('politicsAndLaw', '政法委', 'Political and legal affairs commission', called('政法委 政法委员会')),
  party('policyResearch', '政策研究室', 'Policy research office', called('政研室 政策研究室 研究室 改革办')),
  party('cyberspace', '网信办', 'Cyberspace administration', [
    ...called('网信办 网信局 网络安全和信息化领导小组办公室'),
    ...called('网络安全和信息化委员会办公室', { from: 2018 }),
  ]),
  party(
    'civility',
    '文明办',
    'Office for public civility',
    called('文明办 文明委办 精神文明建设指导委员会办公室'),
  ),
  party('establishment', '编办', 'Staffing commission office', [
    ...called('编办 编委办 机构编制委员会办公室 委编办'),
  ]),
  party('organsWork', '直属机关工委', 'Work committee of organs', [
    ...called('机关工委 直机关工委 直属机关工委 直属机关工作委员会 直机关工作委员会 机关党工委'),
    ...called('直工委 直属工委 机关工作委员会'),
  ]),
  party('veteranCadres', '老干部局', 'Veteran cadres bureau', called('老干部局 老干局 老干部工作局')),
  party('partySchool', '党校', 'Party school', called('党校 行政学院 行政学校 党校行政学院')),
  party('discipline', '纪委监委', 'Discipline inspection and supervision', [
    ...called('纪委 纪律检查委员会 纪检委 纪工委'),
    ...called('纪委监委 监委 监察委员会 纪委监察委 监察委', { from: 2018 }),
  ]),
  party('supervision', '监察局', 'Supervision bureau (until 2018)', named('监察', '局 厅', { until: 2018 }), {
    into: ['discipline', 2018],
  }),
  party(
    'inspectionTours',
    '巡察办',
    'Office of inspection tours',
    called('巡视办 巡察办 巡察办公室 巡视工作领导小组办公室'),
  ),
  party('ruralWork', '农工办（农工委）', 'Rural work office', [
    ...called('农工办 农办 农工委 农村工作办公室 农村工作委员会 农村工作部 农工部'),
    ...called('农村工作领导小组办公室 农村工作领导小组'),
  ]),
  party(
    'assessment',
    '考核办',
    'Assessment office',
    [
      ...called(
        '考核办 考评办 绩效办 绩效考评办 目标办 目标责任考核办公室 绩效考评领导小组办公室 考核委员会办公室',
      ),
      ...called('年度目标责任考核领导小组办公室'),
    ],
    { grade: 'U' },
  ),
  party(
    'socialWork',
    '社会工作部',
    'Social work department (since 2023)',
    called('社会工作部 社工部', { from: 2023 }),
  ),
  party(
    'povertyLeadingGroup',
    '脱贫攻坚领导小组',
    'Leading group on poverty',
    [
      ...named(
        '脱贫攻坚',
        '领导小组 指挥部 工作领导小组 总指挥部 领导小组办公室 指挥部办公室 办公室 办 专班',
      ),
      ...named('扶贫开发', '领导小组 工作领导小组'),
      ...called('扶贫领导小组 脱贫办 攻坚办 精准扶贫办 精准扶贫攻坚指挥部 精准脱贫攻坚领导小组办公室'),
    ],
    { grade: 'U' },
  ),
  party('archives', '档案局', 'Archives', called('档案局 档案馆 档案史志局 档案史志馆')),
  party('history', '史志办', 'Party history and local records', [
    ...called('党史办 党史研究室 史志办 地方志办公室 方志办 志办 党史和地方志研究室 地方志编纂委员会办公室'),
  ]),
  people('congress', '人大常委会', "People's congress", [
    ...called('人大 人大常委会 人民代表大会 人大办 人大办公室 人大常委会办公室'),
  ]),
  people('congressRural', '人大农工委', "Rural committee of the people's congress", [
    ...called('人大农工委 人大农委 人大农业与农村委员会 人大常委会农工委 人大农业农村委'),
  ]),
  people('conference', '政协', "People's political conference", called('政协 政协办 政协办公室 政协委员会')),
  party('court', '法院', "People's court", called('法院 人民法院 中级人民法院 高级人民法院')),
  party('procuratorate', '检察院', "People's procuratorate", called('检察院 人民检察院')),
  party(
    'armedForces',
    '人民武装部',
    'People’s armed forces department',
    called('人武部 人民武装部 武装部 军分区'),
  ),
]
