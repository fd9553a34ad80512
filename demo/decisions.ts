/** What was decided about a household: the statuses are the fold of this. */
import { accountIdOf } from './accounts.ts'
import { type DecisionEntry, dayBetween, instantAfter } from './journal.ts'
import { uuidAt } from './numbers.ts'
import type { Facts } from './people.ts'
import type { HouseholdFate } from './plan.ts'
import type { Random } from './random.ts'

interface Decided {
  readonly id: string
  readonly regionCode: string
  readonly fate: HouseholdFate
  readonly county: string
  readonly isIneligible: boolean
}

export function decisionsOf(
  random: Random,
  { id, regionCode, fate, county, isIneligible }: Decided,
): DecisionEntry[] {
  const decide = (kind: string, decidedOn: string, facts: Facts, reason: string): DecisionEntry => ({
    id: uuidAt(random, decidedOn),
    subjectKind: 'household',
    subjectId: id,
    regionCode,
    kind,
    decidedOn,
    receivedAt: instantAfter(random, decidedOn, random.int(0, 6)),
    authorId: accountIdOf(county === '450521' ? 'county' : 'city'),
    facts,
    reason,
  })
  const decisions = [decide('registration', '2015-12-31', { status: 'poor' }, '2015年精准识别，建档立卡')]
  if (fate === 'exited') {
    const day = dayBetween(random, '2016-12-08', '2016-12-28')
    decisions.push(decide('exit', day, { status: 'exited', exitedOn: day }, '2016年“双认定”达标，公告退出'))
    if (random.chance(0.002)) {
      const relapsedOn = dayBetween(random, '2017-02-10', '2017-03-20')
      decisions.push(
        decide('relapse', relapsedOn, { status: 'relapsed', exitedOn: null }, '因病返贫，按程序重新纳入'),
      )
    }
  }
  if (fate === 'expected') {
    decisions.push(decide('expectedExit', '2017-01-01', { status: 'expected' }, '列入2017年预脱贫计划'))
  }
  if (fate !== 'exited' && isIneligible && random.chance(0.2)) {
    const removedOn = dayBetween(random, '2017-02-20', '2017-03-25')
    decisions.push(
      decide('removal', removedOn, { status: 'removed' }, '数据比对发现有小汽车或商品房，经评议清退'),
    )
  }
  return decisions
}
