/** What the search box offers, one list for the eye and for the arrow keys. */
import type { SearchAnswer } from '@lika/contract'

/** Where an option leads. */
export type Target =
  | { readonly kind: 'household'; readonly id: string }
  | { readonly kind: 'village'; readonly code: string }
  | { readonly kind: 'region'; readonly code: string }
  | { readonly kind: 'policy'; readonly part: string; readonly id: string; readonly of: string | undefined }
  | { readonly kind: 'fact'; readonly entry: string }
  | { readonly kind: 'task'; readonly id: string }
  | { readonly kind: 'page'; readonly to: string }
  | { readonly kind: 'households'; readonly search: string }

export interface Option {
  readonly id: string
  readonly target: Target
  readonly title: string
  /** What tells it apart: number, place, clause. */
  readonly detail: string
}

export interface Group {
  readonly name: 'households' | 'places' | 'policy' | 'facts' | 'tasks' | 'pages' | 'recent' | 'all'
  readonly options: readonly Option[]
  readonly more: boolean
}

type Say = (text: { readonly zh: string; readonly en: string }) => string

/** Numbers that identify somebody must not get into an address, and the server refuses them there. */
export function identifies(text: string): boolean {
  const digits = text.trim().replaceAll(/[ -]/g, '')
  return /^\d{15,19}$|^\d{17}[\dXx]$|^1[3-9]\d{9}$/.test(digits)
}

export function foundGroups(
  answer: SearchAnswer,
  words: {
    readonly say: Say
    readonly member: (name: string) => string
    readonly unnamed: string
    readonly part: (part: string) => string
    readonly subject: (subject: string) => string
    readonly level: (level: string) => string
  },
): Group[] {
  const { say } = words
  const { households, places, policy, facts, tasks } = answer
  const groups: Group[] = [
    {
      name: 'households',
      more: households?.more ?? false,
      options: (households?.items ?? []).map((item) => ({
        id: `household-${item.id}`,
        target: { kind: 'household', id: item.id },
        title: [item.headName ?? words.unnamed, item.member && words.member(item.member)]
          .filter(Boolean)
          .join(' · '),
        detail: `${item.number} ${item.region.map(({ name }) => name).join(' ')}`,
      })),
    },
    {
      name: 'places',
      more: places?.more ?? false,
      options: (places?.items ?? []).map((item) => ({
        id: `place-${item.code}`,
        target: { kind: item.level === 'village' ? 'village' : 'region', code: item.code },
        title: item.name,
        detail: `${words.level(item.level)} ${item.code} ${item.path
          .slice(0, -1)
          .filter(({ code }) => code.length > 2)
          .map(({ name }) => name)
          .join(' ')}`,
      })),
    },
    {
      name: 'tasks',
      more: tasks?.more ?? false,
      options: (tasks?.items ?? []).map((item) => ({
        id: `task-${item.id}`,
        target: { kind: 'task', id: item.id },
        title: item.text,
        detail: `${item.plan} ${item.clause}`.trim(),
      })),
    },
    {
      name: 'policy',
      more: policy?.more ?? false,
      options: (policy?.items ?? []).map((item) => ({
        id: `policy-${item.part}-${item.of ?? ''}-${item.id}`,
        target: { kind: 'policy', part: item.part, id: item.id, of: item.of },
        title: say(item.label),
        detail: `${words.part(item.part)} ${item.source.clause ?? ''}`.trim(),
      })),
    },
    {
      name: 'facts',
      more: facts?.more ?? false,
      options: (facts?.items ?? []).map((item) => ({
        id: `fact-${item.subject}-${item.id}`,
        target: { kind: 'fact', entry: `fact:${item.subject}.${item.id}` },
        title: say(item.label),
        detail: `${words.subject(item.subject)} ${item.id}`,
      })),
    },
  ]
  return groups.filter(({ options }) => options.length > 0)
}
