import { useWords } from '../words/index.ts'
import { zh } from '../words/zh.ts'

/** How a record came, in words: form, import, split… */
export function useSource(): (kind: string) => string {
  const { t } = useWords()
  return (kind) => (kind in zh.source ? t(`source.${kind as keyof typeof zh.source}`) : kind)
}
