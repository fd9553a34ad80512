/** Words for what procedures name in their notices. */
import type { Named } from '@lika/contract'
import type { Text } from '@lika/policy'
import type { Actor } from '../../../platform/http.ts'
import terms from '../terms.json' with { type: 'json' }

/** A word that no list holds is shown as it is written. */
export function named(kind: 'columns' | 'places', id: string): Named {
  const labels: Readonly<Record<string, Text>> = terms[kind]
  return { id, label: labels[id] ?? { zh: id, en: id } }
}

export function actorLabel(id: string): Text {
  const actors: Readonly<Record<string, { readonly label: Text }>> = terms.actors
  return actors[id]?.label ?? { zh: id, en: id }
}

/** Whether somebody acts as one of those whom a step names: by role. */
export function actsAs({ role, permissions }: Actor, actors: readonly string[]): boolean {
  if (!permissions.has('cases.act')) return false
  const known: Readonly<Record<string, { readonly roles: readonly string[] }>> = terms.actors
  return actors.some((id) => known[id]?.roles.includes(role))
}
