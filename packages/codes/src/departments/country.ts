/**
 * Fields, forests and water. Sources: the institutional reforms of 2018 (agriculture and rural affairs, forestry and
 * grassland) and 2023 (rural revitalisation came into agriculture); names of counties before that by use.
 */
import { called, type Department, department, named } from './department.ts'

const government = department('government')

export const countryDepartments: readonly Department[] = [
  government('agriculture', '农业农村（农业）部门', 'Agriculture and rural affairs', [
    ...named('农业', '局 厅 委员会 委 技术推广中心 部', { until: 2018 }),
    ...called(
      '农委 农牧局 农牧厅 农林局 农业和科技局 农牧业局 农牧林业局 农牧和科技局 农业畜牧局 农业水利局 农水局 农业林业局',
    ),
    ...called(
      '农业水务局 农业服务中心 农技中心 农技站 农技推广中心 农业技术推广站 农经站 农业综合服务站 农牧农村局 经管站',
    ),
    ...named('农业农村', '局 厅 委员会 委 和水利局 水利局 部', { from: 2018 }),
    ...called('农业农村和科技局 农村农业局 农业农村和林业局', { from: 2018 }),
  ]),
  government('livestock', '畜牧兽医部门', 'Livestock', [
    ...called(
      '畜牧局 畜牧兽医局 畜牧水产局 水产畜牧兽医局 水产畜牧局 畜牧中心 畜牧兽医中心 畜牧兽医水产局 畜牧业局 畜牧食品局',
    ),
    ...called(
      '畜牧水产兽医局 畜牧兽医站 畜牧站 动物卫生监督所 畜牧产业发展中心 畜产中心 兽医局 畜牧兽医渔业局',
    ),
  ]),
  government('fisheries', '渔业（海洋）部门', 'Fisheries and sea', [
    ...called(
      '水产局 渔业局 海洋局 海洋渔业局 海洋与渔业局 海洋和渔业局 海洋与渔业厅 渔政支队 渔政大队 渔牧局',
    ),
  ]),
  government(
    'machinery',
    '农机部门',
    'Farm machinery',
    called('农机局 农机中心 农业机械化管理局 农机办 农机管理局 农业机械管理局 农机站 农业机械局'),
  ),
  government(
    'fruit',
    '果业部门',
    'Fruit',
    called('果业局 果业中心 果业管理局 果业发展局 果业厅 水果局 园艺局 果业发展中心 特产局 果蔬局 水果办'),
  ),
  government(
    'tea',
    '特色产业机构',
    'Tea, silk and other crops',
    [
      ...called(
        '茶业局 茶产业局 茶叶局 茶果局 蚕业局 蚕茧局 烟办 烤烟办 核桃办 蔬菜办 蔬菜局 蔬菜中心 药业局 中药材办 魔芋办 油茶办 农产局',
      ),
      ...called('糖业局 糖业发展局 糖业发展办公室 甘蔗办'),
    ],
    { grade: 'U' },
  ),
  government('forestry', '林业（林草）部门', 'Forestry', [
    ...named('林业', '局 厅 和草原局 草原局 工作站 中心 发展中心 水利局'),
    ...called(
      '林草局 林园局 林业园林局 林业和园林局 绿化委 绿化办 国有林场 林场 林牧局 林果局 园林和林业局 林业站 林草中心',
    ),
  ]),
  government('water', '水利（水务）部门', 'Water', [
    ...named('水利', '局 厅 电力局 水保局 委员会 水务局 水电局 部'),
    ...called(
      '水务局 水务厅 水电局 水保局 水土保持局 水利站 水利水保局 饮水办 供水公司 水管站 供水办 自来水公司 水利和湖泊局 水利水产局',
    ),
  ]),
  government(
    'agriculturalDevelopment',
    '农业综合开发机构',
    'Agricultural development',
    [
      ...called('农业综合开发办公室 农综办 农开办 农发办 农业开发办公室 农业综合开发办 农业开发办', {
        until: 2018,
      }),
    ],
    { into: ['agriculture', 2018] },
  ),
  government(
    'ruralEnergy',
    '农村能源机构',
    'Rural energy',
    called('能源办 能源局 农村能源办公室 农村能源办 新能源办 沼气办 农村能源站 农村能源局'),
  ),
  government(
    'agriculturalSciences',
    '农业科研机构',
    'Agricultural research',
    called('农科院 农科所 农业科学院 农业科学研究所 农业科技园 农业园区管委会 农业园区办'),
  ),
]
