/** Words for what procedures name, and which roles act as whom. */
import { regionLevelOf } from '@lika/codes'
import type { Named } from '@lika/contract'
import type { Text } from '@lika/policy'
import type { Actor } from '../../platform/http.ts'
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

export const knownActors = Object.keys(actors)

/** As whom an account acts: by its role, and by the region that it answers for. */
export function actorsOf({ role, permissions, regions }: Actor): string[] {
  if (!permissions.has('cases.act')) return []
  const reaches = (level: string) =>
    regions.some((region) => region === 'all' || regionLevelOf(region) === level)
  return Object.entries(actors)
    .filter(([, { roles, reach }]) => roles.includes(role) && (reach === undefined || reaches(reach)))
    .map(([id]) => id)
}
