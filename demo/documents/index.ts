/** The policy documents of the world of Beihai, in our own words with the facts and figures of their sources. */
import { readFileSync } from 'node:fs'
import type { WorldPlan } from '../plan.ts'
import { type DemoDocument, daysOf, type TargetPart, type TaskDays } from './document.ts'
import { figuresOf, hepu, hepuText } from './hepu.ts'

export type { DemoDocument, ReadTarget, ReadTask, TargetMeaning, TaskDays } from './document.ts'
export { type DemoReport, demoReports } from './reports.ts'

const textOf = (name: string) => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')
const counties = ['450502', '450503', '450512', hepu]

export function demoDocuments(plan: WorldPlan): DemoDocument[] {
  return [beihai(plan), hepuDocument(plan), shaanxi(), tongchuan()]
}

const exits = { label: '脱贫户数', indicator: 'householdsExited' }
const villages = { label: '脱贫摘帽贫困村', indicator: 'villagesExited' }
const year = { from: '2017-01-01', to: '2017-12-31' }

/** Filed, and most of it not yet decided about: so a reader finds both. */
function beihai(plan: WorldPlan): DemoDocument {
  const own = new Set(['四/1/1)', '四/6', '四/7', '四/9', '四/11'])
  const meanings: Readonly<Record<string, { key?: string; label: string; indicator: string }>> = {
    '二/(一) 4941': { key: 'households', ...exits },
    '二/(一) 21076': { label: '脱贫人口', indicator: 'personsExited' },
    '二/(二) 46': { key: 'villages', ...villages },
    '三/(二)/2/2) 279': { label: '饮水困难户', indicator: 'householdsWithoutSafeWater' },
    '三/(二)/2/3) 4964': { label: '农村危房户', indicator: 'dangerousHouses' },
  }
  const parts = counties.flatMap((regionCode): TargetPart[] => {
    const { expected, villages: number } = figuresOf(plan, regionCode)
    return [
      { of: 'households', regionCode, value: String(expected), unit: '户', ...exits, ...year },
      { of: 'villages', regionCode, value: String(number), unit: '个村', ...villages, ...year },
    ]
  })
  return {
    key: 'beihai',
    regionCode: '4505',
    text: textOf('beihai-2017.txt'),
    fileName: '北海市2017年脱贫攻坚实施方案.txt',
    by: 'city',
    filedOn: '2017-01-04',
    acceptedOn: '2017-01-05',
    acceptTask: ({ clause }) => (own.has(clause) ? { from: null, to: year.to, every: null } : undefined),
    acceptTarget: ({ clause, value }) => {
      const meaning = meanings[`${clause} ${value}`]
      return meaning && { ...meaning, kind: 'plan' }
    },
    parts,
  }
}

function hepuDocument(plan: WorldPlan): DemoDocument {
  return {
    key: 'hepu',
    regionCode: hepu,
    text: hepuText(figuresOf(plan, hepu)),
    fileName: '合浦县2017年脱贫攻坚任务分解方案.txt',
    above: 'beihai',
    by: 'county',
    filedOn: '2017-01-09',
    acceptedOn: '2017-01-10',
    acceptTask: (task) => (task.clause.startsWith('四') ? undefined : daysOf(task, '2017')),
    acceptTarget: ({ clause }) => {
      if (clause === '一/(一)') return { ...exits, kind: 'plan' }
      return clause === '一/(二)' ? { ...villages, kind: 'plan' } : undefined
    },
    acceptFundLines: true,
  }
}

/** Every task is owed a report before the end of November: the round of 2017. */
function shaanxi(): DemoDocument {
  return {
    key: 'shaanxi',
    regionCode: '61',
    text: textOf('shaanxi-2016-tasks.txt'),
    fileName: '陕西省脱贫攻坚任务分工.txt',
    by: 'shaanxi',
    filedOn: '2016-02-15',
    acceptedOn: '2016-02-16',
    acceptTask: () => ({ from: '2017-01-01', to: '2017-11-30', every: 'year' }),
  }
}

/** One sentence, four cycles: each is owed by itself. */
const fourLevels: readonly TaskDays[] = [
  { ...year, every: 'month', text: '月推进：每月推进一次。' },
  { ...year, every: 'quarter', text: '季通报：每季度通报一次。' },
  { ...year, every: 'halfYear', text: '半年点评：每半年点评一次。' },
  { ...year, every: 'year', text: '年终考核：每年考核一次。' },
]

const districts: Readonly<Record<string, string>> = {
  王益区: '610202',
  印台区: '610203',
  耀州区: '610204',
  宜君县: '610222',
}

function tongchuan(): DemoDocument {
  return {
    key: 'tongchuan',
    regionCode: '6102',
    text: textOf('tongchuan-2016-lists.txt'),
    fileName: '铜川市脱贫攻坚三张清单.txt',
    above: 'shaanxi',
    by: 'tongchuan',
    filedOn: '2016-03-10',
    acceptedOn: '2016-03-11',
    acceptTask: (task) => (task.clause === '措施清单/三' ? fourLevels : daysOf(task, '2017')),
    acceptTarget: ({ clause, subject, region, value }) => {
      const kind = 'assigned'
      if (clause === '' && value === '5.9') return { key: 'city', label: '脱贫人口', indicator: null, kind }
      if (!clause.startsWith('任务清单') || region === null) return undefined
      const isWhole = subject === '贫困人口'
      const where = districts[region]
      // The new district is none that the division codes know: its figures are the city's.
      const counted = isWhole || subject === '脱贫' ? '脱贫人口' : subject
      const label = where ? counted : `${region}：${counted}`
      return {
        label,
        indicator: null,
        kind,
        ...(where ? { regionCode: where } : {}),
        ...(isWhole ? { of: 'city' } : {}),
      }
    },
  }
}
