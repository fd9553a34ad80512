/** A small region tree, and who works in it. Of the villages 01 to 60, `aVillage` takes those from 21 on, one after the other. */
import { regionLevelOf } from '@lika/codes'
import type { Db } from '../platform/db.ts'

export const county = '450521'
export const town = '450521100'
export const otherTown = '450521101'
export const otherCounty = '450512'

/** The code of a village of the town by its number, 1 to 60. */
export function village(number: number, of: string = town): string {
  return `${of}2${String(number).padStart(2, '0')}`
}

export function group(villageCode: string, number = 1): string {
  return `${villageCode}${String(number).padStart(2, '0')}`
}

const named: Readonly<Record<string, string>> = {
  45: '广西壮族自治区',
  4505: '北海市',
  [county]: '合浦县',
  [town]: '廉州镇',
  [otherTown]: '党江镇',
  [otherCounty]: '铁山港区',
  [`${otherCounty}101`]: '南康镇',
}

export async function plantRegions(db: Db): Promise<void> {
  const villages = [
    ...Array.from({ length: 60 }, (_, index) => village(index + 1)),
    ...Array.from({ length: 5 }, (_, index) => village(index + 1, otherTown)),
    ...Array.from({ length: 3 }, (_, index) => village(index + 1, `${otherCounty}101`)),
  ]
  const groups = villages.flatMap((code) => [group(code, 1), group(code, 2)])
  const codes = [...Object.keys(named), ...villages, ...groups]
  await db.pool.query(
    `insert into region (code, parent_code, level, name) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
    [codes, codes.map(parentOf), codes.map(regionLevelOf), codes.map(nameOf)],
  )
}

function nameOf(code: string): string {
  if (named[code]) return named[code]
  return code.length === 14 ? `第${code.slice(-2)}组` : `第${code.slice(-2)}村`
}

function parentOf(code: string): string | null {
  const above = [2, 4, 6, 9, 12].filter((length) => length < code.length).at(-1)
  return above === undefined ? null : code.slice(0, above)
}

/** Name of the account → its role and region. */
export const accounts = {
  city: ['cityOffice', '4505'],
  county: ['countyOffice', county],
  otherCounty: ['countyOffice', otherCounty],
  town: ['townshipOfficer', town],
  otherTown: ['townshipOfficer', otherTown],
  registrar: ['registrar', village(1)],
  team: ['villageTeam', village(1)],
  helper: ['helper', village(1)],
  sector: ['sectorDepartment', county],
  finance: ['financeMaker', county],
  audit: ['inspector', '4505'],
  leader: ['leader', '4505'],
  system: ['systemAdministrator', '4505'],
  security: ['securityAdministrator', '4505'],
  countySecurity: ['securityAdministrator', county],
  auditor: ['auditAdministrator', '4505'],
} as const
export type AccountName = keyof typeof accounts

export function accountId(name: AccountName): string {
  const number = Object.keys(accounts).indexOf(name) + 1
  return `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`
}

export async function plantAccounts(db: Db): Promise<void> {
  const names = Object.keys(accounts) as AccountName[]
  await db.pool.query(
    `with a as (select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as a (id, name, role, region_code)),
       made as (insert into account (id, name, display_name, region_code, demo) select id, name, name, region_code, true from a)
     insert into role_grant (id, account_id, role, region_code) select gen_random_uuid(), id, role, region_code from a`,
    [
      names.map(accountId),
      names,
      names.map((name) => accounts[name][0]),
      names.map((name) => accounts[name][1]),
    ],
  )
}
