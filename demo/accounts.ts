/** Who signs in to a demo world, and who wrote its records. */
import { namedUuid } from './numbers.ts'
import { type DemoRegion, levelOf } from './regions.ts'
import { unitIdOf } from './units.ts'

export interface DemoAccount {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly role: string
  readonly regionCode: string
  /** Unit that whoever uses it works in, where that counts. */
  readonly unitId?: string
}

export const accountIdOf = (name: string): string => namedUuid(`lika:demo:account:${name}`)

/** Name of the account of a town's poverty office (BH 五(二): every town has a workstation). */
export const stationOf = (town: string): string => `station-${town}`
/** Name of the account of a town's village teams: the other author of what is observed. */
export const teamOf = (town: string): string => `team-${town}`

/** 豹狸村 of 石康镇: a poor village that is to exit in 2017, whose list of exits is under way. */
export const demoVillage = '450521111208'

/** The accounts that the start page offers, each with a role and a place. Titles, not persons. */
export function demoAccounts(regions: readonly DemoRegion[]): DemoAccount[] {
  const find = (code: string, level: string) =>
    regions.find((region) => levelOf(region.code) === level && region.code.startsWith(code))!
  const city = find('4505', 'city')
  const county = regions.find(({ code }) => code === '450521') ?? find('4505', 'county')
  const town = regions.find(({ code }) => code === '450521111') ?? find(county.code, 'town')
  const village = regions.find(({ code }) => code === demoVillage) ?? find(town.code, 'village')
  const tongchuan = regions.find(({ code }) => code === '6102')
  const account = (name: string, displayName: string, role: string, { code }: DemoRegion): DemoAccount => ({
    id: accountIdOf(name),
    name,
    displayName,
    role,
    regionCode: code,
  })
  return [
    account('city', `${city.name}扶贫办`, 'cityOffice', city),
    account('county', `${county.name}扶贫办`, 'countyOffice', county),
    account('town', `${town.name}扶贫专干`, 'townshipOfficer', town),
    account('village', `${village.name}文书`, 'registrar', village),
    account('secretary', `${village.name}第一书记`, 'villageTeam', village),
    account('helper', '帮扶联系人', 'helper', village),
    account('finance', `${county.name}财政局`, 'financeMaker', county),
    {
      ...account('water', `${county.name}水利局`, 'sectorDepartment', county),
      unitId: unitIdOf(county.code, '水利局'),
    },
    account('audit', `${city.name}审计局`, 'inspector', city),
    account('leader', `${city.name}领导`, 'leader', city),
    account('system', `${city.name}系统管理员`, 'systemAdministrator', city),
    account('security', `${city.name}安全管理员`, 'securityAdministrator', city),
    account('auditor', `${city.name}审计管理员`, 'auditAdministrator', city),
    ...(tongchuan ? [account('tongchuan', `${tongchuan.name}扶贫局`, 'cityOffice', tongchuan)] : []),
  ]
}

/** Authors of the records: in each town the workstation and the village teams; and of Shaanxi's document. */
export function authorAccounts(regions: readonly DemoRegion[]): DemoAccount[] {
  const shaanxi = regions.find(({ code }) => code === '61')
  const towns = regions
    .filter(({ code }) => levelOf(code) === 'town')
    .flatMap(({ code, name }) => [
      {
        id: accountIdOf(stationOf(code)),
        name: stationOf(code),
        displayName: `${name}扶贫工作站`,
        role: 'townshipOfficer',
        regionCode: code,
      },
      {
        id: accountIdOf(teamOf(code)),
        name: teamOf(code),
        displayName: `${name}驻村工作队`,
        role: 'villageTeam',
        regionCode: code,
      },
    ])
  if (!shaanxi) return towns
  const office = { id: accountIdOf('shaanxi'), name: 'shaanxi', displayName: `${shaanxi.name}扶贫办` }
  return [...towns, { ...office, role: 'cityOffice', regionCode: shaanxi.code }]
}
