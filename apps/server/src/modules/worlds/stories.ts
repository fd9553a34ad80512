/**
 * What happened in the villages around 石康镇 in March 2017. Twenty exits of 豹狸村: three announced, two in their second
 * notice until 3 April, one objected to, one waiting for its review, one for the helper's signature, eleven at the check in the house, one that
 * failed there. Beside them an identification, a look-back and the exit of the village itself.
 */
import { demoVillage, teamOf } from '../../../../../demo/accounts.ts'
import { planDay } from '../../../../../demo/figures.ts'
import { villageIdOf } from '../registry/index.ts'
import type { Teller, Told } from './cases.ts'

const town = demoVillage.slice(0, 9)

/** Nothing in a world that has no such village. */
export async function tellStories(teller: Teller): Promise<void> {
  const { met, others } = await listExpected(teller)
  if (met.length < 8 || others.length < 12) return
  await tellExits(teller, met, others)
  await tellIdentification(teller)
  await tellLookBack(teller)
  await tellVillageExit(teller)
}

/** Expected households of the village on the day of the plan, by today's verdict: the same however far the stories were told. */
async function listExpected({ deps }: Teller): Promise<{ met: string[]; others: string[] }> {
  const { rows } = await deps.system.pool.query<{ id: string; outcome: number }>(
    `select s.household_id as id, v.outcome from household_snapshot s
     join verdict v on v.county_code = s.county_code and v.subject_id = s.household_id and v.set_id = 'household-exit'
     where s.county_code = $1 and s.region_code ^@ $2 and s.status = 'expected' and s.valid_from <= $3::date and $3::date < s.valid_to
     order by s.region_code, s.household_id`,
    [demoVillage.slice(0, 6), demoVillage, planDay],
  )
  const ids = (isMet: boolean) => rows.filter(({ outcome }) => (outcome === 2) === isMet).map(({ id }) => id)
  return { met: ids(true), others: ids(false) }
}

const named = (list: string, subjects: readonly string[]): Told[] =>
  subjects.map((subject, index) => ({ name: `${list} ${index + 1}`, subject }))

async function tellExits(teller: Teller, met: readonly string[], others: readonly string[]): Promise<void> {
  const announced = named('announced', met.slice(0, 3))
  const hanging = named('hanging', met.slice(3, 5))
  const objected = named('objected', met.slice(5, 6))
  const signed = named('signed', met.slice(6, 7))
  const halfSigned = named('half signed', met.slice(7, 8))
  const [failing, ...checking] = named('checking', others.slice(0, 12))
  const { on, open, act } = teller

  on('2017-03-01')
  await open('village', 'householdExit', 'household', announced)
  await untilReviewed(teller, announced, '2017-03-02', '豹狸村 3 月 2 日评议')
  await firstNotice(teller, announced, '2017-03-02', '2017-03-09')

  on('2017-03-13')
  await act('town', announced, { kind: 'decided', step: 'townAudit', outcome: 'passed' })
  await teller.post('town', announced, 'secondNotice', {
    name: 'announced second',
    from: '2017-03-13',
    days: 7,
  })
  await open('village', 'householdExit', 'household', hanging)
  await untilReviewed(teller, hanging, '2017-03-15', '豹狸村 3 月 15 日评议')
  await firstNotice(teller, hanging, '2017-03-15', '2017-03-22')

  on('2017-03-20')
  await act('town', announced, { kind: 'decided', step: 'secondNotice', outcome: 'unopposed' })
  on('2017-03-22')
  await act('county', announced, { kind: 'decided', step: 'countyApproval', outcome: 'approved' })
  on('2017-03-23')
  await open('village', 'householdExit', 'household', objected)
  await untilReviewed(teller, objected, '2017-03-24', '豹狸村 3 月 24 日评议')
  await teller.post('village', objected, 'firstNotice', {
    name: 'objected first',
    from: '2017-03-24',
    days: 7,
  })
  await teller.post('county', announced, 'announcement', { name: 'announced', from: '2017-03-24', days: 7 })
  await act('county', announced, { kind: 'decided', step: 'announcement', outcome: 'exited' })

  on('2017-03-27')
  await act('town', hanging, { kind: 'decided', step: 'townAudit', outcome: 'passed' })
  on('2017-03-28')
  await teller.post('town', hanging, 'secondNotice', { name: 'hanging second', from: '2017-03-28', days: 7 })
  await open('village', 'householdExit', 'household', [...signed, ...halfSigned, failing!, ...checking])
  await teller.object('objected first', 1, '这户去年年底新盖了楼房，家里还在镇上开了店，请核实后再公示。')
  on('2017-03-29')
  await checkedAtHome(teller, [...signed, ...halfSigned])
  await act('village', [failing!], {
    kind: 'decided',
    step: 'homeCheck',
    outcome: 'fails',
    reason: '入户核查时有一项未达到标准，列入帮扶计划，下半年再核。',
  })
  await signedBy(teller, 'village', [...signed, ...halfSigned], 'head')
  on('2017-03-30')
  await signedBy(teller, 'helper', signed, 'helper')
  await bothSigned(teller, signed)
}

async function checkedAtHome({ act }: Teller, cases: readonly Told[]): Promise<void> {
  await act('village', cases, { kind: 'decided', step: 'homeCheck', outcome: 'meets' })
}

async function signedBy(
  { act, drawn }: Teller,
  who: string,
  cases: readonly Told[],
  signer: string,
): Promise<void> {
  // Heads sign one by one, each with a hand of its own; the helper signs the list.
  const one = async (each: readonly Told[], hand: string) =>
    act(who, each, {
      kind: 'signed',
      step: 'dualConfirmation',
      signer,
      way: 'drawn',
      evidence: await drawn(hand),
    })
  if (signer !== 'head') return one(cases, '帮扶联系人签字')
  for (const each of cases) await one([each], `户主签字 ${each.name}`)
}

async function bothSigned({ act, scanned }: Teller, cases: readonly Told[]): Promise<void> {
  const evidence = await scanned(`双认定验收表 ${cases[0]!.name}`)
  const step = 'dualConfirmation'
  await act('helper', cases, { kind: 'attached', step, attachment: 'dualConfirmationSheet', evidence })
  await act('helper', cases, { kind: 'decided', step, outcome: 'signed' })
}

/** From the check in the house to the meeting of a day. */
async function untilReviewed(
  teller: Teller,
  cases: readonly Told[],
  day: string,
  meeting: string,
): Promise<void> {
  await checkedAtHome(teller, cases)
  await signedBy(teller, 'village', cases, 'head')
  await signedBy(teller, 'helper', cases, 'helper')
  await bothSigned(teller, cases)
  teller.on(day)
  const step = 'villageReview'
  await teller.act(
    'village',
    cases,
    {
      kind: 'met',
      step,
      meeting: minutesOf('逐户评议，一致同意。'),
      evidence: await teller.scanned(meeting),
    },
    { agree: 11, disagree: 0, abstain: 0 },
  )
  await teller.act('village', cases, { kind: 'decided', step, outcome: 'passed' })
}

async function firstNotice(
  { on, post, act }: Teller,
  cases: readonly Told[],
  from: string,
  over: string,
): Promise<void> {
  await post('village', cases, 'firstNotice', { name: `${cases[0]!.name} first`, from, days: 7 })
  on(over)
  await act('village', cases, { kind: 'decided', step: 'firstNotice', outcome: 'unopposed' })
}

function minutesOf(minutes: string) {
  const present = ['李一', '陈二', '黄三', '韦四', '莫五', '苏六', '吴七', '林八', '何九', '罗十', '庞十一']
  return { place: '村委会会议室', chair: '陈二', recorder: '黄三', present, minutes }
}

/** A removed household of the county applies again: it goes the whole way. */
async function tellIdentification(teller: Teller): Promise<void> {
  const removed = await findHousehold(teller, 'removed', demoVillage.slice(0, 6))
  if (!removed) return
  const team = teamOf(removed.region.slice(0, 9))
  const cases: Told[] = [{ name: 'identification', subject: removed.id }]
  const { on, open, act, drawn, scanned } = teller
  on('2017-03-20')
  await open(team, 'identification', 'household', cases, '清退后家庭困难，重新申请')
  const signed = async (step: string) =>
    act(team, cases, {
      kind: 'signed',
      step,
      signer: 'head',
      way: 'drawn',
      evidence: await drawn('户主签字 识别'),
    })
  await signed('application')
  await act(team, cases, {
    kind: 'attached',
    step: 'application',
    attachment: 'applicationForm',
    evidence: await scanned('申请书'),
  })
  await act(team, cases, { kind: 'decided', step: 'application', outcome: 'submitted' })
  on('2017-03-24')
  await signed('homeAssessment')
  await act(team, cases, {
    kind: 'attached',
    step: 'homeAssessment',
    attachment: 'assessmentSheet',
    evidence: await scanned('入户评估表'),
  })
  await act(team, cases, { kind: 'decided', step: 'homeAssessment', outcome: 'assessed' })
}

/** A household that exited in 2016 is checked again; the joint verification is the county's. */
async function tellLookBack(teller: Teller): Promise<void> {
  const exited = await findHousehold(teller, 'exited', town)
  if (!exited) return
  const team = teamOf(town)
  const cases: Told[] = [{ name: 'lookBack', subject: exited.id }]
  const { on, open, act, drawn, scanned } = teller
  on('2017-03-21')
  await open(team, 'lookBack', 'household', cases, '2016 年退出户抽查')
  on('2017-03-23')
  await act(team, cases, {
    kind: 'signed',
    step: 'homeCheck',
    signer: 'verifier',
    way: 'drawn',
    evidence: await drawn('核查人签字'),
  })
  await act(team, cases, {
    kind: 'attached',
    step: 'homeCheck',
    attachment: 'checkSheet',
    evidence: await scanned('核查表'),
  })
  await act(team, cases, { kind: 'decided', step: 'homeCheck', outcome: 'checked' })
}

/** The village has applied for its own exit: its sheets are there, its verdict is not. */
async function tellVillageExit({ on, open, act, drawn, scanned }: Teller): Promise<void> {
  const cases: Told[] = [{ name: 'villageExit', subject: villageIdOf(demoVillage) }]
  const step = 'villageApplication'
  on('2017-03-27')
  await open('village', 'villageExit', 'village', cases, '列入 2017 年脱贫摘帽计划')
  on('2017-03-29')
  for (const attachment of ['villageExitSheet', 'incidenceSheet'])
    await act('village', cases, { kind: 'attached', step, attachment, evidence: await scanned(attachment) })
  await act('village', cases, {
    kind: 'signed',
    step,
    signer: 'villageHead',
    way: 'drawn',
    evidence: await drawn('村委会主任签字'),
  })
}

/** The first of a status by place, whose town has a team of its own. */
async function findHousehold(
  { deps }: Teller,
  status: string,
  region: string,
): Promise<{ id: string; region: string } | undefined> {
  const { rows } = await deps.system.pool.query<{ id: string; region: string }>(
    `select household_id as id, region_code as region from household_snapshot
     where county_code = $1 and region_code ^@ $2 and status = $3 and valid_to = 'infinity' and ended_because is null
       and not region_code ^@ $5 and exists (select from account a where a.name = $4 || substr(region_code, 1, 9))
     order by not region_code ^@ $6, region_code, household_id limit 1`,
    [region.slice(0, 6), region, status, teamOf(''), demoVillage, town],
  )
  return rows[0]
}
