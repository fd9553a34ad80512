/** The field register as data: for what, on which basis and how long everything personal is kept, and what an erasure leaves. */
import type { Text } from '@lika/contract'
import type { Fact } from '@lika/policy'
import type { Catalogue } from '../registry/index.ts'
import register from './register.json' with { type: 'json' }

export type RetentionId = keyof typeof register.retention

/** Days after the end of whatever it is; what is derived has no period of its own. */
export function daysKept(id: Exclude<RetentionId, 'derived'>): number {
  return register.retention[id].days
}

export function retentionText(id: RetentionId): Text {
  const { zh, en } = register.retention[id]
  return { zh, en }
}

/** Facts of a subject that stay when it is erased. */
export function keptFacts(kind: 'household' | 'person'): readonly string[] {
  return register.erasure.kept[kind]
}

export const erasureText: Text = register.erasure.why

export interface HandledFacts {
  readonly subject: 'household' | 'person'
  readonly purpose: Text
  readonly basis: Text
  readonly retention: Text
  readonly isSensitive: boolean
  readonly facts: readonly Text[]
}

/** What is kept of people, by what for, on which basis and how long: what they have to be told (PIPL 17, 30). */
export function handledFacts(catalogue: Catalogue): HandledFacts[] {
  const all = (['person', 'household'] as const).flatMap((subject) =>
    catalogue[subject].flatMap((fact) => (fact.system ? [] : [{ subject, fact, ...entryOf(subject, fact) }])),
  )
  const groups = Map.groupBy(all, ({ subject, purpose, basis, retention }) =>
    [subject, purpose, basis, retention].join(),
  )
  return [...groups.values()].map((group) => {
    const { subject, purpose, basis, retention } = group[0]!
    return {
      subject,
      purpose: register.purposes[purpose],
      basis: register.bases[basis],
      retention: retentionText(retention),
      isSensitive: basis === 'dutySensitive',
      facts: group.map(({ fact }) => fact.label),
    }
  })
}

interface Entry {
  readonly purpose: keyof typeof register.purposes
  readonly basis: keyof typeof register.bases
  readonly retention: RetentionId
}

function entryOf(subject: string, fact: Fact): Entry {
  const entry = (register.facts as unknown as Record<string, Entry>)[`${subject}.${fact.group}`]
  if (!entry) throw new Error(`the facts ${subject}.${fact.group} are not registered`)
  const byClass = (register.classes as unknown as Record<string, Partial<Entry>>)[fact.class ?? '']
  return { ...entry, ...byClass }
}
