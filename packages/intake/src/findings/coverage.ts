/** What is planned against those that it is for: fewer get a measure than have its cause, or more than there are. */
import type { Quantity } from '../model.ts'
import type { Block, Mention } from '../relations/blocks.ts'
import type { Finding } from './finding.ts'

interface Cause {
  readonly name: string
  /** How the cause is named beside a figure, and how the measure against it is. */
  readonly cause: string
  readonly measure: string
}

const CAUSES: readonly Cause[] = [
  { name: '因病', cause: '因病', measure: '医疗救助|大病救治|健康扶贫|医疗保障|慢病签约' },
  { name: '因残', cause: '因残', measure: '残疾(?:人)?(?:补贴|康复|救助)|助残' },
  { name: '因学', cause: '因学', measure: '教育资助|教育扶贫|教育扶持|助学|雨露计划' },
  { name: '因灾', cause: '因灾', measure: '灾后(?:重建|恢复)|灾害救助|救灾' },
  { name: '缺技术', cause: '因?缺(?:少|乏)?技术', measure: '(?:技能|技术|职业|实用技术)培训' },
  { name: '缺资金', cause: '因?缺(?:少|乏)?资金', measure: '小额(?:信贷|贷款)|贷款贴息|产业扶持' },
]
const patterns = CAUSES.map((each) => ({
  ...each,
  ahead: new RegExp(`(?:${each.cause})(?:致贫|返贫)?(?:的|户|家庭|贫困户|问题)?(?:有|共|为|约)?$`),
  behind: new RegExp(`^(?:贫困户)?(?:${each.cause})(?:致贫|返贫|的|户|贫困)`),
  by: new RegExp(
    `(?:${each.measure})(?:政策|项目|工程|资金)?(?:帮助|覆盖|惠及|帮扶|资助|救助|扶持|支持)?(?:贫困户|学生家庭|家庭)?(?:共|约)?$`,
  ),
}))

/** Households with a cause and households that get its measure, where each is told exactly once. */
export function coverageFindings(blocks: readonly Block[]): Finding[] {
  const households = mentionsOf(blocks).filter(({ quantity }) => isCount(quantity, 'households'))
  return patterns.flatMap(({ name, ahead, behind, by }) => {
    const having = households.filter((each) => ahead.test(each.ahead) || behind.test(each.behind))
    const getting = households.filter((each) => by.test(each.ahead))
    const [cause, measure] = [having[0]?.quantity, getting[0]?.quantity]
    if (!cause || !measure || having.length > 1 || getting.length > 1) return []
    if (Number(measure.exact) >= Number(cause.exact)) return []
    return [
      {
        grade: 'warning' as const,
        rule: 'coverage' as const,
        stated: measure.value!,
        computed: cause.value!,
        message: {
          zh: `${name}致贫 ${cause.text}，相应措施只覆盖 ${measure.text}，请说明其余如何解决。`,
          en: `${cause.text} are poor for this cause, its measure reaches ${measure.text}: what about the others?`,
        },
        ranges: [cause.range, measure.range],
      },
    ]
  })
}

const whole =
  /(?:全[省市县区州旗镇乡村]|[我本][省市县区州旗镇乡])(?:现有|共有|尚有|剩余|剩下|还有|未脱贫|建档立卡|在册|农村|的|有){0,5}(?:贫困人口|贫困群众)(?:共|为|约|有)?$/
const wholeAround =
  /(?:全[省市县区州旗镇乡村]|[我本][省市县区州旗镇乡])(?:现有|共有|尚有|剩余|剩下|还有|未脱贫|建档立卡|在册|农村|有){0,5}$/
const reached =
  /(?:带动|覆盖|惠及|受益|扶持|辐射|帮扶)[^,。;、\d]{0,6}(?:贫困人口|贫困群众|建档立卡人口)(?:共|约|达到|达)?$/

/** A measure for the poor that reaches more of them than the document says there are. Told once, of the largest. */
export function beyondFindings(blocks: readonly Block[]): Finding[] {
  const persons = mentionsOf(blocks).filter(({ quantity }) => isCount(quantity, 'persons'))
  const all = largest(persons.filter(({ ahead, quantity }) => isWhole(ahead, quantity)))
  const most = largest(persons.filter(({ ahead }) => reached.test(ahead)))
  if (!all || !most || Number(most.exact) <= Number(all.exact)) return []
  return [
    {
      grade: 'warning',
      rule: 'moreThanAll',
      stated: most.value!,
      computed: all.value!,
      message: {
        zh: `此项措施带动 ${most.text}，多于文中的贫困人口总数 ${all.text}，请说明统计口径。`,
        en: `The measure reaches ${most.text}, but the document counts ${all.text} poor persons: of whom is it?`,
      },
      ranges: [most.range, all.range],
    },
  ]
}

function isWhole(ahead: string, { text }: Quantity): boolean {
  return whole.test(ahead) || (/贫困(?:人口|群众)$/.test(text) && wholeAround.test(ahead))
}

function isCount({ measure, per, exact }: Quantity, what: Quantity['measure']): boolean {
  return measure === what && per.length === 0 && exact !== null
}

function mentionsOf(blocks: readonly Block[]): Mention[] {
  return blocks.flatMap(({ mentions }) => mentions)
}

function largest(mentions: readonly Mention[]): Quantity | undefined {
  return mentions
    .map(({ quantity }) => quantity)
    .reduce<Quantity | undefined>(
      (most, each) => (most && Number(most.exact) >= Number(each.exact) ? most : each),
      undefined,
    )
}
