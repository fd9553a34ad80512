import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'

/** Why somebody or a household is no longer in the registry. */
export function useEndReason(): (code: string) => string {
  const { t } = useWords()
  return (code) => (code in zh.endReason ? t(`endReason.${code as keyof typeof zh.endReason}`) : code)
}
