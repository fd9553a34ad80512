/** One name, one meaning: what an expression names must not be readable in two ways. */
import type { Place } from '../model.ts'
import { ownedKey } from './catalogue.ts'
import type { Building } from './delegation.ts'
import type { Names } from './formulas.ts'

/** Words of the language: an item of such a name could never be named. */
const reserved = new Set([
  'and', 'or', 'not', 'in', 'is', 'known', 'between', 'if', 'then', 'else', 'every', 'some', 'where', 'satisfies',
  'count', 'sum', 'min', 'max', 'of', 'at', 'least', 'most', 'true', 'false', 'asOf',
]) // biome-ignore format: a table

export function checkNames({ inForce, report }: Building, names: Names): void {
  for (const pack of inForce) {
    const { facts, parameters, derived, criteria, subject } = pack.content
    const owned = [...Object.entries(facts ?? {}), ...Object.entries(derived ?? {})]
    const said: (readonly [id: string, place: Place])[] = [
      ...owned.map(([key, raw]) => [ownedKey(key, subject?.value).split('.')[1]!, raw.place] as const),
      ...Object.entries(parameters ?? {}).map(([id, raw]) => [id, raw.place] as const),
      ...(criteria ?? []).map((raw) => [raw.id, raw.place] as const),
    ]
    for (const [id, place] of said) {
      if (!reserved.has(id)) continue
      const en = `${id} is a word of the language and cannot be an id`
      report(place, 'id.reserved', { zh: `${id} 是表达式的用词，不能作标识`, en })
    }
    for (const [id, raw] of Object.entries(parameters ?? {})) {
      const kinds = Object.keys(names.subjects)
      const owner = kinds.find((kind) =>
        [names.facts[kind], names.derived[kind], names.subjects[kind]?.lists].some(
          (each) => each && Object.hasOwn(each, id),
        ),
      )
      if (owner === undefined) continue
      const en = `a ${owner} already has a fact, a formula or a list ${id}: an expression could mean either`
      report(raw.place, 'id.twice', { zh: `${owner} 已有事实、公式或列表 ${id}，表达式会有歧义`, en })
    }
  }
}
