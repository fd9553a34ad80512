/** What an operation is refused for. */
import { countyOf } from '@lika/codes'
import { type AppError, refused } from '../../../platform/errors.ts'
import type { RegistryDeps } from '../deps.ts'
import type { SubjectPlace } from '../records/records.store.ts'
import { householdEnded } from './register.ts'

export function ended(subject: { kind: 'household' | 'person'; id: string }, because: string): AppError {
  if (subject.kind === 'household') return householdEnded(subject.id, because)
  return refused(
    'person.ended',
    { zh: `此人已注销(${because})。`, en: `The person is no longer in the registry (${because}).` },
    { field: 'personId', value: subject.id },
  )
}

export function mustNotBeFuture(today: string, day: string): void {
  if (day <= today) return
  throw refused(
    'operation.future',
    { zh: `生效日期 ${day} 晚于今天 ${today}。`, en: `The day ${day} lies after today, ${today}.` },
    { field: 'effectiveOn', value: day, expected: `≤ ${today}` },
  )
}

export function mustBeSameCounty(place: SubjectPlace, regionCode: string): void {
  if (countyOf(regionCode) === place.countyCode) return
  throw refused(
    'operation.otherCounty',
    {
      zh: '跨县变动须作为专门事项办理，不能在此直接改动。',
      en: 'A move to another county is a case of its own and cannot be made here.',
    },
    { value: regionCode, expected: place.countyCode },
  )
}

export type Related = { readonly personId: string; readonly relation: string }

export function mustBeMembers(
  wanted: readonly Related[],
  members: readonly string[],
  householdId: string,
): void {
  const stranger = wanted.find(({ personId }) => !members.includes(personId))
  if (!stranger && new Set(wanted.map(({ personId }) => personId)).size === wanted.length) return
  throw refused(
    'operation.notMembers',
    {
      zh: '名单中有人不是这一户的成员，或重复出现。',
      en: 'Someone on the list is not a member of the household, or is there twice.',
    },
    { field: 'members', value: stranger?.personId ?? householdId },
  )
}

export function mustHaveOneHead(deps: RegistryDeps, members: readonly Related[]): void {
  mustKnowRelations(deps, members)
  const heads = members.filter(({ relation }) => relation === 'head').length
  if (heads === 1) return
  throw refused(
    'operation.oneHead',
    { zh: `新户须有一名户主，现有 ${heads} 名。`, en: `A household has one head; the list names ${heads}.` },
    { field: 'members' },
  )
}

export function mustHaveNoHead(members: readonly Related[]): void {
  const head = members.find(({ relation }) => relation === 'head')
  if (!head) return
  throw refused(
    'operation.secondHead',
    {
      zh: '并入的户已有户主，请写明与该户主的关系。',
      en: 'That household has a head: give the relation to that head.',
    },
    { field: 'relation', value: 'head' },
  )
}

export function mustKnowRelations(deps: RegistryDeps, members: readonly Related[]): void {
  const known = deps.codeLists.relation?.values.map(({ code }) => code) ?? []
  const wrong = members.find(({ relation }) => !known.includes(relation))
  if (!wrong) return
  throw refused(
    'operation.relation',
    { zh: `没有与户主关系代码 ${wrong.relation}。`, en: `There is no relation ${wrong.relation}.` },
    { field: 'relation', value: wrong.relation, expected: known },
  )
}
