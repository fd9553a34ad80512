/** What explanations and rule texts need to know of a policy, and small pieces of text in both languages. */
import type { Text } from '../ir.ts'
import type { CodeList, EffectivePolicy, Fact, SubjectKind } from '../model.ts'

export type Labels = Pick<
  EffectivePolicy,
  'subjects' | 'facts' | 'codeLists' | 'parameters' | 'derived' | 'sets'
>

export const text = (zh: string, en: string): Text => ({ zh, en })

/** Both languages at once: `both('{0}不低于{1}', '{0} is at least {1}', a, b)`. */
export function both(zh: string, en: string, ...parts: readonly Text[]): Text {
  return { zh: filled(zh, parts, 'zh'), en: filled(en, parts, 'en') }
}

function filled(pattern: string, parts: readonly Text[], language: 'zh' | 'en'): string {
  return pattern.replace(/\{(\d)\}/g, (_, i: string) => parts[Number(i)]?.[language] ?? '')
}

export function joined(parts: readonly Text[], zh: string, en: string): Text {
  return { zh: parts.map((part) => part.zh).join(zh), en: parts.map((part) => part.en).join(en) }
}

const named = (id: string): Text => ({ zh: id, en: id })

/** The label of a fact or a derived formula; its id when the policy does not have it. */
export function factLabel(labels: Labels, kind: string, id: string): Text {
  const item: Pick<Fact, 'label'> | undefined = labels.facts[kind]?.[id] ?? labels.derived[kind]?.[id]
  return item?.label ?? named(id)
}

export function kindLabel(labels: Labels, kind: string): Text {
  return labels.subjects[kind]?.label ?? named(kind)
}

/** The label of a list: by its owner's kind where that is known, else of the first list of that name. */
export function listLabel(labels: Labels, list: string, of: string): Text {
  const kinds: readonly SubjectKind[] = Object.values(labels.subjects)
  return kinds.find((kind) => kind.lists[list]?.of === of)?.lists[list]?.label ?? named(list)
}

export function codeLabel(labels: Labels, list: string, code: string): Text {
  const codes: CodeList | undefined = labels.codeLists[list]
  return codes?.values.find((value) => value.code === code)?.label ?? named(code)
}

export const parameterLabel = (labels: Labels, id: string): Text => labels.parameters[id]?.label ?? named(id)
