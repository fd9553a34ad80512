import type { Text } from '../ir.ts'
import type { Citation, Item } from '../model.ts'
import type { LoadedPack } from './packs.ts'
import type { SourceName } from './words.ts'

/** A citation with the title of its source, which `checkContent` has found to be there. */
export function cite(pack: LoadedPack, source: { readonly value: SourceName }): Citation {
  const { id, clause } = source.value
  const found = pack.content.sources[id]
  const title = found?.title ?? id
  const confirmed = found?.confirmed !== false
  return { id, title, confirmed, ...(clause === undefined ? {} : { clause }) }
}

/** The fields that every item has. An item is confirmed when neither it nor its source says otherwise. */
export function itemOf(
  pack: LoadedPack,
  id: string,
  raw: {
    readonly label: Text
    readonly source: { readonly value: SourceName }
    readonly confirmed?: boolean
  },
): Item {
  const source = cite(pack, raw.source)
  const confirmed = raw.confirmed !== false && source.confirmed
  return { id, label: raw.label, source, confirmed, origin: pack.ref }
}
