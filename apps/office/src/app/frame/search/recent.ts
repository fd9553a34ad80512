// Where one was, for an empty search box: regions and pages only. Who a household or a person is stays out of the
// browser's storage.

const STORED = 'lika.recent'
const KEPT = 5

/** `region:450521`, `village:450521111201`, `page:/policy`. */
export function recentPlaces(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]')
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string').slice(0, KEPT) : []
  } catch {
    return []
  }
}

export function remember(place: string): void {
  const others = recentPlaces().filter((each) => each !== place)
  localStorage.setItem(STORED, JSON.stringify([place, ...others].slice(0, KEPT)))
}
