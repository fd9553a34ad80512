import { useQueries } from '@tanstack/react-query'
import { regionQuery } from '../../../api/queries.ts'
import { useWords } from '../../../words/index.ts'
import { isInside, usePlace } from '../../place.ts'
import { pages } from '../navigation.tsx'
import type { Group, Option } from './options.ts'
import { recentPlaces } from './recent.ts'

/** Where one was, for an empty box. Names are asked for anew: the browser keeps codes only. */
export function useRecent(isOpen: boolean): Group[] {
  const { t } = useWords()
  const { date, session } = usePlace()
  const places = isOpen ? recentPlaces() : []
  const codes = places
    .filter((place) => !place.startsWith('page:'))
    .map((place) => place.split(':')[1] ?? '')
    // Of another account, perhaps.
    .filter((code) => isInside(code, session.account.region.code))
  const regions = useQueries({ queries: codes.map((code) => regionQuery(code, date)) })
  const options = places.flatMap((place): Option[] => {
    const [kind, id = ''] = place.split(':')
    if (kind === 'page') {
      const page = pages.find(({ to }) => to === id)
      const title = page ? t(`nav.${page.name}`) : ''
      return page ? [{ id: `recent-${page.name}`, target: { kind: 'page', to: id }, title, detail: '' }] : []
    }
    const region = regions[codes.indexOf(id)]?.data
    if (!region) return []
    return [
      {
        id: `recent-${id}`,
        target: { kind: kind === 'village' ? 'village' : 'region', code: id },
        title: id === 'all' ? t('region.all') : region.name,
        detail: `${t(`region.level.${region.level}`)} ${id}`,
      },
    ]
  })
  return options.length === 0 ? [] : [{ name: 'recent', options, more: false }]
}
