/** Progress that was reported on tasks until the day of the world: some done, some late, one stuck. */

export interface DemoReport {
  /** Key of the document, and clause of the task in it. */
  readonly document: string
  readonly clause: string
  readonly on: string
  /** Name of the account. */
  readonly by: string
  readonly regionCode: string
  readonly unit: string
  readonly state: 'underway' | 'done' | 'blocked'
  readonly percent?: number
  /** Last day of the round, of what comes again and again. */
  readonly duty?: string
  readonly text: string
}

type Told = readonly [
  clause: string,
  on: string,
  state: DemoReport['state'],
  percent: number | undefined,
  text: string,
  duty?: string,
]

const of =
  (document: string, regionCode: string, by: string, unit: string) =>
  ([clause, on, state, percent, text, duty]: Told): DemoReport => ({
    document,
    clause,
    on,
    by,
    regionCode,
    unit,
    state,
    ...(percent === undefined ? {} : { percent }),
    ...(duty === undefined ? {} : { duty }),
    text,
  })

const office: readonly Told[] = [
  ['二/1', '2017-03-17', 'underway', 60, '信息更新完成，走访还剩两个镇。'],
  ['二/1', '2017-03-29', 'underway', 95, '只剩外出务工户待电话核实。'],
  ['二/2', '2017-03-18', 'done', 100, '第一期培训班办结，参训帮扶干部全部考试合格。'],
  ['二/8', '2017-03-28', 'underway', 80, '高中阶段已发放，两所中心校名单待复核。'],
  ['三/13', '2017-01-25', 'done', 100, '一月调度会议已开，纪要已印发。', '2017-01-31'],
  ['三/13', '2017-02-24', 'done', 100, '二月调度会议已开，点名三个进度慢的项目。', '2017-02-28'],
  ['三/14', '2017-01-31', 'done', 100, '各乡镇一月收入登记收齐。', '2017-01-31'],
  ['三/14', '2017-03-03', 'underway', 85, '二月登记还缺两个镇。', '2017-02-28'],
  ['三/15', '2017-03-27', 'underway', 70, '一季度核查进行到第十一个镇。', '2017-03-31'],
  ['二/6', '2017-03-22', 'underway', 40, '项目库已批复，招标文件在审。'],
]
const water: readonly Told[] = [
  ['二/3', '2017-03-14', 'done', 100, '排查结束，不安全户逐户建档，结果已报县扶贫办。'],
  ['二/4', '2017-03-10', 'underway', 50, '七处工程已开工三处。'],
  ['二/4', '2017-03-24', 'blocked', 50, '四处工程用地手续未批，请县国土资源局支持。'],
]
const city: readonly Told[] = [
  ['四/7', '2017-03-20', 'underway', 30, '项目前期工作完成，部分县区受用地影响。'],
  ['四/6', '2017-03-21', 'underway', 15, '一季度开工里程低于计划。'],
]
const tongchuan: readonly Told[] = [
  ['措施清单/一', '2016-03-28', 'done', 100, '四级责任书全部签订并公开承诺。'],
  ['责任清单/五/(二十二)', '2016-06-20', 'done', 100, '包村包户包人名单已公布。'],
  ['措施清单/三', '2017-01-26', 'done', 100, '一月推进会已开，两个区县作表态发言。', '2017-01-31'],
  ['措施清单/六', '2016-05-16', 'underway', 50, '举报电话已开通，公示专栏在建。'],
]

export const demoReports: readonly DemoReport[] = [
  ...office.map(of('hepu', '450521', 'county', '合浦县扶贫开发办公室')),
  ...water.map(of('hepu', '450521', 'water', '合浦县水利局')),
  ...city.map(of('beihai', '4505', 'city', '北海市扶贫开发办公室')),
  ...tongchuan.map(of('tongchuan', '6102', 'tongchuan', '铜川市扶贫局')),
]
