/** Words for what procedures name, and which roles act as whom. */
import { isWithin, regionLevelOf } from '@lika/codes'
import type { Named } from '@lika/contract'
import type { CodeList, TermKind, Text } from '@lika/policy'
import { refused } from '../../platform/errors.ts'
import type { Actor, ActorGrant } from '../../platform/http.ts'
import terms from './terms.json' with { type: 'json' }

interface ActorTerm {
  readonly label: Text
  readonly roles: readonly string[]
  /** Whoever acts so answers for a region as high as this. */
  readonly reach?: string
}
const actors: Readonly<Record<string, ActorTerm>> = terms.actors

type Kind = 'signers' | 'votes' | 'columns' | 'places'

/** A word that no list holds is shown as it is written. */
export function named(kind: Kind, id: string): Named {
  const labels: Readonly<Record<string, Text>> = terms[kind]
  return { id, label: labels[id] ?? { zh: id, en: id } }
}

export function namedActor(id: string): Named {
  return { id, label: actors[id]?.label ?? { zh: id, en: id } }
}

/** Words that are not those of procedures: of the code list of the subject's status, and of sets of criteria. */
export interface OtherWords {
  readonly status: CodeList | undefined
  readonly titleOf: (set: string) => Text
}

/** The word for what a refusal of the engine names. */
export function wordOf(kind: TermKind, id: string, { status, titleOf }: OtherWords): Text {
  if (kind === 'actor') return namedActor(id).label
  if (kind === 'set') return titleOf(id)
  if (kind !== 'status') return named(kind === 'signer' ? 'signers' : 'votes', id).label
  if (id === 'none') return { zh: '未建档', en: 'not registered' }
  return status?.values.find(({ code }) => code === id)?.label ?? { zh: id, en: id }
}

/** As whom an account acts in a place: by the roles that it holds there. */
export function actorsOf(actor: Actor, regionCode: string): string[] {
  return actorsBy(actingGrants(actor).filter(({ region }) => isWithin(regionCode, region)))
}

/** As whom it acts anywhere in a region, or in one that holds it. */
export function actorsIn(actor: Actor, regionCode: string): string[] {
  return actorsBy(
    actingGrants(actor).filter(({ region }) => isWithin(regionCode, region) || isWithin(region, regionCode)),
  )
}

/** As whom, by the region where that holds: for lists over many places. */
export function actorsByRegion(actor: Actor): { readonly region: string; readonly actors: string[] }[] {
  const regions = [...new Set(actingGrants(actor).map(({ region }) => region))]
  return regions.map((region) => ({ region, actors: actorsOf(actor, region) }))
}

function actingGrants({ grants, role, permissions, regions }: Actor): readonly ActorGrant[] {
  const all = grants ?? regions.map((region) => ({ role, region, permissions: [...permissions] }))
  return all.filter((grant) => grant.permissions.includes('cases.act'))
}

function actorsBy(grants: readonly ActorGrant[]): string[] {
  const holds = (role: string, reach: string | undefined) =>
    grants.some((grant) => grant.role === role && (reach === undefined || reaches(grant.region, reach)))
  return Object.entries(actors)
    .filter(([, { roles, reach }]) => roles.some((role) => holds(role, reach)))
    .map(([id]) => id)
}

const reaches = (region: string, level: string) => region === 'all' || regionLevelOf(region) === level

/** Whoever says as whom, is that. */
export function mustActAs(asked: string | undefined, mine: readonly string[]): string | undefined {
  if (asked === undefined || mine.includes(asked)) return asked
  throw refused(
    'case.actor',
    {
      zh: `您在这里不能以“${namedActor(asked).label.zh}”的身份办理。`,
      en: `You do not act as “${namedActor(asked).label.en}” here.`,
    },
    { field: 'actor', value: asked, expected: mine },
  )
}
