import { useWords } from '../words/index.ts'
import { zh } from '../words/zh.ts'

type UnitName = keyof typeof zh.unit
const names = new Set<string>(Object.keys(zh.unit))

/** The unit of a fact or indicator in words: `L/person` is 升/人. A name without a word stands for itself. */
export function useUnit(): (unit: string) => string {
  const { t } = useWords()
  const word = (name: string) => (names.has(name) ? t(`unit.${name as UnitName}`) : name)
  return (unit) => unit.split('/').map(word).join('/')
}
