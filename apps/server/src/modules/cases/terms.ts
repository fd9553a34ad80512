/** Words for what procedures name, and which roles act as whom. */
import type { Named } from '@lika/contract'
import type { Text } from '@lika/policy'
import type { Actor } from '../../platform/http.ts'
import terms from './terms.json' with { type: 'json' }

const actors: Readonly<Record<string, { readonly label: Text; readonly roles: readonly string[] }>> =
  terms.actors

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

/** As whom an account acts: by its role. */
export function actorsOf({ role, permissions }: Actor): string[] {
  if (!permissions.has('cases.act')) return []
  return Object.entries(actors)
    .filter(([, { roles }]) => roles.includes(role))
    .map(([id]) => id)
}
