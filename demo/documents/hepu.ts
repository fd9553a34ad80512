/**
 * A plan of Hepu county that carries out Beihai's: made up, with the figures of the world itself, so that its targets are
 * those of the households that are there. Deadlines and cycles are of the kinds that such plans name.
 */
import type { WorldPlan } from '../plan.ts'

export const hepu = '450521'

export interface CountyFigures {
  readonly households: number
  readonly expected: number
  /** Of those, with what they need to run an industry project. */
  readonly able: number
  readonly villages: number
}

/** What a county has to do in 2017, counted from who lives there. */
export function figuresOf({ villages, strata }: WorldPlan, county: string): CountyFigures {
  const own = villages.filter(({ code }) => code.startsWith(county))
  const count = (fits: (stratum: WorldPlan['strata'][number]) => boolean) =>
    own.reduce(
      (sum, { counts }) =>
        sum + counts.reduce((all, number, index) => all + (fits(strata[index]!) ? number : 0), 0),
      0,
    )
  return {
    households: count(() => true),
    expected: count(({ fate }) => fate === 'expected'),
    able: count(({ fate, able }) => fate === 'expected' && able),
    villages: own.filter(({ kind }) => kind === 'expected').length,
  }
}

/** Tens of yuan are enough to write 万元 exactly: 0.1 of it is a thousand. */
const tenths = (value: number) => (value % 10 === 0 ? String(value / 10) : (value / 10).toFixed(1))

export function hepuText({ households, expected, able, villages }: CountyFigures): string {
  const [industry, helping] = [able * 5, households * 2]
  const city = Math.floor((industry + helping) * 0.6)
  return `合浦县2017年脱贫攻坚任务分解方案

为完成市里下达的2017年脱贫任务，把责任分到部门、时限定到月，制定本方案。

一、年度目标

（一）2017年底，全县${expected}户建档立卡贫困户达到“八有一超”标准。

（二）2017年底，全县${villages}个贫困村达到“十一有一低于”标准。

二、任务分工

1．2017年3月31日前，更新建档立卡信息，完成首轮入户走访，做到一户一策。（县扶贫办牵头，各乡镇人民政府配合）

2．2017年3月20日前，举办第一期帮扶干部培训班。（县委组织部牵头，县扶贫办配合）

3．2017年3月15日前，逐村排查饮水不安全户，建立台账。（县水利局牵头，县卫计局和各乡镇人民政府配合）

4．2017年3月底前，人饮净化工程全部开工。（县水利局牵头，县发改局、县财政局配合）

5．2017年3月10日前，完成农村危房鉴定。（县住建局牵头，县扶贫办、县民政局和各乡镇人民政府配合）

6．2017年4月底前，完成到户产业项目审批和招投标。（县农业局牵头，县扶贫办、县财政局、县水产畜牧兽医局配合）

7．2017年9月底前，村屯硬化道路全部完工。（县交通局牵头，县扶贫办、县发改局、县财政局配合）

8．2017年3月24日前，发放春季学期教育资助。（县教育局牵头，县扶贫办、县财政局配合）

9．2017年6月底前，贫困人口大病专项救治备案到人。（县卫计局牵头，县民政局、县人社局配合）

10．2017年10月底前，完成转移就业培训和鉴定。（县人社局牵头，县扶贫办、县旅发委配合）

11．2017年3月底前，低保对象与建档立卡对象比对一次。（县民政局牵头，县扶贫办、县残联配合）

12．2017年12月15日前，完成贫困户退出认定。（县扶贫办牵头，县统计局和各乡镇人民政府配合）

三、调度制度

13．每月调度一次项目和资金进度。（县扶贫办牵头，县财政局、县审计局配合）

14．每月登记一次贫困户收入。（各乡镇人民政府负责）

15．每季度核查一次建档立卡台账。（县扶贫办牵头，县民政局、县残联配合）

16．每季度兑付一次小额信贷贴息。（县农村信用社牵头，县扶贫办、县财政局配合）

17．每半年督查一次。（县委督查室牵头，县纪委、县扶贫办配合）

四、资金安排

1．到户产业项目。有产业发展能力的${able}户，按0.5万元/户计算，需补助资金${tenths(industry)}万元。（牵头单位：县扶贫办；配合单位：县财政局）

2．一帮一联。建档立卡贫困户${households}户，按0.2万元/户计算，需补助资金${tenths(helping)}万元。（牵头单位：县扶贫办；配合单位：县财政局）

3．督查和培训。需工作经费12万元。（牵头单位：县扶贫办；配合单位：县财政局）

以上共需资金${tenths(industry + helping + 120)}万元。其中，上级专项资金${tenths(city)}万元；县级配套资金${tenths(industry + helping - city)}万元；帮扶单位资金12万元。

合浦县扶贫开发领导小组
2017年1月6日
`
}
