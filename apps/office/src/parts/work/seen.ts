// Which ended work an account has looked at: kept in this browser, so that a reload tells nothing twice.

import { useCallback, useState } from 'react'

const MOST = 300

export function useSeen(accountId: string) {
  const key = `lika.work.seen.${accountId}`
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => read(key))
  const see = useCallback(
    (ids: readonly string[]) => {
      // Another tab may have seen some meanwhile.
      const before = read(key)
      const fresh = ids.filter((id) => !before.has(id))
      if (fresh.length === 0) return
      const all = [...before, ...fresh].slice(-MOST)
      localStorage.setItem(key, JSON.stringify(all))
      setSeen(new Set(all))
    },
    [key],
  )
  return { seen, see }
}

function read(key: string): Set<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [])
  } catch {
    return new Set()
  }
}
