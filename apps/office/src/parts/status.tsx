import { useQuery } from '@tanstack/react-query'
import { catalogueQuery } from '../api/queries.ts'
import { useWords } from '../words/index.ts'

/** Labels of a code list of the packs; a code without a label stands for itself. */
export function useCodes(list: string): (code: string) => string {
  const { data } = useQuery(catalogueQuery())
  const { say, t } = useWords()
  const values = data?.codeLists[list]?.values
  return (code) => {
    const value = values?.find((each) => each.code === code)
    if (value) return say(value.label)
    return code === 'unknown' || code === '' ? t('overview.unknownKey') : code
  }
}

/** The codes of a list in their order. */
export function useCodeOrder(list: string): readonly string[] {
  const { data } = useQuery(catalogueQuery())
  return data?.codeLists[list]?.values.map(({ code }) => code) ?? []
}

/** A status in its colour, with a shape that tells it apart without colour. */
export function StatusTag(props: { readonly status: string | null; readonly of?: 'household' | 'village' }) {
  const label = useCodes(props.of === 'village' ? 'villageStatus' : 'householdStatus')
  const status = props.status ?? 'unknown'
  return <span className={`status status-${status}`}>{label(status)}</span>
}
