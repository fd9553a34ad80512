/** Builders that speak the domain: households and villages that meet everything, but for what a test says. */
import { idCheckDigit } from '@lika/codes'
import type { RecordAnswer } from '@lika/contract'
import { refoldHouseholds, refoldVillages, villageIdOf } from '../modules/registry/index.ts'
import type { Opened } from '../open.ts'
import { withTransaction } from '../platform/db.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Api } from '../testing.ts'
import { accountId, village } from './places.ts'

export type Fact = string | number | boolean | null | string[]
export type Facts = Readonly<Record<string, Fact>>

/** What a household must have to meet the standard of 2017 with up to four members: eight haves and one above. */
export const goodHousehold: Facts = {
  rosterComplete: true,
  foodAndClothing: true,
  landInUse: true,
  paddyArea: '4.00',
  dryLandArea: '0',
  economicForestArea: '0',
  hillForestArea: '0',
  businessPremises: false,
  raisingAtScale: false,
  otherSteadyIncome: false,
  dibaoClass: 'none',
  houseGrade: 'A',
  houseStructure: 'brickConcrete',
  houseStable: true,
  floorArea: '104.0',
  relocation: 'none',
  newHouse: false,
  splitFromKin: false,
  drinkingWaterSafe: true,
  waterSource: 'treatedTap',
  waterClean: true,
  waterLitresPerDay: '40.0',
  waterMinutes: 0,
  waterAssurance: '95.0',
  naturalVillageHouseholds: 30,
  naturalVillageRoad: 'concrete',
  roadSurfaceWidth: '3.5',
  motorVehiclesPass: true,
  powerConnected: true,
  televisionOwned: true,
  broadcastReceived: true,
  computerOwned: false,
  smartphoneOwned: false,
}

const goodPerson: Facts = {
  insured: true,
  employeeInsured: false,
  commercialInsured: false,
  health: ['healthy'],
  ownBusiness: false,
  monthsWorking: 0,
}

/** A couple with their children, each as the standard wants it. */
export function goodMembers(count: number): Facts[] {
  return Array.from({ length: count }, (_, index): Facts => {
    if (index === 0) return { ...goodPerson, relation: 'head', sex: 'male', ...adult(1975) }
    if (index === 1) return { ...goodPerson, relation: 'spouse', sex: 'female', ...adult(1976) }
    const child = { labourSkill: 'none', enrolled: true, schoolExempt: false, schoolStage: 'primary' }
    return { ...goodPerson, relation: 'son', sex: 'male', birthDate: `${2005 + index}-03-01`, ...child }
  })
}

const adult = (year: number): Facts => ({ birthDate: `${year}-05-01`, labourSkill: 'ordinary' })

/** What a village must have to meet the standard of 2017. */
export const goodVillage: Facts = {
  registryComplete: true,
  remainingPersons: 10,
  ruralPopulation: 2000,
  specialtyIndustries: 1,
  industryCoverage: '60.00',
  cooperatives: 1,
  industryBase: true,
  safeHousingShare: '99.00',
  insuredShare: '99.00',
  medicalReliefInPlace: true,
  povertyDropouts: 0,
  committeeRoadHardened: true,
  committeeRoadBase: '6.5',
  committeeRoadSurface: '4.5',
  largeNaturalVillages: 3,
  largeNaturalVillagesWithRoad: 3,
  safeWaterShare: '99.00',
  powerShare: '100.00',
  televisionShare: '99.00',
  committeeOffice: true,
  noticeBoard: true,
  clinic: true,
  atTownshipSeat: false,
  basketballCourt: true,
  cultureRoom: true,
  committeeBroadband: true,
  pensionEnrolment: '95.00',
  pensionPayout: '100.00',
  eligiblePoorInDibao: true,
  villagersCooperative: true,
  collectiveIncome: '25000.00',
  committeeWeak: false,
}

export interface HouseholdWish {
  /** Village or group; village 01 of the town unless said. */
  readonly region?: string
  readonly number?: string
  /** How many, or what is known of each beyond the good ones. */
  readonly members?: number | readonly Facts[]
  readonly status?: string | null
  readonly statusSince?: string
  readonly observedOn?: string
  /** Yuan of wages in 2016, nothing else earned; null when nobody has asked. */
  readonly wages?: string | null
  readonly [fact: string]: Fact | readonly Facts[] | undefined
}

export interface BuiltHousehold {
  readonly id: string
  readonly number: string
  readonly region: string
  readonly members: readonly string[]
}

export interface BuiltVillage {
  readonly id: string
  readonly code: string
}

export interface Builders {
  readonly aHousehold: (wish?: HouseholdWish) => Promise<BuiltHousehold>
  readonly aVillage: (
    facts?: Facts & { code?: string; status?: string | null; observedOn?: string },
  ) => Promise<BuiltVillage>
  /** Somebody signed that a household or village has a status from a day on. */
  readonly aDecision: (kind: 'household' | 'village', id: string, status: string, on: string) => Promise<void>
}

const surnames = [...'王李张刘陈杨赵黄周吴']
const given = [...'甲乙丙丁戊己庚辛壬癸']

/** An id number of nobody: the county 459999 was never assigned. */
export function idNumberOf(serial: number, birthDate = '1975-05-01'): string {
  const front = `459999${birthDate.replaceAll('-', '')}${String(serial % 1000).padStart(3, '0')}`
  return `${front}${idCheckDigit(front)}`
}

export function buildersOf(installation: Opened, api: Api): Builders {
  let made = 0
  let villages = 20
  return {
    aHousehold: async (wish = {}) => {
      const {
        region = village(1),
        members = 2,
        status = 'poor',
        observedOn = '2015-12-31',
        wages = '40000',
        ...rest
      } = wish
      const { number = `H${String(++made).padStart(6, '0')}`, statusSince = observedOn, ...facts } = rest
      const good = goodMembers(typeof members === 'number' ? members : members.length)
      const persons = good.map((person, index) => ({
        id: uuidv7(),
        facts: {
          name: `${surnames[made % 10]}${given[index % 10]}${given[Math.floor(made / 10) % 10]}`,
          ...person,
          ...(typeof members === 'number' ? {} : members[index]),
        } as Record<string, Fact>,
      }))
      const id = uuidv7()
      await api.registerHousehold({
        body: {
          id,
          number,
          region,
          observedOn,
          facts: { ...goodHousehold, ...(facts as Facts) },
          members: persons,
        },
      })
      if (wages !== null) await recordWages(api, id, wages)
      if (status !== null) await decide(installation, 'household', id, status, statusSince)
      return { id, number, region, members: persons.map((person) => person.id) }
    },
    aVillage: async (wish = {}) => {
      const { code = village(++villages), status = 'poor', observedOn = '2015-12-31', ...facts } = wish
      const id = villageIdOf(code)
      await plantVillage(installation, { id, code, observedOn, facts: { ...goodVillage, ...facts } })
      if (status !== null) await decide(installation, 'village', id, status, observedOn)
      return { id, code }
    },
    aDecision: (kind, id, status, on) => decide(installation, kind, id, status, on),
  }
}

export function recordWages(
  api: Api,
  household: string,
  wages: string,
  observedOn = '2017-01-10',
): Promise<RecordAnswer> {
  return api.appendRecord({
    body: {
      id: uuidv7(),
      subjectKind: 'household',
      subjectId: household,
      observedOn,
      facts: { wageIncome: wages, incomeComplete: true },
      period: { from: '2016-01-01', to: '2017-01-01' },
    },
  })
}

/** No route enters a village or a decision yet: they come with the import and with cases. */
async function plantVillage(
  { db, clock, registry }: Opened,
  wish: { id: string; code: string; observedOn: string; facts: Facts },
): Promise<void> {
  const key = { countyCode: wish.code.slice(0, 6), id: wish.id }
  await withTransaction(db, async (tx) => {
    await tx.client.query('insert into village (county_code, id, code) values ($1, $2, $3)', [
      key.countyCode,
      key.id,
      wish.code,
    ])
    await tx.client.query(
      `insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts)
       values ($1, $2, 'village', $3, $4, $5, $6, $7, 'import', $8)`,
      [
        key.countyCode,
        uuidv7(),
        key.id,
        wish.code,
        wish.observedOn,
        clock.now(),
        accountId('county'),
        { ...wish.facts, regionCode: wish.code },
      ],
    )
    await refoldVillages(tx, registry.catalogue, [key])
    await registry.verdicts.judgeChanged(tx, { households: [], villages: [key] })
  })
}

async function decide(
  { db, clock, registry }: Opened,
  kind: 'household' | 'village',
  id: string,
  status: string,
  on: string,
): Promise<void> {
  await withTransaction(db, async (tx) => {
    const { rows } = await tx.client.query<{
      county_code: string
      region_code: string
      village: string | null
    }>(
      `select s.county_code, s.region_code, v.id as village from ${kind}_snapshot s
       left join village v on v.county_code = s.county_code and v.code = left(s.region_code, 12)
       where s.${kind}_id = $1 and s.valid_to = 'infinity'`,
      [id],
    )
    const { county_code: countyCode, region_code: regionCode, village: villageId } = rows[0]!
    await tx.client.query(
      `insert into decision (county_code, id, subject_kind, subject_id, region_code, kind, decided_on, received_at, author_id, facts, reason)
       values ($1, $2, $3, $4, $5, 'takeover', $6, $7, $8, $9, '接收已有登记')`,
      [countyCode, uuidv7(), kind, id, regionCode, on, clock.now(), accountId('county'), { status }],
    )
    const refold = kind === 'household' ? refoldHouseholds : refoldVillages
    await refold(tx, registry.catalogue, [{ countyCode, id }])
    await registry.verdicts.judgeChanged(tx, {
      households: kind === 'household' ? [{ countyCode, id }] : [],
      villages: villageId ? [{ countyCode, id: villageId }] : [],
    })
  })
}
