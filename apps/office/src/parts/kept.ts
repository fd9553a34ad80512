// What is typed outlives a reload of the page, in this window only.

import { useEffect, useRef, useState } from 'react'

/**
 * State that is kept under a key while `isTouched` says that there is something to lose. Under another key it goes on as it
 * is, and leaves nothing under the first.
 */
export function useKept<T>(key: string, start: T, isTouched: (value: T) => boolean) {
  const stored = `lika.kept.${key}`
  const [before] = useState(() => read<T>(stored))
  const [value, setValue] = useState<T>(before ?? start)
  const last = useRef(stored)
  useEffect(() => {
    if (last.current !== stored) sessionStorage.removeItem(last.current)
    last.current = stored
    if (isTouched(value)) sessionStorage.setItem(stored, JSON.stringify(value))
    else sessionStorage.removeItem(stored)
  }, [stored, value, isTouched])
  return {
    value,
    set: setValue,
    wasKept: before !== undefined,
    clear: () => {
      sessionStorage.removeItem(stored)
      setValue(start)
    },
  }
}

function read<T>(key: string): T | undefined {
  const text = sessionStorage.getItem(key)
  return text === null ? undefined : (JSON.parse(text) as T)
}
