import { useEffect } from 'react'
import { useWords } from '../words/index.ts'

/** The name of the page in the window's title, for tabs, history and screen readers. */
export function useTitle(title: string): void {
  const { t } = useWords()
  const name = t('app.name')
  useEffect(() => {
    document.title = title === '' ? name : `${title} · ${name}`
  }, [title, name])
}
