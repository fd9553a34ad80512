import type { CaseItem } from '@lika/contract'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'

/** Who a case is about, as far as it is known. */
export function useSubjectName() {
  const { t } = useWords()
  return ({ name, kind }: CaseItem['subject']) =>
    name ?? t(kind === 'household' ? 'households.nameUnknown' : 'cases.nameUnknown')
}

/** What lies below the page's region tells the rows apart. */
export function PlaceOf({ region: places }: Pick<CaseItem, 'region'>) {
  const { region } = usePlace()
  const below = places.filter(({ code }) => code.length > region.length || region === 'all')
  const shown = below.length > 0 ? below : places.slice(-1)
  return (
    <span title={places.map(({ name }) => name).join(' ')}>{shown.map(({ name }) => name).join(' ')}</span>
  )
}
