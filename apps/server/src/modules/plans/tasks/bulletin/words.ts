/** The sentences of the bulletin. */
export interface BulletinWords {
  readonly title: (region: string, year: string, month: number) => string
  readonly asOf: (day: string) => string
  readonly sums: string
  readonly summed: (counts: {
    all: number
    done: number
    late: number
    blocked: number
    due: number
    coming: number
  }) => string
  readonly units: string
  readonly unitHeads: readonly [string, string, string, string, string]
  readonly late: string
  readonly lateHeads: readonly [string, string, string, string, string]
  readonly blocked: string
  readonly blockedHeads: readonly [string, string, string, string, string]
  readonly done: string
  readonly doneHeads: readonly [string, string, string, string]
  readonly none: string
  readonly more: (left: number) => string
  readonly noUnit: string
  readonly file: (region: string, month: string) => string
}

const zh: BulletinWords = {
  title: (region, year, month) => `${region}${year}年${month}月任务进展通报`,
  asOf: (day) =>
    `本通报根据各单位填报的进展自动汇总，数据截至${day}。“逾期”指过了时限仍未填报完成，“受阻”按填报单位的说明列出。`,
  sums: '一、总体情况',
  summed: ({ all, done, late, blocked, due, coming }) =>
    `本月应办和上月结转的任务共${all}项：已完成${done}项，逾期${late}项，受阻${blocked}项，本月到期${due}项${coming > 0 ? `，尚未到期${coming}项` : ''}。`,
  units: '二、各单位情况',
  unitHeads: ['单位', '应办', '已完成', '逾期', '受阻'],
  late: '三、逾期任务',
  lateHeads: ['任务', '单位', '时限', '逾期（天）', '进度'],
  blocked: '四、受阻任务及原因',
  blockedHeads: ['任务', '单位', '时限', '填报日期', '原因（填报内容）'],
  done: '五、本月完成的任务',
  doneHeads: ['任务', '单位', '时限', '完成填报'],
  none: '无。',
  more: (left) => `另有${left}项未列出，见任务清单。`,
  noUnit: '未写明',
  file: (region, month) => `${region}任务进展通报（${month}）`,
}

const en: BulletinWords = {
  title: (region, year, month) => `Progress of tasks, ${region}, ${year}-${String(month).padStart(2, '0')}`,
  asOf: (day) =>
    `Compiled from what the units have reported by ${day}. Late is what is past its day and was not reported as done; blocked stands as its unit explained it.`,
  sums: '1. Overall',
  summed: ({ all, done, late, blocked, due, coming }) =>
    `${all} tasks were due this month or brought over: ${done} done, ${late} late, ${blocked} blocked, ${due} due within the month${coming > 0 ? `, ${coming} later` : ''}.`,
  units: '2. By unit',
  unitHeads: ['Unit', 'Owed', 'Done', 'Late', 'Blocked'],
  late: '3. Late',
  lateHeads: ['Task', 'Units', 'Until', 'Days late', 'Progress'],
  blocked: '4. Blocked, and why',
  blockedHeads: ['Task', 'Units', 'Until', 'Reported', 'Reason as reported'],
  done: '5. Done this month',
  doneHeads: ['Task', 'Units', 'Until', 'Reported'],
  none: 'None.',
  more: (left) => `${left} more are in the list of tasks.`,
  noUnit: 'not named',
  file: (region, month) => `Progress of tasks ${region} ${month}`,
}

export const bulletinWords = { zh, en } as const
