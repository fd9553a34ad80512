import { choosePlacePage, framed, type Language, placePage } from '@lika/site'
import { publicNotices } from '../cases/index.ts'
import type { PublicityDeps } from './deps.ts'
import { firstPlaces, getPlace, placesBelow } from './places.ts'

export async function firstPage(deps: PublicityDeps, language: Language): Promise<string> {
  const groups = await firstPlaces(deps)
  const today = deps.clock.today()
  return framed(
    placePage(language, { place: undefined, path: [], groups, notices: [], isCut: false, past: [], today }),
  )
}

export async function pageOfPlace(deps: PublicityDeps, language: Language, code: string): Promise<string> {
  const today = deps.clock.today()
  const at = await getPlace(deps, code)
  const found = code.length < 6 ? undefined : await publicNotices(deps.cases, { region: code, on: today })
  // Above counties there is only the way down.
  const places = found?.regions.filter((each) => each.code.length <= 12) ?? (await placesBelow(deps, code))
  const groups = [{ name: undefined, places }]
  const line = ({ region, ...item }: NonNullable<typeof found>['hanging'][number]) => ({
    ...item,
    place: region.at(-1)?.name ?? '',
  })
  return framed(
    placePage(language, {
      ...at,
      groups,
      notices: (found?.hanging ?? []).map(line),
      isCut: (found?.hanging.length ?? 0) >= MOST_LISTED,
      past: (found?.past ?? []).map((item) => ({ ...line(item), takenDown: item.state === 'takenDown' })),
      today,
    }),
  )
}

/** What the cases list at most of one place. */
const MOST_LISTED = 200

/** The way down to the place that a complaint or an application is about. */
export async function choosingPlace(
  deps: PublicityDeps,
  language: Language,
  what: 'tell' | 'apply',
  code: string | undefined,
): Promise<string> {
  if (code === undefined) {
    const groups = await firstPlaces(deps)
    return framed(choosePlacePage(language, { what, place: undefined, path: [], groups, isEnough: false }))
  }
  const at = await getPlace(deps, code)
  const groups = [{ name: undefined, places: await placesBelow(deps, code) }]
  const isEnough = code.length >= (what === 'tell' ? 6 : 12)
  return framed(choosePlacePage(language, { what, ...at, groups, isEnough }))
}
