import { useEffect, useState } from 'react'

/** Whether filters stand beside the list; on a narrow screen they fold away above it. */
export function useIsWide(): boolean {
  const [query] = useState(() => matchMedia('(min-width: 1001px)'))
  const [isWide, setWide] = useState(query.matches)
  useEffect(() => {
    const change = () => setWide(query.matches)
    query.addEventListener('change', change)
    return () => query.removeEventListener('change', change)
  }, [query])
  return isWide
}
