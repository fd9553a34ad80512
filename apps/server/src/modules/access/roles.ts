/**
 * Roles and what each may do, in words of the domain. Grants by region and period, sign-in and the rest of access come
 * with the access module proper; routes, scope and the shape of an actor are the same then.
 */
import type { Message } from '../../platform/errors.ts'

export interface Role {
  readonly label: Message
  readonly permissions: readonly string[]
}

const look = ['regions.read', 'registry.read', 'policies.read', 'statistics.read'] as const
const record = [...look, 'registry.record', 'registry.export', 'registry.unmask'] as const
const township = [
  ...record,
  'registry.operate',
  'imports.read',
  'imports.write',
  'duplicates.decide',
  'jobs.read',
] as const

export const roles: Readonly<Record<string, Role>> = {
  villageTeam: { label: { zh: '驻村工作队', en: 'village team' }, permissions: record },
  registrar: { label: { zh: '村级信息员', en: 'registrar' }, permissions: record },
  helper: { label: { zh: '帮扶责任人', en: 'helper' }, permissions: [...look, 'registry.record'] },
  townshipOfficer: { label: { zh: '乡镇扶贫专干', en: 'township officer' }, permissions: township },
  countyOffice: {
    label: { zh: '县扶贫办', en: 'county office' },
    permissions: [...township, 'regions.edit', 'policies.simulate'],
  },
  cityOffice: {
    label: { zh: '市扶贫办', en: 'city office' },
    permissions: [...township, 'regions.edit', 'policies.simulate'],
  },
  sectorDepartment: {
    label: { zh: '行业部门', en: 'sector department' },
    permissions: [...look, 'registry.export'],
  },
  finance: { label: { zh: '财政', en: 'finance' }, permissions: look },
  audit: { label: { zh: '审计', en: 'audit' }, permissions: [...look, 'registry.export'] },
  leader: { label: { zh: '领导', en: 'leader' }, permissions: [...look, 'policies.simulate'] },
}
